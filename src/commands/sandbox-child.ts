import { type ChildProcess, spawn } from 'node:child_process'
import type { SandboxSays } from './sandbox.ts'

export type SandboxChild = {
  url: string
  /** Resolves when the sandbox has ended, whoever ended it. */
  ended: Promise<void>
  stop(): Promise<void>
}

/** A sandbox that cannot start says why in a sentence of its own. */
export class SandboxRefused extends Error {
  override name = 'SandboxRefused'
}

const patience = 3000

/** Starts the sandbox workspace as a process of its own, by the same launcher, tied to this process's life. */
export async function startSandboxChild(rate: 'off' | 'slack'): Promise<SandboxChild> {
  const child = spawn(process.execPath, [process.argv[1] as string, 'sandbox', '--rate', rate], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const said = await firstWord(child, ended)
  if ('refused' in said) {
    await ended
    throw new SandboxRefused(said.refused)
  }
  return { url: said.url, ended, stop: () => stop(child, ended) }
}

function firstWord(child: ChildProcess, ended: Promise<void>): Promise<SandboxSays> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as SandboxSays))
    child.once('error', reject)
    void ended.then(() => reject(new Error('The sandbox ended before it said where it is.')))
  })
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.connected) child.disconnect()
  const timer = setTimeout(() => child.kill('SIGKILL'), patience)
  await ended
  clearTimeout(timer)
}
