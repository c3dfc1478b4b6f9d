import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { Hono, type MiddlewareHandler } from 'hono'
import { serveApi } from './api.ts'
import { type BusinessClock, createBusinessClock } from './business-clock.ts'
import { systemWall, type Wall } from './clock.ts'
import type { Sandbox } from './context.ts'
import { controlRoutes } from './control.ts'
import { createFaults } from './faults.ts'
import { type Change, createJournal } from './journal.ts'
import { type Keep, openKeep } from './keep.ts'
import { servePage } from './page.ts'
import { BOT_SCOPES, BOT_TOKEN, createWorkspace } from './populate.ts'
import { createRates, type RateProfile } from './rates.ts'
import { DEMO, type SeedPeople } from './seed.ts'

export type SandboxOptions = {
  /** 0: any free port. */
  port: number
  /** Absent: nothing is written down. */
  dataFolder?: string
  rate?: RateProfile
  seed?: number
  /** The first instant of the business clock; a kept clock goes on where it was. */
  now?: string
  /** False: the business clock stands still unless it is moved. */
  ticking?: boolean
  people?: SeedPeople
  /** For tests of what takes time. */
  wall?: Wall
  log?: (line: string) => void
}

export type RunningSandbox = { url: string; port: number; stop(): Promise<void> }

/** Starts the local workspace on the loopback address. Refuses in production and when the port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  if (process.env.NODE_ENV === 'production') {
    throw refusal('The sandbox does not start in production. It expects NODE_ENV to be something else.')
  }
  const keep = openKeep(options.dataFolder)
  const sandbox = createSandbox(options, keep)
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use(onlyLoopbackNames)
  app.onError((error, context) => {
    options.log?.(`sandbox fault: ${error.stack ?? error.message}`)
    return context.json({ ok: false, error: 'internal_error' }, 500)
  })
  servePage(app, sandbox)
  app.route('/__sandbox', controlRoutes(sandbox))
  serveApi(app, sandbox)
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  await listen(server, options.port)
  const { port } = server.address() as AddressInfo
  sandbox.url = `http://127.0.0.1:${port}`
  options.log?.(`sandbox workspace "${sandbox.workspace.team.name}" on ${sandbox.url}`)
  return {
    url: sandbox.url,
    port,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      sandbox.clock.stop()
      await closed
      keep.clockNow(sandbox.clock.state())
      await keep.flush()
    },
  }
}

/** A page elsewhere may point its own name at this machine; it must not reach the sandbox under that name. */
const onlyLoopbackNames: MiddlewareHandler = async (context, next) => {
  const host = (context.req.header('host') ?? '').replace(/:\d+$/, '')
  if (['127.0.0.1', 'localhost', '[::1]'].includes(host)) return next()
  return context.text('The sandbox expects to be asked under the name localhost.', 403)
}

function createSandbox(options: SandboxOptions, keep: Keep): Sandbox {
  const wall = options.wall ?? systemWall
  const people = options.people ?? DEMO
  const listeners = new Set<(change: Change) => void>()
  const clock = startClock(options, keep, wall, () => announce({ kind: 'clock' }))
  const rates = createRates(options.rate ?? 'slack', wall)
  const faults = createFaults()
  const empty = (seeded: SeedPeople, seed: number) => createWorkspace(seeded, seed, clock.now())

  function announce(change: Change): void {
    if (change.kind !== 'clock') keep.later(() => sandbox.workspace)
    for (const listener of listeners) listener(change)
  }

  function clearFaults(): void {
    faults.clear()
    Object.assign(sandbox.workspace.tokens[BOT_TOKEN]!, { status: 'active', scopes: [...BOT_SCOPES] })
    announce({ kind: 'token' })
  }

  const sandbox: Sandbox = {
    url: '',
    workspace: keep.workspace ?? empty(people, options.seed ?? 1),
    clock,
    wall,
    journal: createJournal(wall, clock.now, announce),
    rates,
    faults,
    listeners,
    announce,
    clearFaults,
    emptied() {
      const { team, timeZone, seed } = sandbox.workspace
      sandbox.workspace = empty({ team: { ...team, timeZone }, people: [] }, seed)
    },
    reset(seed) {
      sandbox.workspace = empty(people, seed ?? sandbox.workspace.seed)
      sandbox.journal.clear()
      rates.clear()
      clearFaults()
      announce({ kind: 'reset' })
    },
  }
  keep.later(() => sandbox.workspace)
  return sandbox
}

function startClock(options: SandboxOptions, keep: Keep, wall: Wall, moved: () => void): BusinessClock {
  const first = options.now === undefined ? wall.now() : Date.parse(options.now)
  if (Number.isNaN(first)) throw refusal(`Expected "now" to be an instant, got "${options.now}".`)
  const kept = keep.clock
  // A new generation: whoever followed before the restart is told at once.
  const start = kept
    ? { ...kept, generation: kept.generation + 1 }
    : { businessMs: first, wallMs: wall.now(), generation: 1 }
  return createBusinessClock({
    ticking: options.ticking ?? true,
    start,
    wall,
    onMove(state) {
      keep.clockNow(state)
      moved()
    },
  })
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error)
      reject(
        refusal(
          `Port ${port} is in use by another program; stop it or set PERENNIAL_SANDBOX_PORT to a free port.`,
        ),
      )
    })
    server.listen(port, '127.0.0.1', resolve)
  })
}

function refusal(sentence: string): Error {
  return Object.assign(new Error(sentence), { code: 'refused' })
}
