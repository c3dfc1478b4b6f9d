import { once } from 'node:events'
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

/** In a thread of its own, since the program's own thread waits inside SQLite; written out, as a worker knows no TypeScript. */
const holding = `
  const { workerData: { driver, file, milliseconds }, parentPort } = require('node:worker_threads')
  const SqliteFile = require(driver)
  const database = new SqliteFile(file)
  database.exec('begin immediate')
  parentPort.postMessage('held')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
  database.exec('commit')
  database.close()
`

/** Keeps everybody else from writing for so long, by another connection; resolves when it does, with the end of it. */
export async function holdWrites(url: string, milliseconds: number): Promise<{ ended: Promise<unknown> }> {
  return url.startsWith('file:')
    ? await holdSqlite(url.replace('file:', ''), milliseconds)
    : await holdPostgres(url, milliseconds)
}

async function holdSqlite(file: string, milliseconds: number) {
  const driver = createRequire(import.meta.url).resolve('better-sqlite3')
  const worker = new Worker(holding, { eval: true, workerData: { driver, file, milliseconds } })
  const ended = once(worker, 'exit')
  await once(worker, 'message')
  return { ended }
}

async function holdPostgres(url: string, milliseconds: number) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('begin')
  await client.query('lock table gestures in exclusive mode')
  const end = async () => {
    await client.query('select pg_sleep($1)', [milliseconds / 1_000])
    await client.query('commit')
    await client.end()
  }
  return { ended: end() }
}
