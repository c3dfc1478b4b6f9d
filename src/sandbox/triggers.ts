import { createHash } from 'node:crypto'
import type { Sandbox } from './context.ts'
import { Refusal } from './refusal.ts'

export type Triggers = Map<string, { user: string; madeAt: number; isTaken: boolean }>

const MOST = 1_000
const ANSWERED_WITHIN_MS = 60_000

/**
 * Lets the app open a view for that person: once, and within three seconds. The time is part of it: an app that knows
 * gestures by their trigger would take one of before a restart for the same.
 */
export function newTrigger(sandbox: Sandbox, user: string): string {
  const { triggers } = sandbox.wire
  sandbox.wire.triggersMade += 1
  const count = sandbox.wire.triggersMade
  const madeAt = sandbox.wall.now()
  const digest = createHash('sha256')
    .update(`${sandbox.workspace.seed}:trigger:${madeAt}:${count}`)
    .digest('hex')
  const trigger = `${madeAt}.${Number.parseInt(digest.slice(32, 40), 16)}.${digest.slice(0, 32)}`
  triggers.set(trigger, { user, madeAt, isTaken: false })
  const [oldest] = triggers.keys()
  if (triggers.size > MOST && oldest !== undefined) triggers.delete(oldest)
  return trigger
}

/** Throws the Refusal that Slack gives. */
export function takeTrigger(sandbox: Sandbox, text: string): { user: string } {
  const trigger = sandbox.wire.triggers.get(text)
  if (!trigger) throw new Refusal('invalid_trigger_id')
  if (trigger.isTaken) throw new Refusal('exchanged_trigger_id')
  if (sandbox.wall.now() - trigger.madeAt > sandbox.timing.triggerMs) throw new Refusal('expired_trigger_id')
  trigger.isTaken = true
  return { user: trigger.user }
}

/** Whether somebody ever turned to the app, so that it may write to them what came of it. */
export function hasTurnedToApp({ wire }: Sandbox, user: string): boolean {
  return [...wire.triggers.values()].some((one) => one.user === user)
}

/** Whether somebody made a gesture a moment ago, so that what they alone see answers it. */
export function hasActed(sandbox: Sandbox, user: string): boolean {
  const since = sandbox.wall.now() - ANSWERED_WITHIN_MS
  return [...sandbox.wire.triggers.values()].some((one) => one.user === user && one.madeAt >= since)
}
