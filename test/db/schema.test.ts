import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'
import { operationalColumns, recordKeys } from '../../db/schema.ts'
import { type Engine, engines } from '../support/engines.ts'

type Columns = Record<string, { isNullable: boolean; isNumber: boolean }>
type Tables = Record<string, Columns>

/** The tables as the types of db/schema.ts say them: what a row holds, and what of it may be null. */
function tablesOfTheTypes(): Tables {
  const path = join(import.meta.dirname, '../../db/schema.ts')
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2023, true)
  const aliases = new Map(
    source.statements
      .filter(ts.isTypeAliasDeclaration)
      .map(({ name, type }): [string, ts.TypeNode] => [name.text, type]),
  )
  const members = (name: string): [string, string][] => {
    const type = aliases.get(name)
    if (!type || !ts.isTypeLiteralNode(type)) throw new Error(`Expected ${name} to be an object type`)
    return type.members
      .filter(ts.isPropertySignature)
      .map((one) => [one.name.getText(), one.type?.getText() ?? ''])
  }
  const columnsOf = (row: string): Columns =>
    Object.fromEntries(
      members(row).map(([column, type]) => [
        column,
        { isNullable: /\bnull\b/.test(type), isNumber: /^(number|Flag)\b/.test(type) },
      ]),
    )
  return Object.fromEntries(members('Schema').map(([table, row]) => [table, columnsOf(row)]))
}

async function tablesOf(engine: Engine): Promise<Tables> {
  const fresh = await engine.open()
  const database = await openDatabase(fresh.url)
  await migrate(database)
  const tables = await database.kysely.introspection.getTables()
  await database.close()
  await fresh.close()
  return Object.fromEntries(
    tables.map(({ name, columns }) => [
      name,
      Object.fromEntries(
        columns.map((column) => [
          column.name,
          { isNullable: column.isNullable, isNumber: /int/i.test(column.dataType) },
        ]),
      ),
    ]),
  )
}

const said = tablesOfTheTypes()

/** SQLite lets a primary key of text be null, where nothing else is said. */
function withKeysNotNull(tables: Tables): Tables {
  for (const [table, column] of [
    ['workspaces', 'workspace'],
    ['heads', 'workspace'],
    ['leases', 'name'],
  ] as const) {
    const key = tables[table]?.[column]
    if (key) key.isNullable = false
  }
  return tables
}

for (const engine of engines) {
  describe(engine.name, () => {
    test('has every table and column that the types say, with the same kind and nullability, and no other', async () => {
      expect(withKeysNotNull(await tablesOf(engine))).toEqual(said)
    })
  })
}

test('Keys and operational columns of the record are columns of its tables', () => {
  for (const [table, key] of Object.entries(recordKeys))
    expect(Object.keys(said[table] ?? {})).toEqual(expect.arrayContaining([...key]))
  for (const [table, columns] of Object.entries(operationalColumns))
    expect(Object.keys(said[table] ?? {})).toEqual(expect.arrayContaining([...columns]))
})
