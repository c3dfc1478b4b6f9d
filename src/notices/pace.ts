/** When the next message may go: pure, in milliseconds of a clock that only rises. */

export type Pace = {
  /** The earliest next send by channel, and the end of a hold. */
  channels: Map<string, number>
  heldUntil: number
  tokens: number
  filledAt: number
}

/** A little more than Slack's second, counted from the send and not from the answer. */
const channelGap = 1_010
/** Slack says "several hundred a minute" for a workspace and promises no number. */
const perMinute = 240
const burst = 4

export function newPace(now: number): Pace {
  return { channels: new Map(), heldUntil: 0, tokens: burst, filledAt: now }
}

/** How long to wait before a message may go to a channel; 0 is now. */
export function waitFor(pace: Pace, channel: string, now: number): number {
  const missing = 1 - tokensAt(pace, now)
  const untilToken = missing > 0 ? (missing * 60_000) / perMinute : 0
  return Math.max(0, (pace.channels.get(channel) ?? 0) - now, pace.heldUntil - now, untilToken)
}

export function sent(pace: Pace, channel: string, now: number): void {
  pace.tokens = tokensAt(pace, now) - 1
  pace.filledAt = now
  pace.channels.set(channel, now + channelGap)
  if (pace.channels.size > 10_000) forgetPast(pace, now)
}

/** After "slow down": that channel alone, or the whole workspace, waits. */
export function hold(pace: Pace, what: 'channel' | 'workspace', channel: string, until: number): void {
  if (what === 'workspace') pace.heldUntil = Math.max(pace.heldUntil, until)
  else pace.channels.set(channel, Math.max(pace.channels.get(channel) ?? 0, until))
}

/** Channels that must wait longer than this: their notices are passed over meanwhile. */
export function heldChannels(pace: Pace, now: number, longerThan: number): string[] {
  return [...pace.channels].filter(([, until]) => until - now > longerThan).map(([channel]) => channel)
}

function tokensAt(pace: Pace, now: number): number {
  return Math.min(burst, pace.tokens + ((now - pace.filledAt) * perMinute) / 60_000)
}

function forgetPast(pace: Pace, now: number): void {
  for (const [channel, until] of pace.channels) if (until <= now) pace.channels.delete(channel)
}
