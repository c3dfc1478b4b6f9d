import type { DatabaseConnection, Kysely, RawBuilder, SqlBool, SqliteDatabase, Transaction } from 'kysely'
import { CompiledQuery, SqliteAdapter, SqliteDialect, SqliteDriver, sql } from 'kysely'
import type { Schema } from './schema.ts'

/** The only lines in which the two engines differ. */

export type EngineName = 'sqlite' | 'postgres'

/** A read or a write where it does not matter whether a transaction is open. */
export type Reads = Kysely<Schema> | Transaction<Schema>
export type Trx = Transaction<Schema>

/**
 * Write transactions on SQLite begin `immediate`. Deferred, the default, takes the lock at the first
 * write and fails at once when another process wrote in between; the busy timeout does not apply then.
 */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

/** SQLite rolls table changes back like any other; Kysely does not say so, and would migrate without a lock. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

export function sqliteDialect(database: SqliteDatabase): SqliteDialect {
  const dialect = new SqliteDialect({ database })
  dialect.createDriver = () => new ImmediateSqliteDriver({ database })
  dialect.createAdapter = () => new TransactionalSqliteAdapter()
  return dialect
}

/** The types of columns: text is compared byte by byte, so that text order is time order. */
export function columnTypes(engine: EngineName) {
  const text = engine === 'postgres' ? sql`text collate "C"` : sql`text`
  return { text, number: sql`integer`, milliseconds: engine === 'postgres' ? sql`bigint` : sql`integer` }
}
export type ColumnTypes = ReturnType<typeof columnTypes>

/** Rows that another transaction holds are waited for; SQLite has one writer and needs no lock. */
export function lockRow<T extends { forUpdate(): T }>(engine: EngineName, query: T): T {
  return engine === 'postgres' ? query.forUpdate() : query
}

/** Rows that another sender holds are passed over. */
export function skipLocked<T extends { forUpdate(): T; skipLocked(): T }>(engine: EngineName, query: T): T {
  return engine === 'postgres' ? query.forUpdate().skipLocked() : query
}

/** Milliseconds of the engine's own clock: leases between processes are never compared with Node's. */
export function leaseClock(engine: EngineName): RawBuilder<number> {
  return engine === 'postgres'
    ? sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`
    : sql<number>`cast((julianday('now') - 2440587.5) * 86400000 as integer)`
}

export function isDuplicateKey(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
}

export function isBusy(error: unknown): boolean {
  const code = String((error as { code?: unknown }).code)
  return code.startsWith('SQLITE_BUSY') || code === '40001' || code === '40P01'
}

/** That a column has one of these values: one variable however many, so that the statement stays the same. */
export function isOneOf(engine: EngineName, column: string, values: readonly string[]): RawBuilder<SqlBool> {
  return engine === 'postgres'
    ? sql<SqlBool>`${sql.ref(column)} = any(cast(${values} as text[]))`
    : sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`
}

/** A table or column that was read of is gone since: another process migrates. SQLite migrates under its write lock. */
export function isGoneMeanwhile(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return code === '42703' || code === '42P01'
}

/** Rows of a JSON list, to insert or join many at once: one variable however many rows. */
export function jsonRows(
  engine: EngineName,
  rows: readonly Record<string, unknown>[],
  columns: readonly string[],
): RawBuilder<unknown> {
  if (engine === 'postgres') {
    const text = JSON.stringify(rows, [...columns])
    const typed = sql.join(columns.map((name) => sql`${sql.ref(name)} ${sql.raw(columnType(rows, name))}`))
    return sql`json_to_recordset(cast(${text} as json)) as list(${typed})`
  }
  // Lists instead of objects: SQLite looks for a name anew in each row.
  const text = JSON.stringify(rows.map((row) => columns.map((name) => row[name])))
  const picked = sql.join(columns.map((name, i) => sql`value ->> ${sql.lit(i)} as ${sql.ref(name)}`))
  return sql`(select ${picked} from json_each(${text})) as list`
}

/**
 * The same with the workspace in each row, to update a table that is joined on its whole key. Where only the
 * list knows the workspace, SQLite looks up each row of the list; told it directly, it reads the whole
 * workspace and searches the list for each of its rows.
 */
export function ofWorkspace(
  engine: EngineName,
  workspace: string,
  rows: readonly Record<string, unknown>[],
  columns: readonly string[],
): RawBuilder<unknown> {
  return jsonRows(
    engine,
    rows.map((row) => ({ workspace, ...row })),
    ['workspace', ...columns],
  )
}

function columnType(rows: readonly Record<string, unknown>[], name: string): string {
  const first = rows.find((row) => row[name] !== null && row[name] !== undefined)
  return typeof first?.[name] === 'number' ? 'bigint' : 'text'
}

/** SQL of a trigger that refuses an update or a delete of a table's rows. */
export function refuseChange(
  engine: EngineName,
  table: string,
  event: 'update' | 'delete',
  sentence: string,
): string[] {
  const name = `refuse_${event}_${table}`
  if (engine === 'sqlite') {
    return [
      `create trigger ${name} before ${event} on "${table}" begin select raise(abort, '${sentence}'); end`,
    ]
  }
  return [
    `create function ${name}() returns trigger language plpgsql as $$ begin raise exception '${sentence}'; end $$`,
    `create trigger ${name} before ${event} on "${table}" for each row execute function ${name}()`,
  ]
}

/** SQL of a trigger that refuses an update where a condition over `old` and `new` holds. */
export function refuseWhere(
  engine: EngineName,
  name: string,
  table: string,
  condition: string,
  sentence: string,
): string[] {
  if (engine === 'sqlite') {
    return [
      `create trigger ${name} before update on "${table}" when ${condition} begin select raise(abort, '${sentence}'); end`,
    ]
  }
  return [
    `create function ${name}() returns trigger language plpgsql as $$ begin raise exception '${sentence}'; end $$`,
    `create trigger ${name} before update on "${table}" for each row when (${condition}) execute function ${name}()`,
  ]
}

/** Runs work that may be undone alone, inside a transaction; what it throws is thrown on after the undoing. */
export async function undoable<T>(trx: Trx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint one`.execute(trx)
  try {
    return await work()
  } catch (error) {
    await sql`rollback to savepoint one`.execute(trx)
    throw error
  } finally {
    await sql`release savepoint one`.execute(trx)
  }
}
