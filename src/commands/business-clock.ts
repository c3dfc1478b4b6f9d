import type { EntryRow, WorkspaceRow } from '../../db/schema.ts'
import { clockAt, systemClock } from '../clock.ts'
import type { Config } from '../config.ts'
import { parseInstant } from '../rules/calendar.ts'
import { refuse } from '../rules/refusal.ts'
import type { Instant } from '../rules/terms.ts'

/**
 * Business time for one command. In a rehearsal time may have been moved forward: it is what the clock
 * that is followed says, else what the record has reached, where that is later than the machine's time.
 */
export async function readClock(
  config: Config,
  { kind }: WorkspaceRow,
  newest: EntryRow | undefined,
): Promise<() => Instant> {
  if (kind === 'real') {
    if (config.clockUrl) refuse('rehearsal_only', { name: 'PERENNIAL_CLOCK_URL' })
    return systemClock.now
  }
  if (config.clockUrl) return clockAt(await askClock(config.clockUrl)).now
  return () => {
    const now = systemClock.now()
    return newest && newest.at > now ? newest.at : now
  }
}

/** What a clock that can be followed says; refused where none answers. */
export async function askClock(url: string): Promise<Instant> {
  let why = 'it does not say what time it is'
  try {
    const told = (await (await fetch(url, { signal: AbortSignal.timeout(5000) })).json()) as { now?: unknown }
    const now = typeof told.now === 'string' ? parseInstant(told.now) : undefined
    if (now) return now
  } catch (error) {
    const { cause, message } = error as Error
    why = cause instanceof Error ? cause.message : message
  }
  return refuse('clock_unreachable', { url, why })
}
