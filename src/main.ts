import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { giveUpLease, takeLease } from '../db/leases.ts'
import type { Database } from '../db/open.ts'
import { undeliveredNotices } from '../db/undelivered.ts'
import { surroundings } from './actions/surroundings.ts'
import type { World } from './actions/world.ts'
import { readAudiences } from './audience.ts'
import { startBeat } from './beat.ts'
import { type Clock, followClock, monotonic, sleep, systemClock } from './clock.ts'
import type { Config, SlackConfig } from './config.ts'
import { serveHealth } from './health.ts'
import { holidays } from './holidays.ts'
import { makeHooks } from './hooks/listener.ts'
import { readIncidents } from './import/incidents.ts'
import { type Log, withoutTokens } from './log.ts'
import type { Delivery } from './notices/deliver.ts'
import { newPace } from './notices/pace.ts'
import { newDrawing, redrawOne } from './notices/redraw.ts'
import { makeIsHere, makeOnOutcome, noteSocket, recordDelivered } from './outcomes.ts'
import { readiness } from './readiness.ts'
import { refreshDirectory } from './refresh-directory.ts'
import { makeRounds, type Rounds } from './rounds.ts'
import type { Directory, Sender } from './rules/delivery.ts'
import { refuse } from './rules/refusal.ts'
import type { Instant } from './rules/terms.ts'
import { makeSlackApp } from './slack/app.ts'
import { makeClient } from './slack/client.ts'
import { makeDirectory } from './slack/directory.ts'
import type { Desk } from './slack/gesture.ts'
import { refreshHomes } from './slack/home.ts'
import { makeSender } from './slack/send-notice.ts'
import { compose } from './slack/views/compose.ts'

/** The wiring: every effect of the program is named here. */

export type Program = {
  port: number
  rounds: Rounds
  world: World
  directory: Directory
  /** When the beat runs next, by the machine's time. */
  nextBeatAt(): Instant | null
  stop(): Promise<void>
}

export type ProgramOptions = {
  config: Config
  slack: SlackConfig
  clockUrl: string | null
  database: Database
  workspace: string
  log: Log
  /** Called when people are known and before the first round: the demo programme is made here. */
  prepare?: (world: World, directory: Directory) => Promise<void>
  /** Stands between the program and Slack: to show what happens without looking a doubtful message up. */
  between?: (sender: Sender) => Sender
}

