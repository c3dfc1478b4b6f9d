import { expect } from 'vitest'
import { entriesAfter } from '../../db/audit.ts'
import type { Database } from '../../db/open.ts'
import { operationalColumns, type RecordTable, recordKeys } from '../../db/schema.ts'
import { firstDamage, genesis, saltedHash } from '../../src/rules/audit-chain.ts'
import { sha256 } from '../../src/rules/digest.ts'

/** Rebuilds every row of the record from its entries, their texts and the stored lists of people alone. */

type Value = string | number | null
type Row = Record<string, Value>
type Change = { op: string; table: RecordTable; key: unknown; before: unknown; after: unknown }
type Stated = Record<string, Value | { text: string }>
type Rebuilt = Map<RecordTable, Map<string, Row>>
type TextOf = (hash: string) => string

const tables = Object.keys(recordKeys) as RecordTable[]

/** The chain holds, and every table of the record is exactly what the entries say. */
export async function expectReplayed(database: Database, workspace: string): Promise<void> {
  const rebuilt = await rebuild(database, workspace)
  for (const table of tables) {
    const real = await realRows(database, workspace, table)
    const said = rebuilt.get(table) ?? new Map()
    expect([...said.keys()].sort(), `keys of ${table}`).toEqual(real.map(({ key }) => key).sort())
    for (const { key, row } of real) {
      const whole = Object.fromEntries(
        Object.keys(row).map((column) => [column, said.get(key)?.[column] ?? null]),
      )
      expect(whole, `${table} ${key}`).toEqual(row)
    }
  }
}

async function rebuild(database: Database, workspace: string): Promise<Rebuilt> {
  const { kysely } = database
  const entries = await entriesAfter(kysely, workspace, 0, 1_000_000)
  expect(firstDamage({ sequence: 0, hash: genesis }, entries), 'the chain').toBeNull()
  const texts = await kysely.selectFrom('entryTexts').selectAll().where('workspace', '=', workspace).execute()
  const lists = await kysely
    .selectFrom('distributionPeople')
    .selectAll()
    .where('workspace', '=', workspace)
    .orderBy('position')
    .execute()
  const rebuilt: Rebuilt = new Map(tables.map((table) => [table, new Map()]))
  for (const { sequence, bytes } of entries) {
    const textOf: TextOf = (hash) => {
      const found = texts.find((row) => row.sequence === sequence && row.hash === hash)
      expect(
        found && found.text !== null && saltedHash(found.salt, found.text),
        'text beside its entry',
      ).toBe(hash)
      return found?.text as string
    }
    for (const change of (JSON.parse(bytes) as { changes: Change[] }).changes)
      apply(rebuilt, change, textOf, lists)
  }
  return rebuilt
}

type Listed = { distribution: string; position: number; person: string }

function apply(rebuilt: Rebuilt, change: Change, textOf: TextOf, lists: readonly Listed[]): void {
  const { op, table } = change
  const rows = rebuilt.get(table) as Map<string, Row>
  if (op === 'insert' || op === 'update' || op === 'remove') applyToRow(rows, change, textOf)
  else if (op === 'ask' || op === 'ask anew') ask(rebuilt, change, lists)
  else if (op === 'move') move(rows, change.key as { from: string; to: string })
  else if (op === 'void') voidOpen(rows, change)
  else if (op === 'deliver') deliver(rows, change.after as Delivered[])
  else expect(op, 'a change that replay knows').toBe('pin')
}

function applyToRow(rows: Map<string, Row>, { op, key, before, after }: Change, textOf: TextOf): void {
  const name = nameOf(key as Row)
  const known = rows.get(name)
  expect(known !== undefined, `${op} of ${name}`).toBe(op !== 'insert')
  if (op === 'remove') {
    rows.delete(name)
    return
  }
  for (const [column, value] of Object.entries((before ?? {}) as Row))
    expect(known?.[column] ?? null, `${name} before, ${column}`).toBe(value)
  const said = Object.entries(after as Stated).map(([column, value]): [string, Value] => [
    column,
    value !== null && typeof value === 'object' ? textOf(value.text) : value,
  ])
  rows.set(name, { ...known, ...(key as Row), ...Object.fromEntries(said) })
}

