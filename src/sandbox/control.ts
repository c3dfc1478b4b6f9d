import { Hono } from 'hono'
import { act } from './act.ts'
import { isObject } from './blocks/check.ts'
import { CHOICES } from './choices.ts'
import type { Sandbox } from './context.ts'
import { type Bindings, bodyOf, countOf, jsonOf } from './control-body.ts'
import { clockRoutes } from './control-clock.ts'
import { Expected } from './expected.ts'
import type { FaultRule } from './fault-rules.ts'
import { installManifest } from './install-manifest.ts'
import { channelCalled, dmWith, personCalled } from './lookup.ts'
import { readManifest } from './manifest.ts'
import { parsePeople } from './parse-people.ts'
import { addPeople } from './populate.ts'
import { rateProfiles } from './rates.ts'
import { sendFile } from './serve-files.ts'
import { channelShape, userShape } from './shapes.ts'
import { strikeNow } from './socket-faults.ts'
import { viewsOf } from './view-shape.ts'
import type { Workspace } from './workspace.ts'

/** The calls under `/__sandbox`: for tests, the page and a program that follows the clock. */
export function controlRoutes(sandbox: Sandbox): Hono<Bindings> {
  const routes = new Hono<Bindings>()
  routes.onError((error, context) => {
    if (error instanceof Expected) return context.json({ error: error.message }, 400)
    throw error
  })
  const { journal } = sandbox
  peopleRoutes(routes, sandbox)
  clockRoutes(routes, sandbox)
  faultRoutes(routes, sandbox)
  routes.get('/views', (context) => {
    const person = personCalled(sandbox.workspace, context.req.query('as') ?? '')
    if (!person) throw new Expected('expected ?as=PERSON')
    return context.json(viewsOf(sandbox, person.id))
  })
  // Who looks at the page is signed in to the workspace; the app's own address asks for its token.
  routes.get('/files/:id', (context) => {
    const file = sandbox.workspace.files[context.req.param('id')]
    if (file?.state !== 'complete') throw new Expected('expected the id of a file that was shared')
    return sendFile(file)
  })
  routes.get('/messages', (context) => context.json(messages(sandbox, context.req.query())))
  routes.post('/act', async (context) => context.json(await act(sandbox, await bodyOf(context))))
  routes.get('/journal', async (context) => {
    const since = countOf(context.req.query('since') ?? '0', 'since')
    const waitMs = countOf(context.req.query('wait') ?? '0', 'wait')
    const left = new Promise<void>((resolve) => context.env.outgoing.once('close', resolve))
    await Promise.race([journal.after(since, Math.min(waitMs, CHOICES.clockPollMs)), left])
    return context.json(journal.entries.filter((entry) => entry.seq > since))
  })
  routes.post('/rates', async (context) => {
    const { profile } = await bodyOf(context)
    const wanted = rateProfiles.find((one) => one === profile)
    if (!wanted) throw new Expected(`expected "profile" to be one of ${rateProfiles.join(', ')}`)
    sandbox.rates.change(wanted)
    sandbox.announce({ kind: 'token' })
    return context.json({ profile: wanted })
  })
  routes.get('/violations', (context) => context.json(journal.violations))
  routes.post('/manifest', async (context) => {
    await installManifest(sandbox, readManifest(await bodyOf(context)))
    return context.json({})
  })
  routes.post('/reset', async (context) => {
    const { seed } = await bodyOf(context)
    if (seed !== undefined && !Number.isInteger(seed)) throw new Expected('expected "seed" to be an integer')
    sandbox.reset(seed as number | undefined)
    return context.json({})
  })
  routes.all('*', () => {
    throw new Expected(
      'expected people, channels, messages, views, act, clock, clock/settled, faults, rates, files, journal, violations, manifest or reset',
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

function faultRoutes(routes: Hono<Bindings>, sandbox: Sandbox): void {
  const { faults } = sandbox
  routes.post('/faults', async (context) => {
    const rules = withIds(sandbox, await jsonOf(context))
    const wrong = faults.add(rules)
    if (wrong) throw new Expected(wrong)
    strikeNow(sandbox, [rules].flat() as FaultRule[])
    return context.json(faults.rules())
  })
  routes.get('/faults', (context) => context.json(faults.rules()))
  routes.delete('/faults/:index', (context) => {
    const index = countOf(context.req.param('index'), 'index')
    if (!faults.end(index)) throw new Expected(`expected one of the ${faults.rules().length} rules in force`)
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
    return messagesIn(workspace, channel.id)
  }
  const person = personCalled(workspace, query.as ?? '')
  if (!person) throw new Expected('expected ?as=PERSON or ?channel=CHANNEL')
  return messagesIn(workspace, dmWith(workspace, person.id)?.id ?? '')
}

function messagesIn(workspace: Workspace, channel: string) {
  const messages = workspace.messages[channel] ?? []
  return messages.map(({ metadata: _, client_msg_id: __, ...message }) => ({ channel, ...message }))
}
