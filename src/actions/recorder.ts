import type { Trx } from '../../db/engine.ts'
import {
  type EntryTextRow,
  freeText,
  operationalColumns,
  type RecordTable,
  recordKeys,
  type Schema,
} from '../../db/schema.ts'
import { type Json, saltedHash } from '../rules/audit-chain.ts'
import {
  acknowledgmentMoves,
  eventMoves,
  mayMove,
  obligationMoves,
  policyMoves,
  reviewMoves,
  submissionMoves,
  versionMoves,
} from '../rules/lifecycle.ts'
import type { Act, Change } from './act.ts'

type Row = Record<string, string | number | null>

/**
 * Writes rows of the record and gathers what the entry says of them, in one step: replay is exact by
 * construction, and no action can forget its entry.
 */
export type Recorder = Pick<Act, 'insert' | 'insertAll' | 'write' | 'remove' | 'say'> & {
  changes: Change[]
  texts: Omit<EntryTextRow, 'workspace' | 'sequence'>[]
}

export function makeRecorder(trx: Trx, workspace: string, salt: () => string): Recorder {
  const changes: Change[] = []
  const texts: Recorder['texts'] = []

  const stated = (table: RecordTable, row: Row): Json => {
    const said: Record<string, Json> = {}
    for (const [column, value] of Object.entries(row)) {
      if (column === 'workspace' || isOperational(table, column) || isKey(table, column)) continue
      said[column] = isFreeText(table, column) && typeof value === 'string' ? hide(value) : value
    }
    return said
  }
  const hide = (text: string): Json => {
    const fresh = salt()
    const hash = saltedHash(fresh, text)
    texts.push({ hash, salt: fresh, text })
    return { text: hash }
  }

  const insertAll: Recorder['insertAll'] = async (table, rows) => {
    if (rows.length === 0) return
    const whole = rows.map((row) => ({ workspace, ...row }) as Row)
    await trx
      .insertInto(table)
      .values(whole as never)
      .execute()
    for (const row of whole) {
      changes.push({ op: 'insert', table, key: keyOf(table, row), before: null, after: stated(table, row) })
    }
  }

  const write: Recorder['write'] = async (table, key, change) => {
    const before = (await rowQuery(trx, workspace, table, key as Row).executeTakeFirstOrThrow()) as Row
    const changed: Row = {}
    for (const [column, value] of Object.entries(change as Row))
      if (before[column] !== value) changed[column] = value
    if (Object.keys(changed).length === 0) return
    requireMove(table, before, changed)
    await updateRow(trx, workspace, table, key as Row, changed)
    const recorded = Object.keys(changed).filter((column) => !isOperational(table, column))
    if (recorded.length === 0) return
    const old = Object.fromEntries(
      recorded
        .filter((column) => !isFreeText(table, column))
        .map((column) => [column, before[column] as Json]),
    )
    changes.push({
      op: 'update',
      table,
      key: keyOf(table, before),
      before: old,
      after: stated(table, changed),
    })
  }

  const remove: Recorder['remove'] = async (table, key) => {
    const before = (await rowQuery(trx, workspace, table, key as Row).executeTakeFirst()) as Row | undefined
    if (!before) return
    await deleteRow(trx, workspace, table, key as Row)
    changes.push({ op: 'remove', table, key: keyOf(table, before), before: null, after: null })
  }

  return {
    changes,
    texts,
    insertAll,
    insert: (table, row) => insertAll(table, [row]),
    write,
    remove,
    say: (change) => changes.push(change),
  }
}

const lifecycles: { [T in RecordTable]?: { column: string; moves: Record<string, readonly string[]> } } = {
  policies: { column: 'status', moves: policyMoves },
  versions: { column: 'state', moves: versionMoves },
  reviews: { column: 'state', moves: reviewMoves },
  submissions: { column: 'state', moves: submissionMoves },
  events: { column: 'state', moves: eventMoves },
  obligations: { column: 'state', moves: obligationMoves },
  acknowledgments: { column: 'state', moves: acknowledgmentMoves },
}

/** No action can take a row where its lifecycle does not lead. */
function requireMove(table: RecordTable, before: Row, changed: Row): void {
  const lifecycle = lifecycles[table]
  const to = lifecycle && changed[lifecycle.column]
  if (!lifecycle || to === undefined) return
  const from = String(before[lifecycle.column])
  if (!mayMove(lifecycle.moves, from, String(to)))
    throw new Error(`${table}: what is ${from} cannot be ${to}`)
}

function isOperational(table: RecordTable, column: string): boolean {
  return (operationalColumns[table] as readonly string[] | undefined)?.includes(column) ?? false
}

function isFreeText(table: RecordTable, column: string): boolean {
  return (freeText[table] as readonly string[] | undefined)?.includes(column) ?? false
}

function isKey(table: RecordTable, column: string): boolean {
  return (recordKeys[table] as readonly string[]).includes(column)
}

function keyOf(table: RecordTable, row: Row): Json {
  return Object.fromEntries(recordKeys[table].map((column) => [column, row[column] as Json]))
}

function rowQuery(trx: Trx, workspace: string, table: RecordTable, key: Row) {
  let query = trx
    .selectFrom(table as 'policies')
    .selectAll()
    .where('workspace', '=', workspace)
  for (const [column, value] of Object.entries(key))
    query = query.where(column as keyof Schema['policies'], '=', value as never)
  return query
}

async function updateRow(
  trx: Trx,
  workspace: string,
  table: RecordTable,
  key: Row,
  change: Row,
): Promise<void> {
  let query = trx
    .updateTable(table as 'policies')
    .set(change as never)
    .where('workspace', '=', workspace)
  for (const [column, value] of Object.entries(key))
    query = query.where(column as keyof Schema['policies'], '=', value as never)
  await query.execute()
}

async function deleteRow(trx: Trx, workspace: string, table: RecordTable, key: Row): Promise<void> {
  let query = trx.deleteFrom(table as 'policies').where('workspace', '=', workspace)
  for (const [column, value] of Object.entries(key))
    query = query.where(column as keyof Schema['policies'], '=', value as never)
  await query.execute()
}
