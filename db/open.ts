import { dirname } from 'node:path'
import type SqliteFile from 'better-sqlite3'
import { Kysely, PostgresDialect, type SqliteDatabase, type SqliteStatement, sql } from 'kysely'
import { type EngineName, isBusy, sqliteDialect, type Trx } from './engine.ts'
import { makeFolder } from './make-folder.ts'
import { openNative, pragma } from './native.ts'
import { DatabaseRefused } from './refused.ts'
import type { Schema } from './schema.ts'

export type Database = {
  kysely: Kysely<Schema>
  engine: EngineName
  /** Where it is, without a password: fit for a log. */
  address: string
  /** The file's path on SQLite; null on Postgres. */
  file: string | null
  close(): Promise<void>
}

/** `file:./data/perennial.db` or a path is SQLite; `postgres://…` is Postgres. */
export async function openDatabase(url: string): Promise<Database> {
  return /^postgres(ql)?:/.test(url) ? await openPostgres(url) : openSqlite(url.replace(/^file:/, ''))
}

const pragmas = { journal_mode: 'wal', synchronous: 2, busy_timeout: 5000, foreign_keys: 1 } as const

function openSqlite(file: string): Database {
  let native: SqliteFile.Database
  try {
    makeFolder(dirname(file))
    native = openNative(file)
    setPragmas(native)
  } catch (error) {
    throw new DatabaseRefused('database_unusable', { address: file, why: (error as Error).message })
  }
  const kysely = new Kysely<Schema>({ dialect: sqliteDialect(withPreparedStatements(native)) })
  return { kysely, engine: 'sqlite', address: `file:${file}`, file, close: () => kysely.destroy() }
}

/** This build of SQLite falls to `synchronous=NORMAL` under WAL unless told; each value is read back. */
function setPragmas(native: SqliteFile.Database): void {
  for (const [name, wanted] of Object.entries(pragmas)) {
    native.exec(`pragma ${name} = ${wanted}`)
    const found = pragma(native, name)
    const isMemory = name === 'journal_mode' && found === 'memory'
    if (found !== wanted && !isMemory) throw new Error(`pragma ${name} is ${found}, expected ${wanted}`)
  }
}

const changesSchema = /^\s*(alter|create|drop)\b/i

/** Preparing a statement costs more than running it; the product has a few hundred different ones. */
function withPreparedStatements(native: SqliteFile.Database): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>()
  return {
    prepare(text: string) {
      if (changesSchema.test(text)) {
        prepared.clear()
        return native.prepare(text) as unknown as SqliteStatement
      }
      let statement = prepared.get(text)
      if (!statement) {
        statement = readingLists(native.prepare<unknown[], unknown[]>(text))
        prepared.set(text, statement)
      }
      return statement
    },
    close: () => void native.close(),
  }
}

/** The driver hands over many rows as lists in two thirds of the time that it takes to name each column of each. */
function readingLists(statement: SqliteFile.Statement<unknown[], unknown[]>): SqliteStatement {
  if (!statement.reader) return statement as unknown as SqliteStatement
  const names = statement.columns().map(({ name }) => name)
  statement.raw(true)
  const named = (values: unknown[]) => {
    const row: Record<string, unknown> = {}
    for (let i = 0; i < names.length; i++) row[names[i] as string] = values[i]
    return row
  }
  return {
    reader: true,
    all: (parameters) => statement.all(...parameters).map(named),
    run: (parameters) => statement.run(...parameters),
    *iterate(parameters) {
      for (const values of statement.all(...parameters)) yield named(values)
    },
  }
}

const int8 = 20

async function openPostgres(url: string): Promise<Database> {
  const { default: pg } = await import('pg')
  const types = {
    getTypeParser: (id: number, format: 'text' | 'binary') =>
      id === int8 ? Number : pg.types.getTypeParser(id, format as 'text'),
  }
  const pool = new pg.Pool({ connectionString: url, max: 10, types: types as never })
  // A connection that breaks while idle is replaced at the next query; without a listener it ends the process.
  pool.on('error', () => {})
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  const address = url.replace(/\/\/[^@/]*@/, '//')
  try {
    await sql`select 1`.execute(kysely)
  } catch (error) {
    await kysely.destroy()
    throw new DatabaseRefused('database_unusable', { address, why: (error as Error).message })
  }
  return { kysely, engine: 'postgres', address, file: null, close: () => kysely.destroy() }
}

const tries = 4

/** One write transaction; where the database stays busy it is tried anew, from the start, a few times. */
export async function transaction<T>(database: Database, work: (trx: Trx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database.kysely.transaction().execute(work)
    } catch (error) {
      if (!isBusy(error)) throw error
      if (attempt === tries) throw new DatabaseRefused('database_busy')
    }
  }
}
