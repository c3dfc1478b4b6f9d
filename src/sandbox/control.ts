import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { act } from './act.ts'
import { isObject, type Json } from './blocks/check.ts'
import type { Moved } from './business-clock.ts'
import { CHOICES } from './choices.ts'
import type { Sandbox } from './context.ts'
import { addDuration, parseDuration } from './duration.ts'
import { Expected } from './expected.ts'
import { channelCalled, dmWith, personCalled } from './lookup.ts'
import { parsePeople } from './parse-people.ts'
import { addPeople } from './populate.ts'
import { channelShape, userShape } from './shapes.ts'
import { viewsOf } from './views.ts'
import type { Message } from './workspace.ts'

type Bindings = { Bindings: HttpBindings }

/** The calls under `/__sandbox`: for tests, the page and a program that follows the clock. */
export function controlRoutes(sandbox: Sandbox): Hono<Bindings> {
  const routes = new Hono<Bindings>()
  routes.onError((error, context) => {
    if (error instanceof Expected) return context.json({ error: error.message }, 400)
    throw error
  })
  peopleRoutes(routes, sandbox)
  clockRoutes(routes, sandbox)
  faultRoutes(routes, sandbox)
  routes.get('/views', (context) => {
    const person = personCalled(sandbox.workspace, context.req.query('as') ?? '')
    if (!person) throw new Expected('expected ?as=PERSON')
    return context.json(viewsOf(sandbox, person.id))
  })
  routes.get('/messages', (context) => context.json(messages(sandbox, context.req.query())))
  routes.post('/act', async (context) => context.json(await act(sandbox, await bodyOf(context))))
  routes.get('/journal', (context) => {
    const since = countOf(context.req.query('since') ?? '0', 'since')
    return context.json(sandbox.journal.entries.filter((entry) => entry.seq > since))
  })
  routes.get('/violations', (context) => context.json(sandbox.journal.violations))
  routes.post('/reset', async (context) => {
    const { seed } = await bodyOf(context)
    if (seed !== undefined && !Number.isInteger(seed)) throw new Expected('expected "seed" to be an integer')
    sandbox.reset(seed as number | undefined)
    return context.json({})
  })
  routes.all('*', () => {
    throw new Expected(
      'expected people, channels, messages, views, act, clock, clock/settled, faults, journal, violations or reset',
    )
  })
  return routes
}

function peopleRoutes(routes: Hono<Bindings>, sandbox: Sandbox): void {
  const shown = () => {
    const { workspace, clock } = sandbox
    return {
      people: Object.values(workspace.users).map((user) => ({
        ...userShape(user, true, clock.now()),
        is_stranger: user.is_stranger,
      })),
      channels: Object.values(workspace.channels).map((channel) => ({
        ...channelShape(workspace, channel),
        is_read_only: channel.is_read_only,
        members: channel.members,
      })),
    }
  }
  routes.get('/people', (context) => context.json(shown().people))
  routes.get('/channels', (context) => context.json(shown().channels))
  routes.post('/people', async (context) => {
    const { seeded, replace } = parsePeople(sandbox.workspace, await bodyOf(context))
    if (replace) sandbox.emptied()
    addPeople(sandbox.workspace, seeded, sandbox.clock.now())
    sandbox.announce({ kind: 'people' })
    return context.json({ ...shown(), groups: Object.values(sandbox.workspace.groups) })
  })
}