/** Starts the program; where any part of it cannot start, the parts before it are stopped again. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const stops: (() => void | Promise<void>)[] = []
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one()
  }
  try {
    return { ...(await startParts(options, stops)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startParts(
  options: ProgramOptions,
  stops: (() => void | Promise<void>)[],
): Promise<Omit<Program, 'stop'>> {
  const { config, database, workspace, log } = options
  const owner = `${hostname()}:${process.pid}:${systemClock.now()}`
  const lease = await holdLease(database, owner)
  stops.push(() => lease.stop())
  const clock: { current: Clock } = { current: systemClock }
  let wish = () => {}
  const world = makeWorld({
    database,
    workspace,
    now: () => clock.current.now(),
    log,
    committed: () => wish(),
  })
  const client = makeClient({
    token: options.slack.token,
    ...(options.slack.apiUrl ? { apiUrl: options.slack.apiUrl } : {}),
    warn: (line) => log.debug({ line: withoutTokens(line) }, 'slack'),
  })
  const directory = makeDirectory(client)
  // A round goes on to what its own changes leave to be sent; only others' changes ask for one more.
  const own = { ...world, committed: () => {} }
  const delivery: Delivery = {
    database,
    workspace,
    now: world.now,
    calendar: async () => (await surroundings(world, database.kysely)).calendar,
    monotonic,
    sleep,
    scale: Math.max(config.pace, leastPace),
    owner,
    sender: options.between ? options.between(makeSender(client)) : makeSender(client),
    compose,
    isHere: makeIsHere(own, directory),
    pace: newPace(monotonic()),
    drawing: newDrawing(),
    log,
    onOutcome: makeOnOutcome(own, directory, log),
  }
  const desk: Desk = {
    world,
    client,
    directory,
    log,
    redraw: (channel, ts) => redrawOne(delivery, channel, ts),
    incidentsIn: readIncidents,
    audienceOf: (audience) => readAudiences(own, directory).resolve(audience),
  }
  const homes = (signal: AbortSignal) => refreshHomes(desk, signal)
  const rounds = makeRounds({ world: own, directory, delivery, homes, sleep, log })
  // Slack and sources sign by the real time, also in a rehearsal.
  const seconds = () => Date.parse(systemClock.now()) / 1000
  const slack = makeSlackApp({
    desk,
    ...options.slack,
    monotonic,
    seconds,
    sleep,
    random: Math.random,
    scale: delivery.scale,
    refused: (reason) => noteSocket(own, log, reason),
  })
  const checks = () => readiness({ database, workspace, lastEnd: rounds.lastEnd, monotonic })
  const health = await serveHealth(config.port, async () => [...(await checks()), slack.health()], {
    ...(slack.listener ? { '/slack/events': slack.listener } : {}),
    ...makeHooks({ world, secret: config.encryptionKey, seconds, monotonic, log }),
  })
  stops.push(
    () => health.stop(),
    () => rounds.stop(),
    () => slack.stop(),
  )
  const prepared = prepareOnce(world, directory, options.prepare)
  if (options.clockUrl) {
    clock.current = await followClock({
      url: options.clockUrl,
      follower: 'perennial',
      settle: () => prepared().then(() => rounds.settle()),
      onError: (error) =>
        log.warn({ error: String(error) }, 'the clock could not be followed; it is tried again'),
    })
    stops.push(() => clock.current.stop())
  }
  await prepared()
  await recordDelivered(world, await undeliveredNotices(database.kysely, workspace))
  wish = () => rounds.wish()
  slack.start()
  const beats = startBeat(config.beat, async () => rounds.wish())
  stops.push(() => beats.stop())
  rounds.wish()
  return { port: health.port, rounds, world, directory, nextBeatAt: beats.next }
}

/** The demo programme is made once, at the clock's own time, before the first settling. */
function prepareOnce(
  world: World,
  directory: Directory,
  prepare: ProgramOptions['prepare'],
): () => Promise<void> {
  let prepared: Promise<void> | null = null
  return () => {
    prepared ??= prepare
      ? refreshDirectory(world, directory).then(() => prepare(world, directory))
      : Promise.resolve()
    return prepared
  }
}

export function makeWorld(parts: {
  database: Database
  workspace: string
  now: () => Instant
  log: Log
  committed: () => void
}): World {
  return {
    ...parts,
    holidays,
    salt: () => randomBytes(16).toString('hex'),
    refused: (attempt) => parts.log.info(attempt, 'refused'),
  }
}

/** Also in the most hurried rehearsal Slack's "later" is a moment, not a loop. */
const leastPace = 0.005

const leaseName = 'server'
const leaseMilliseconds = 30_000

/** One server per file. A predecessor on this machine that runs no more is not waited for. */
async function holdLease(database: Database, owner: string): Promise<{ stop(): Promise<void> }> {
  if (database.engine !== 'sqlite') return { stop: async () => {} }
  const take = () => takeLease(database, leaseName, owner, leaseMilliseconds, hasEnded)
  const holder = await take()
  if (holder !== owner) refuse('second_server', { owner: holder.split(':').slice(0, 2).join(', process ') })
  const timer = setInterval(() => void take().catch(() => {}), leaseMilliseconds / 3)
  return {
    async stop() {
      clearInterval(timer)
      await giveUpLease(database, leaseName, owner)
    },
  }
}

function hasEnded(owner: string): boolean {
  const [host, pid] = owner.split(':')
  if (host !== hostname()) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
