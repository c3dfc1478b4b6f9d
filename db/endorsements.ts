import type { Reads } from './engine.ts'
import { peopleById } from './people.ts'
import type { PersonRow } from './schema.ts'

export type Endorser = {
  person: PersonRow
  /** For whom a deputy decided. */
  absent: PersonRow | null
  comment: string | null
  decision: string
  /** Given outside Slack: who recorded it, and from which document. */
  outside: { recordedBy: PersonRow | null; document: string | null } | null
}

/** Who endorsed a version or what else was submitted, in order. */
export async function endorsersOf(db: Reads, workspace: string, submission: string): Promise<Endorser[]> {
  const rows = await db
    .selectFrom('endorsements')
    .select(['approver', 'onBehalfOf', 'comment', 'decision', 'way', 'recordedBy', 'document'])
    .where('workspace', '=', workspace)
    .where('submission', '=', submission)
    .where('voidedAt', 'is', null)
    .orderBy('at')
    .execute()
  const people = await peopleById(
    db,
    workspace,
    rows.flatMap((row) => [row.approver, row.onBehalfOf, row.recordedBy]),
  )
  return rows.flatMap(({ approver, onBehalfOf, comment, decision, way, recordedBy, document }) => {
    const person = people.get(approver)
    const absent = people.get(onBehalfOf ?? '') ?? null
    const recorded = { recordedBy: people.get(recordedBy ?? '') ?? null, document }
    return person ? [{ person, absent, comment, decision, outside: way === 'outside' ? recorded : null }] : []
  })
}

/** The submission by which a version was endorsed here. */
export async function endorsedSubmissionOf(
  db: Reads,
  workspace: string,
  version: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('submissions')
    .select('id')
    .where('workspace', '=', workspace)
    .where('version', '=', version)
    .where('kind', '=', 'version')
    .where('state', '=', 'endorsed')
    .executeTakeFirst()
  return row?.id
}
