import type { Database } from '../db/open.ts'
import { pausesOf } from '../db/pauses.ts'
import type { Check } from './health.ts'

/** What `/readyz` says: whether the database answers, messages go to Slack, and the beat goes on. */

export type Program = {
  database: Database
  workspace: string
  /** When the last round ended, by the monotonic clock; null before the first. */
  lastEnd: () => number | null
  monotonic: () => number
}

const lateMilliseconds = 5 * 60_000

export async function readiness(program: Program): Promise<Check[]> {
  const { database, workspace } = program
  try {
    const pauses = await pausesOf(database.kysely, workspace)
    const isPaused = pauses.some(({ subject }) => subject === 'slack')
    return [
      { name: 'database', ok: true, detail: 'answers' },
      ...(isPaused ? [] : [{ name: 'slack', ok: true, detail: 'not paused' }]),
      ...pauses.map(({ subject, reason, since }) => ({
        name: subject,
        ok: false,
        detail: `paused since ${since}: ${reason}`,
      })),
      lastBeat(program),
    ]
  } catch (error) {
    return [{ name: 'database', ok: false, detail: (error as Error).message }, lastBeat(program)]
  }
}

function lastBeat({ lastEnd, monotonic }: Program): Check {
  const last = lastEnd()
  if (last === null) return { name: 'last beat', ok: false, detail: 'none yet' }
  const age = monotonic() - last
  return { name: 'last beat', ok: age < lateMilliseconds, detail: `${Math.round(age / 1000)} s ago` }
}
