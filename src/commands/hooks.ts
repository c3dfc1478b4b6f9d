import { changeSources, sourcesOf } from '../actions/change-sources.ts'
import { perform } from '../actions/perform.ts'
import { keyOfSource } from '../hooks/keys.ts'
import { sayInstant } from '../rules/calendar.ts'
import { refuse } from '../rules/refusal.ts'
import { activeSources, olderKeyUntil, type Source, type SourceChange } from '../rules/sources.ts'
import { type Output, writeJson } from './output.ts'
import { keyOf, type OpenRecord, operator, type Where, withRecord } from './record.ts'
import { table } from './table.ts'

/** The sources that may report by webhook. Their keys are derived anew each time, and printed only when they are new. */
export async function listSources(options: Where, output: Output): Promise<number> {
  return await withRecord(options, async ({ database, workspace, world }) => {
    const now = world.now()
    const sources = activeSources(await sourcesOf(database.kysely, workspace.workspace))
    const shown = sources.map((source) => ({ ...source, olderKeyUntil: olderKeyUntil(source, now) }))
    if (options.json)
      writeJson(
        output,
        shown.map(({ removedAt: _, rotatedAt: __, ...rest }) => rest),
      )
    else if (shown.length === 0) output.out('No source may report yet. Let one: perennial hooks add NAME\n')
    else output.out(table(output, columns, shown))
    return 0
  })
}

const utc = (instant: string | null): string => (instant === null ? '' : `${sayInstant(instant, 'UTC')} UTC`)
type Shown = Source & { olderKeyUntil: string | null }
const columns = [
  { head: 'Source', text: ({ name }: Shown) => name },
  { head: 'Key', text: ({ generation }: Shown) => `no. ${generation}` },
  { head: 'Since', text: ({ addedAt }: Shown) => utc(addedAt) },
  { head: 'The key before holds until', text: ({ olderKeyUntil: until }: Shown) => utc(until) },
]

/** The change is an entry of the record; a key is printed this once. */
export async function changeSource(
  { name, change, ...where }: Where & { name: string; change: SourceChange },
  output: Output,
): Promise<number> {
  return await withRecord(where, async (record) => {
    const key = change === 'remove' ? () => null : keyMaker(record)
    const request = { name, change }
    const repeated = await keyOf(record, 'hooks', request)
    const source = await perform(record.world, operator(), changeSources, request, repeated)
    const printed = { name, generation: source.generation, key: key(source) }
    if (where.json) writeJson(output, printed)
    else output.out(sayChange(change, printed, olderKeyUntil(source, record.world.now())))
    return 0
  })
}

/** Refused before anything is changed where there is nothing to make keys of. */
function keyMaker({ config, workspace: { workspace } }: OpenRecord): (source: Source) => string {
  const secret = config.encryptionKey ?? refuse('no_encryption_key')
  return ({ name, generation }) => keyOfSource(secret, { workspace, name, generation })
}

function sayChange(
  change: SourceChange,
  { name, key }: { name: string; key: string | null },
  until: string | null,
): string {
  if (change === 'remove') return `Nothing is taken from ${name} any more.\n`
  const before = until === null ? '' : `The key before it is taken until ${utc(until)}.\n`
  return `The key of ${name}, shown this once:\n${key}\n${before}`
}
