import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** The real launcher as child processes, in a folder of their own. */

const launcher = resolve(import.meta.dirname, '../../../src/perennial.mjs')
const patience = 60_000

export type Finished = { code: number | null; out: string; err: string }

export function temporaryFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

type Env = Record<string, string>

function spawnNode(args: readonly string[], folder: string, env: Env): ChildProcess {
  const { PATH, HOME, TZ } = process.env
  return spawn(process.execPath, [...args], {
    cwd: folder,
    env: { PATH, HOME, TZ, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** One command from beginning to end. */
export async function run(args: readonly string[], folder: string, env: Env = {}): Promise<Finished> {
  const child = spawnNode([launcher, ...args], folder, env)
  const [out, err] = [gather(child.stdout), gather(child.stderr)]
  const code = await new Promise<number | null>((done) => child.once('close', done))
  return { code, out: out.text, err: err.text }
}

export type Running = {
  out(): string
  err(): string
  /** Sends a signal and waits for the end; the exit code, null where it was killed. */
  end(signal?: NodeJS.Signals): Promise<number | null>
}

/** A command that goes on until it is told to stop; ready when it has said a line that fits. */
async function begin(args: readonly string[], folder: string, env: Env, ready: RegExp): Promise<Running> {
  return await beginChild([launcher, ...args], folder, env, ready)
}

async function beginChild(
  args: readonly string[],
  folder: string,
  env: Env,
  ready: RegExp,
): Promise<Running> {
  const child = spawnNode(args, folder, env)
  const [out, err] = [gather(child.stdout), gather(child.stderr)]
  const ended = new Promise<number | null>((done) => child.once('close', done))
  const running: Running = {
    out: () => out.text,
    err: () => err.text,
    end: (signal = 'SIGTERM') => {
      child.kill(signal)
      return ended
    },
  }
  await new Promise<void>((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`Not ready in time: ${out.text}${err.text}`)), patience)
    const look = () => {
      if (!ready.test(out.text)) return
      clearTimeout(timer)
      done()
    }
    child.stdout?.on('data', look)
    void ended.then((code) => {
      clearTimeout(timer)
      fail(new Error(`Ended with ${code} before it was ready: ${out.text}${err.text}`))
    })
  })
  return running
}

function gather(stream: NodeJS.ReadableStream | null): { text: string } {
  const gathered = { text: '' }
  stream?.on('data', (piece: Buffer) => {
    gathered.text += piece.toString()
  })
  return gathered
}

export type SandboxProcess = {
  url: string
  post(path: string, body: unknown): Promise<unknown>
  get(path: string): Promise<unknown>
  clear(path: string): Promise<unknown>
  /** A call of Slack's Web API with the app's token. */
  call(method: string, given: Record<string, string>): Promise<Record<string, unknown>>
  end(): Promise<void>
}

export async function beginSandbox(folder: string, options: readonly string[]): Promise<SandboxProcess> {
  const running = await begin(['sandbox', '--port', '0', ...options], folder, {}, /at http:\S+/)
  const url = /at (http:\/\/127\.0\.0\.1:\d+)/.exec(running.out())?.[1] as string
  const control = async (path: string, init: RequestInit) => {
    const response = await fetch(`${url}/__sandbox/${path}`, init)
    const body = await response.json()
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(body)}`)
    return body
  }
  return {
    url,
    post: (path, body) => control(path, { method: 'POST', body: JSON.stringify(body) }),
    get: (path) => control(path, {}),
    clear: (path) => control(path, { method: 'DELETE' }),
    async call(method, given) {
      const headers = { authorization: 'Bearer xoxb-sandbox-perennial' }
      const response = await fetch(`${url}/api/${method}`, {
        method: 'POST',
        headers,
        body: new URLSearchParams(given),
      })
      return (await response.json()) as Record<string, unknown>
    },
    async end() {
      await running.end()
    },
  }
}

/** What a program needs to work in a sandbox that is there already. */
export function programEnv(sandbox: SandboxProcess, database: string, more: Env = {}): Env {
  return {
    SLACK_BOT_TOKEN: 'xoxb-sandbox-perennial',
    SLACK_API_URL: `${sandbox.url}/api/`,
    PERENNIAL_CLOCK_URL: `${sandbox.url}/__sandbox/clock`,
    DATABASE_URL: database,
    PERENNIAL_PORT: '0',
    PERENNIAL_PACE: '0',
    PERENNIAL_LOG_LEVEL: 'warn',
    ...more,
  }
}

/** A script of the tests that starts the compiled program in its own way; the launcher must have built it. */
export async function beginScript(script: string, folder: string, env: Env): Promise<Running> {
  return await beginChild([script], folder, env, /Perennial is running/)
}

export type Doomed = { kill(): Promise<void> }

/** A program that is not waited for, since it is to die while it works. */
export function doom(script: string | null, folder: string, env: Env): Doomed {
  const child = spawnNode(script === null ? [launcher, 'start'] : [script], folder, env)
  child.stdout?.resume()
  child.stderr?.resume()
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  return {
    kill: () => {
      child.kill('SIGKILL')
      return ended
    },
  }
}

export async function beginProgram(folder: string, env: Env): Promise<Running> {
  return await begin(['start'], folder, env, /Perennial is running/)
}
