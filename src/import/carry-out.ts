import { importPolicy } from '../actions/import-policy.ts'
import { type Keyed, performAll } from '../actions/perform.ts'
import type { World } from '../actions/world.ts'
import { sha256 } from '../rules/digest.ts'
import type { Actor } from '../rules/terms.ts'
import type { RowOutcome } from './report.ts'
import type { ImportFile, ImportRow } from './row.ts'

export type CarryOut = {
  world: World
  actor: Actor
  /** Names this run of the import, so that another run asks the record anew instead of hearing this one's answers. */
  run: string
  onProgress: (done: number, of: number) => void
}

const batch = 100

/**
 * Hands what was read over to the record, 100 rows a transaction: a refusal undoes its own row alone. A
 * fault in the middle is thrown on and says how many rows are taken in already; importing again goes on.
 */
export async function carryOut(
  files: readonly ImportFile[],
  { world, actor, run, onProgress }: CarryOut,
): Promise<Map<ImportRow, RowOutcome>> {
  const rows = files.flatMap((file) =>
    file.rows.filter((row) => row.refused === null).map((row) => ({ row, path: file.path })),
  )
  const outcomes = new Map<ImportRow, RowOutcome>()
  for (let start = 0; start < rows.length; start += batch) {
    const some = rows.slice(start, start + batch)
    const requests = some.map(({ row, path }) => keyed(row, path, run))
    const results = await performAll(world, actor, importPolicy, requests).catch((error: unknown) => {
      throw start === 0 ? error : Object.assign(error as Error, { done: sayDone(start) })
    })
    for (const [i, result] of results.entries()) {
      const { row } = some[i] as { row: ImportRow }
      if ('refusal' in result) outcomes.set(row, { result: 'refused', notes: [result.refusal.message] })
      else outcomes.set(row, { result: result.answer.result, notes: notSaidBy(row, result.answer.notes) })
    }
    onProgress(Math.min(start + batch, rows.length), rows.length)
  }
  return outcomes
}

/** What reading the row has said already, as a sentence, is not said again. */
function notSaidBy(row: ImportRow, notes: readonly string[]): string[] {
  const said = new Set(row.notes.map(bare))
  return notes.filter((note) => !said.has(bare(note)))
}

const bare = (note: string) => note.toLowerCase().replace(/\.$/, '')

function sayDone(rows: number): string {
  return `The first ${rows} rows are taken in; importing again goes on from there.`
}

type Request = Parameters<typeof importPolicy.carryOut>[2]

function keyed(row: ImportRow, path: string, run: string): Keyed<Request> {
  const request: Request = {
    code: row.code,
    title: row.title,
    status: row.status,
    ownerEmail: row.ownerEmail,
    statedOwner: row.statedOwner,
    deputyEmails: row.deputyEmails,
    approverEmails: row.approverEmails,
    versionNumber: row.versionNumber,
    effectiveOn: row.effectiveOn,
    content: row.content,
    cadenceMonths: row.cadenceMonths,
    statedCadence: row.statedCadence,
    lastReviewedOn: row.lastReviewedOn,
    statedNextOn: row.statedNextOn,
    tags: row.tags,
    components: row.components,
  }
  return { request, key: `import:${sha256(JSON.stringify([request, path, row.row, run]))}` }
}
