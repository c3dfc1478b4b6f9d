import type { App } from '@slack/bolt'
import type { Sleep } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Failure } from './errors.ts'
import { type Connection, openConnection } from './socket-connection.ts'

export type SocketOptions = {
  app: App
  appToken: string
  apiUrl: string | null
  log: Log
  monotonic: () => number
  sleep: Sleep
  /** From 0 to 1: many programs that lost Slack at once do not come back at once. */
  random: () => number
  /** By which waits are shortened in a rehearsal. */
  scale: number
  /** Slack refuses the app until somebody mends it; null: it is taken (again). */
  refused(reason: string | null): Promise<void>
  pingMilliseconds?: number
}

/** How events reach the program, for `/readyz`. */
export type Health = { name: string; ok: boolean; detail: string }
export type Socket = { health(): Health; stop(): Promise<void> }

const usualPing = 10_000
const helloWithin = 15_000
/** After a connection that lived so long the next is opened without waiting. */
const soundAfter = 10_000
const firstWait = 1_000
const longestWait = 60_000
const probeWait = 5 * 60_000
/** The old connection stays so long beside the next: what came by it is acknowledged by it. */
const lingers = 5_000
/** How long a close may take that Slack does not answer. */
const closeWithin = 1_000

/**
 * Keeps one connection to Slack open. Where Slack says beforehand that one will end, the next is opened while it
 * still works; what fails is tried ever more rarely, each time a little by chance.
 */
export function keepSocket(options: SocketOptions): Socket {
  const { log, monotonic, sleep } = options
  const ping = options.pingMilliseconds ?? usualPing
  const stopping = new AbortController()
  const all = new Set<Connection>()
  const live = new Set<Connection>()
  let heardAt = 0
  let trouble = 'connecting'

  function connect(): { connection: Connection; ended: Promise<string> } {
    let end: (reason: string) => void = () => {}
    const ended = new Promise<string>((resolve) => {
      end = resolve
    })
    const connection = openConnection({
      ...options,
      pingMilliseconds: ping,
      heard: () => {
        heardAt = monotonic()
      },
      asked: end,
      closed: () => {
        all.delete(connection)
        live.delete(connection)
        end('closed')
      },
      warn: (line) => log.debug({ line }, 'socket'),
    })
    all.add(connection)
    return { connection, ended }
  }

  /** The library waits for a hello without an end. */
  async function hello({ opened }: Connection): Promise<Failure | null> {
    const heard = new AbortController()
    const late = sleep(helloWithin, heard.signal).then(
      (): Failure => ({ failure: 'later', reason: 'Slack did not say hello in time' }),
    )
    const failure = await Promise.race([opened, late])
    heard.abort()
    return failure
  }

  /** What hinders the telling hinders no connection. */
  async function tell(reason: string | null): Promise<void> {
    await options
      .refused(reason)
      .catch((error: unknown) => log.error({ error: String(error), reason }, 'this could not be told'))
  }

  async function keep(): Promise<void> {
    let failures = 0
    while (!stopping.signal.aborted) {
      const { connection, ended } = connect()
      let failure = await hello(connection)
      if (stopping.signal.aborted) return
      if (failure === null) {
        const openedAt = monotonic()
        for (const old of live) void sleep(lingers, stopping.signal).then(() => old.close())
        live.add(connection)
        heardAt = openedAt
        log.info({}, 'connected to Slack by its socket')
        await tell(null)
        const reason = await ended
        if (stopping.signal.aborted) return
        trouble = reason
        log.warn({ reason }, 'the socket to Slack ends; another is opened')
        failure = failureAfter(reason)
        if (failure === null && monotonic() - openedAt >= soundAfter) failures = 0
        else failures += 1
      } else {
        connection.close()
        failures += 1
        trouble = reasonOf(failure)
        log.warn({ reason: trouble, failures }, 'no socket to Slack; it is tried again')
      }
      if (failure?.failure === 'stopped') await tell(failure.reason)
      await sleep(waitAfter(failures, failure, options), stopping.signal)
    }
  }

  const kept = keep().catch((error: unknown) => {
    trouble = String(error)
    log.error({ error: (error as Error).stack ?? trouble }, 'the socket is given up')
  })

  return {
    health() {
      if (live.size === 0) return { name: 'socket', ok: false, detail: `not connected: ${trouble}` }
      const age = monotonic() - heardAt
      return { name: 'socket', ok: age < 3 * ping, detail: `last sign ${Math.round(age / 1000)} s ago` }
    },
    async stop() {
      stopping.abort()
      for (const connection of all) connection.close()
      const closing = new AbortController()
      await Promise.race([kept, sleep(closeWithin, closing.signal)])
      closing.abort()
      for (const connection of all) connection.close()
    },
  }
}

/** That Slack moves its connections about is no failure; that it has too many of ours, or none any more, is one. */
function failureAfter(reason: string): Failure | null {
  if (reason === 'link_disabled')
    return { failure: 'stopped', reason: 'Socket Mode is switched off for the app (link_disabled)' }
  if (['closed', 'warning', 'refresh_requested'].includes(reason)) return null
  return { failure: 'later', reason }
}

function waitAfter(failures: number, failure: Failure | null, { random, scale }: SocketOptions): number {
  if (failures === 0) return 0
  if (failure?.failure === 'stopped') return probeWait * scale
  const wait = Math.min(longestWait, firstWait * 2 ** (failures - 1)) * (0.5 + random() / 2) * scale
  return failure?.failure === 'rate limited' ? Math.max(wait, failure.milliseconds) : wait
}

function reasonOf(failure: Failure): string {
  if (failure.failure === 'rate limited') return 'Slack asked to wait'
  return failure.failure === 'refused' ? failure.error : failure.reason
}