type Piece = { distribution: string; version: string; isJoiner: number; from: number; until: number }

function ask(rebuilt: Rebuilt, change: Change, lists: readonly Listed[]): void {
  const { distribution, version, isJoiner, from, until } = change.key as Piece
  const { at, count } = change.after as { at: string; count: number }
  const rows = rebuilt.get('acknowledgments') as Map<string, Row>
  const people = lists.filter((row) => row.distribution === distribution).map((row) => row.person)
  const sealed = rebuilt.get('distributions')?.get(nameOf({ id: distribution }))
  expect([people.length, sha256(people.join('\n'))], 'the sealed list').toEqual([
    sealed?.peopleCount,
    sealed?.peopleSha256,
  ])
  let asked = 0
  for (const person of people.slice(from, until)) {
    const name = nameOf({ version, person })
    const known = rows.get(name)
    const hasLeft = rebuilt.get('people')?.get(nameOf({ id: person }))?.deactivatedAt !== null
    const isKept = change.op === 'ask anew' && known?.state === 'given'
    if (hasLeft || (known && known.voidReason !== 'left' && !isKept)) continue
    if (isKept) keepBefore(rebuilt, known)
    rows.set(name, { version, person, distribution, state: 'open', isJoiner, askedAt: at })
    asked += 1
  }
  expect(asked, 'people asked').toBe(count)
}

/** What was given stays on the record beside the new request. */
function keepBefore(rebuilt: Rebuilt, given: Row): void {
  const { state, voidReason, snoozedUntil, ...kept } = given
  const { version, person, distribution } = kept as Record<string, string>
  const name = nameOf({ version, person, distribution } as Row)
  const before = rebuilt.get('acknowledgmentsBefore') as Map<string, Row>
  expect([state, voidReason ?? null, before.has(name)], 'what was acknowledged').toEqual([
    'given',
    null,
    false,
  ])
  before.set(name, kept)
}

function move(rows: Map<string, Row>, { from, to }: { from: string; to: string }): void {
  for (const row of [...rows.values()])
    if (row.version === from && row.state === 'open')
      rows.set(nameOf({ version: to, person: row.person as string }), { ...row, version: to })
}

function voidOpen(rows: Map<string, Row>, change: Change): void {
  const { reason, count } = change.after as { reason: string; count: number }
  const wanted = Object.entries(change.key as Row)
  const open = [...rows.values()].filter(
    (row) => row.state === 'open' && wanted.every(([column, value]) => row[column] === value),
  )
  for (const row of open) Object.assign(row, { state: 'void', voidReason: reason })
  expect(open.length, 'requests void').toBe(count)
}

type Delivered = { version: string; person: string; deliveredAt: string; dueOn: string }

function deliver(rows: Map<string, Row>, delivered: readonly Delivered[]): void {
  for (const { version, person, deliveredAt, dueOn } of delivered) {
    const row = rows.get(nameOf({ version, person }))
    expect(row?.state, 'a delivered request').toBe('open')
    Object.assign(row as Row, { deliveredAt, dueOn })
  }
}

function nameOf(key: Row): string {
  return JSON.stringify(Object.entries(key).sort())
}

async function realRows({ kysely }: Database, workspace: string, table: RecordTable) {
  const rows = (await kysely
    .selectFrom(table as 'policies')
    .selectAll()
    .where('workspace', '=', workspace)
    .execute()) as unknown as Row[]
  const operational = (operationalColumns[table] ?? []) as readonly string[]
  return rows.map(({ workspace: _, ...whole }) => {
    const row = Object.fromEntries(Object.entries(whole).filter(([column]) => !operational.includes(column)))
    const key = Object.fromEntries(recordKeys[table].map((column) => [column, row[column] as Value]))
    return { key: nameOf(key), row }
  })
}
