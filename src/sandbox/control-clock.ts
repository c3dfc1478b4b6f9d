import type { Hono } from 'hono'
import type { Json } from './blocks/check.ts'
import type { Moved } from './business-clock.ts'
import { CHOICES } from './choices.ts'
import type { Sandbox } from './context.ts'
import { type Bindings, bodyOf, countOf, instantOf } from './control-body.ts'
import { addDuration, parseDuration } from './duration.ts'
import { Expected } from './expected.ts'

export function clockRoutes(routes: Hono<Bindings>, sandbox: Sandbox): void {
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
