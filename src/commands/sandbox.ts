import { isAbsolute, join } from 'node:path'
import { makeFolder } from '../../db/make-folder.ts'
import { readConfig } from '../config.ts'
import { parseInstant } from '../rules/calendar.ts'
import { refuse } from '../rules/refusal.ts'
import { readManifest } from './manifest.ts'
import type { Output } from './output.ts'
import { stopSignal } from './stop-signal.ts'

export type SandboxCommand = {
  port?: string
  data?: string
  now?: string
  still?: boolean
  rate?: 'off' | 'slack' | 'harsh'
}

export const sandboxFolder = './data/sandbox'

/** What the sandbox says to the program that started it, over their channel. */
export type SandboxSays = { url: string } | { refused: string }

/**
 * The sandbox workspace, until it is told to stop. Started by the program it answers over their channel
 * and ends with it, also when the program is killed.
 */
export async function sandbox(options: SandboxCommand, output: Output): Promise<number> {
  const port = options.port === undefined ? readConfig(process.env).sandboxPort : parsePort(options.port)
  const now =
    options.now === undefined
      ? undefined
      : (parseInstant(options.now) ?? refuse('bad_instant', { came: options.now }))
  const dataFolder = absolute(options.data ?? sandboxFolder)
  makeFolder(dataFolder)
  const { startSandbox } = await import('../sandbox/start.ts')
  const isChild = process.send !== undefined
  const stopping = stopSignal(isChild ? 'parent' : 'person')
  try {
    const running = await startSandbox({
      port,
      dataFolder,
      ticking: options.still !== true,
      rate: options.rate ?? 'slack',
      manifest: readManifest(),
      ...(now === undefined ? {} : { now }),
      log: (line) => (isChild ? undefined : output.err(`${line}\n`)),
    })
    if (isChild) process.send?.({ url: running.url } satisfies SandboxSays)
    else output.out(`The sandbox workspace is at ${running.url}. Stop it with Ctrl+C.\n`)
    await stopping
    await running.stop()
    return 0
  } catch (error) {
    if (!isChild || (error as { code?: unknown }).code !== 'refused') throw error
    process.send?.({ refused: (error as Error).message } satisfies SandboxSays)
    return 1
  } finally {
    if (isChild && process.connected) process.disconnect()
  }
}

function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65535) return Number(text)
  return refuse('bad_request', { expected: 'a port number from 0 to 65535', came: `"${text}"` })
}

function absolute(path: string): string {
  return isAbsolute(path) ? path : join(process.cwd(), path)
}
