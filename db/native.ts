import SqliteFile from 'better-sqlite3'

/**
 * The driver's own door. On Node 24.19 and later the process is ended when an object of the driver is collected
 * (its destructor asks for a context, and while memory is collected there is none: WiseLibs/better-sqlite3#1515).
 * So none is ever let go: a program opens one file and has a few hundred different statements.
 */
const kept: unknown[] = []

function keep<T>(object: T): T {
  kept.push(object)
  return object
}

export function openNative(file: string, options: SqliteFile.Options = {}): SqliteFile.Database {
  const native = keep(new SqliteFile(file, options))
  const prepare = native.prepare.bind(native)
  native.prepare = ((text: string) => keep(prepare(text))) as typeof native.prepare
  return native
}

/** What a pragma is; the driver's own way to ask leaves a statement behind. */
export function pragma(native: SqliteFile.Database, name: string): unknown {
  return native.prepare(`pragma ${name}`).pluck().get()
}