function clockRoutes(routes: Hono<Bindings>, sandbox: Sandbox): void {
  const { clock } = sandbox
  routes.get('/clock', async (context) => {
    const { after, follower } = context.req.query()
    const generation = after === undefined ? undefined : countOf(after, 'after')
    const done = follower ? clock.followers.polling(follower) : undefined
    const left = new Promise<void>((resolve) => context.env.outgoing.once('close', resolve))
    await Promise.race([clock.changed(generation, CHOICES.clockPollMs), left])
    done?.()
    return context.json({
      now: new Date(clock.now()).toISOString(),
      generation: clock.generation(),
      ticking: clock.ticking,
    })
  })
  routes.post('/clock', async (context) => context.json(await move(sandbox, await bodyOf(context))))
  routes.post('/clock/settled', async (context) => {
    const { follower, generation, nextDueAt } = await bodyOf(context)
    if (typeof follower !== 'string' || follower === '') throw new Expected('expected "follower": a name')
    if (!Number.isInteger(generation)) throw new Expected('expected "generation": the number from GET clock')
    const due = nextDueAt === null || nextDueAt === undefined ? null : instantOf(nextDueAt, 'nextDueAt')
    clock.followers.settle(follower, generation as number, due)
    sandbox.announce({ kind: 'clock' })
    return context.json({})
  })
}

async function move({ clock }: Sandbox, body: Json): Promise<Moved> {
  if ((body.advance === undefined) === (body.set === undefined)) {
    throw new Expected('expected {"advance": "P7D"} or {"set": "2027-03-12T08:00:00Z"}')
  }
  if (body.advance !== undefined) {
    const duration = parseDuration(String(body.advance))
    if (!duration)
      throw new Expected('expected "advance" to be an ISO duration such as "P7D", "P13M" or "PT1M"')
    return clock.advance((now) => addDuration(now, duration))
  }
  const moved = await clock.set(instantOf(body.set, 'set'))
  if (moved) return moved
  const now = new Date(clock.now()).toISOString()
  throw new Expected(`expected "set" to be ${now} or later: business time only moves forward`)
}

function faultRoutes(routes: Hono<Bindings>, sandbox: Sandbox): void {
  const { faults } = sandbox
  routes.post('/faults', async (context) => {
    const wrong = faults.add(withIds(sandbox, await jsonOf(context)))
    if (wrong) throw new Expected(wrong)
    return context.json(faults.rules())
  })
  routes.delete('/faults', (context) => {
    sandbox.clearFaults()
    return context.json(faults.rules())
  })
}

/** People and channels may be named in a rule; calls name them by id. */
function withIds(sandbox: Sandbox, rules: unknown): unknown {
  if (Array.isArray(rules)) return rules.map((rule) => withIds(sandbox, rule))
  if (!isObject(rules)) return rules
  const user = personCalled(sandbox.workspace, String(rules.user))?.id
  const channel = channelCalled(sandbox.workspace, String(rules.channel))?.id
  return { ...rules, ...(user ? { user } : {}), ...(channel ? { channel } : {}) }
}

function messages({ workspace }: Sandbox, query: Record<string, string>) {
  if (query.channel !== undefined) {
    const channel = channelCalled(workspace, query.channel)
    if (!channel) throw new Expected(`expected a channel, got "${query.channel}"`)
    return (workspace.messages[channel.id] ?? []).map(shown)
  }
  const person = personCalled(workspace, query.as ?? '')
  if (!person) throw new Expected('expected ?as=PERSON or ?channel=CHANNEL')
  return (workspace.messages[dmWith(workspace, person.id)?.id ?? ''] ?? []).map(shown)
}

function shown({ metadata: _, client_msg_id: __, ...message }: Message) {
  return message
}

async function bodyOf(context: Context<Bindings>): Promise<Json> {
  const body = await jsonOf(context)
  if (!isObject(body)) throw new Expected('expected a JSON object')
  return body
}

async function jsonOf(context: Context<Bindings>): Promise<unknown> {
  const text = await context.req.text()
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    throw new Expected('expected JSON')
  }
}

function countOf(text: string, name: string): number {
  if (!/^\d+$/.test(text)) throw new Expected(`expected "${name}" to be a whole number`)
  return Number(text)
}

function instantOf(value: unknown, name: string): number {
  const full =
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(value)
  const instant = full ? Date.parse(value) : Number.NaN
  if (Number.isNaN(instant))
    throw new Expected(`expected "${name}" to be an instant such as "2027-03-12T08:00:00Z"`)
  return instant
}
