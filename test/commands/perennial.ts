import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { openDatabase } from '../../db/open.ts'
import { run } from '../../src/cli.ts'

export type Ran = { exit: number | null; out: string; err: string }

/** One command in this process, as on a pipe: nobody watches, nothing is coloured. */
export async function perennial(...argv: string[]): Promise<Ran> {
  const ran: Ran = { exit: null, out: '', err: '' }
  ran.exit = await run(argv, {
    out: (text) => {
      ran.out += text
    },
    err: (text) => {
      ran.err += text
    },
    columns: null,
    hasColours: false,
    isWatched: false,
  })
  return ran
}

const launcher = resolve(import.meta.dirname, '../../src/perennial.mjs')

/** Builds once, so that a measured start does not compile. */
export async function build(): Promise<void> {
  await launch(['--build']).ended
}

/** The real launcher in a process of its own. `said` resolves when its output has what is waited for. */
export function launch(argv: string[], options: { cwd?: string; env?: Record<string, string> } = {}) {
  const { DATABASE_URL: _, SLACK_BOT_TOKEN: __, SLACK_API_URL: ___, ...env } = process.env
  const child = spawn(process.execPath, [launcher, ...argv], {
    cwd: options.cwd ?? tmpdir(),
    env: { ...env, ...options.env },
  })
  const ran: Ran = { exit: null, out: '', err: '' }
  const waiting = new Set<() => void>()
  const hear = (stream: 'out' | 'err') => (chunk: Buffer) => {
    ran[stream] += chunk
    // Said by the launcher, not by the command: a source has changed since `build`.
    ran.err = ran.err.replace(/^Built dist\.\n/, '')
    for (const look of waiting) look()
  }
  child.stdout.on('data', hear('out'))
  child.stderr.on('data', hear('err'))
  const ended = new Promise<Ran>((done) =>
    child.on('close', (code) => {
      ran.exit = code
      for (const look of waiting) look()
      done(ran)
    }),
  )
  const said = (text: string) =>
    new Promise<void>((done, fail) => {
      const look = () => {
        if (ran.out.includes(text)) done()
        else if (ran.exit !== null) fail(new Error(`ended with ${ran.exit} without "${text}": ${ran.err}`))
      }
      waiting.add(look)
      look()
    })
  return { child, ended, said, ran }
}

export type Folder = { path(name: string): string; put(name: string, text: string): string; remove(): void }

export function newFolder(): Folder {
  const folder = mkdtempSync(join(tmpdir(), 'commands-'))
  const path = (name: string) => join(folder, name)
  return {
    path,
    put: (name, text) => {
      writeFileSync(path(name), text)
      return path(name)
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Every row of a table, to see that nothing was changed. */
export async function rowsOf(url: string, table: 'entries' | 'policies'): Promise<unknown[]> {
  const database = await openDatabase(url)
  try {
    return await database.kysely.selectFrom(table).selectAll().execute()
  } finally {
    await database.close()
  }
}

export const register = [
  'Code,Title,Owner,Status,Review cycle,Last review,Version',
  'ISP-01,Access control,olga@example.com,active,annual,2026-01-10,1.2',
  'ISP-02,Backup,dan@example.com,active,24 months,2026-10-01,2.0',
].join('\n')
