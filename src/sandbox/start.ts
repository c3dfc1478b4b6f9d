import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { Hono, type MiddlewareHandler } from 'hono'
import { serveApi } from './api.ts'
import { type BusinessClock, createBusinessClock } from './business-clock.ts'
import { systemWall, type Wall } from './clock.ts'
import type { Sandbox } from './context.ts'
import { controlRoutes } from './control.ts'
import { DEFAULT_MANIFEST } from './default-manifest.ts'
import { createFaults } from './faults.ts'
import { type Change, createJournal } from './journal.ts'
import { type Keep, openKeep } from './keep.ts'
import { readManifest } from './manifest.ts'
import { servePage } from './page.ts'
import { BOT_TOKEN, createWorkspace } from './populate.ts'
import { createRates, type RateProfile } from './rates.ts'
import { serveResponseUrls } from './response-urls.ts'
import { DEMO, type SeedPeople } from './seed.ts'
import { serveFiles } from './serve-files.ts'
import { TIMING, type Timing } from './timing.ts'
import { clearWire, createWire } from './wire.ts'
import type { Workspace } from './workspace.ts'

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
  /** The app's manifest, parsed; absent: one command, all events, Socket Mode. */
  manifest?: Record<string, unknown>
  /** Where events and gestures go; with it the app is in HTTP mode, whatever the manifest says. */
  requestUrl?: string
  /** For tests of what takes time. */
  wall?: Wall
  timing?: Partial<Timing>
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
  app.use(countCalls(sandbox))
  app.onError((error, context) => {
    options.log?.(`sandbox fault: ${error.stack ?? error.message}`)
    return context.json({ ok: false, error: 'internal_error' }, 500)
  })
  servePage(app, sandbox)
  app.route('/__sandbox', controlRoutes(sandbox))
  serveApi(app, sandbox)
  serveResponseUrls(app, sandbox)
  serveFiles(app, sandbox)
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  server.on('upgrade', (request, stream, head) => sandbox.wire.sockets.take(request, stream, head))
  await listen(server, options.port)
  const { port } = server.address() as AddressInfo
  sandbox.url = `http://127.0.0.1:${port}`
  options.log?.(`sandbox workspace "${sandbox.workspace.team.name}" on ${sandbox.url}`)
  return {
    url: sandbox.url,
    port,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      sandbox.wire.stopping.abort()
      sandbox.wire.sockets.stop()
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

/** Where the app calls; people and the page come by other paths. */
const APP_PATHS = /^\/(api|response|upload|files-pri)\//

/** A call is under way until it is answered. */
function countCalls(sandbox: Sandbox): MiddlewareHandler {
  return async (context, next) => {
    if (!APP_PATHS.test(context.req.path)) return next()
    const ended = sandbox.wire.activity.begin()
    try {
      await next()
    } finally {
      ended()
    }
  }
}

function createSandbox(options: SandboxOptions, keep: Keep): Sandbox {
  const wall = options.wall ?? systemWall
  const people = options.people ?? DEMO
  const listeners = new Set<(change: Change) => void>()
  const clock = startClock(options, keep, wall, () => announce({ kind: 'clock' }))
  const rates = createRates(options.rate ?? 'slack', wall)
  const faults = createFaults()
  const read = readManifest(options.manifest ?? DEFAULT_MANIFEST)
  const { requestUrl } = options
  const manifest = requestUrl === undefined ? read : { ...read, requestUrl, socketMode: false }

  function empty(seeded: SeedPeople, seed: number): Workspace {
    const workspace = createWorkspace(seeded, seed, clock.now())
    workspace.tokens[BOT_TOKEN]!.scopes = [...sandbox.manifest.scopes]
    return workspace
  }

  function announce(change: Change): void {
    if (change.kind !== 'clock' && change.kind !== 'journal') keep.later(() => sandbox.workspace)
    for (const listener of listeners) listener(change)
  }

  function clearFaults(): void {
    faults.clear()
    Object.assign(sandbox.workspace.tokens[BOT_TOKEN]!, {
      status: 'active',
      scopes: [...sandbox.manifest.scopes],
    })
    announce({ kind: 'token' })
  }

  const base: Omit<Sandbox, 'wire'> = {
    url: '',
    workspace: keep.workspace ?? createWorkspace(people, options.seed ?? 1, clock.now()),
    clock,
    wall,
    journal: createJournal(wall, clock.now, announce),
    rates,
    faults,
    manifest,
    timing: { ...TIMING, ...options.timing },
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
      clearWire(sandbox.wire)
      clearFaults()
      announce({ kind: 'reset' })
    },
  }
  const sandbox: Sandbox = Object.assign(base, { wire: createWire(base) })
  sandbox.workspace.tokens[BOT_TOKEN]!.scopes = [...manifest.scopes]
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
