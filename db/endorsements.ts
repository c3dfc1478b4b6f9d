import type { Reads } from './engine.ts'
import { peopleById } from './people.ts'
import type { PersonRow } from './schema.ts'

/** Who endorsed a version or what else was submitted, in order. */
export async function endorsersOf(
  db: Reads,
  workspace: string,
  submission: string,
): Promise<{ person: PersonRow; comment: string | null; decision: string }[]> {
  const rows = await db
    .selectFrom('endorsements')
    .select(['approver', 'comment', 'decision'])
    .where('workspace', '=', workspace)
    .where('submission', '=', submission)
    .where('voidedAt', 'is', null)
    .orderBy('at')
    .execute()
  const people = await peopleById(
    db,
    workspace,
    rows.map((row) => row.approver),
  )
  return rows.flatMap(({ approver, comment, decision }) => {
    const person = people.get(approver)
    return person ? [{ person, comment, decision }] : []
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
