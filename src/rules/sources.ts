import { addMilliseconds } from './calendar.ts'
import { refuse } from './refusal.ts'
import type { Instant } from './terms.ts'

/** Machines that report by webhook. Their keys are derived from name and generation, and stored nowhere. */

export type Source = {
  name: string
  /** Counted from 1; each new key is of the next one. */
  generation: number
  addedAt: Instant
  /** When its key was last changed by a new one, beside which the one before still holds for a while. */
  rotatedAt: Instant | null
  /** It stays in the list, so that a key of before never holds again. */
  removedAt: Instant | null
}

export const sourceChanges = ['add', 'rotate', 'remove'] as const
export type SourceChange = (typeof sourceChanges)[number]

const olderKeyHolds = 24 * 60 * 60 * 1000

export const activeSources = (sources: readonly Source[]): Source[] =>
  sources.filter(({ removedAt }) => removedAt === null)

/** Until when the key before the present one holds; null where it does no more. */
export function olderKeyUntil({ rotatedAt }: Source, now: Instant): Instant | null {
  const until = rotatedAt === null ? null : addMilliseconds(rotatedAt, olderKeyHolds)
  return until !== null && now < until ? until : null
}

/** The generations of keys that are taken now, the present one first. */
export function generationsOf(source: Source, now: Instant): number[] {
  const { generation } = source
  return olderKeyUntil(source, now) === null ? [generation] : [generation, generation - 1]
}

/** The list with one source changed, and that source; it refuses what cannot be. */
export function changeSource(
  sources: readonly Source[],
  { name, change }: { name: string; change: SourceChange },
  now: Instant,
): { sources: Source[]; source: Source } {
  checkName(name)
  const known = sources.find((one) => one.name === name)
  const source = change === 'add' ? added(known, name, now) : changed(sources, known, { name, change }, now)
  const others = sources.filter((one) => one !== known)
  return { sources: [...others, source].sort((a, b) => (a.name < b.name ? -1 : 1)), source }
}

function checkName(name: string): void {
  if (/^[a-z0-9][a-z0-9-]{0,39}$/.test(name)) return
  refuse('bad_request', {
    expected: 'a name of at most 40 small letters, digits and hyphens, such as pagerduty',
    came: `"${name.slice(0, 60)}"`,
  })
}

function added(known: Source | undefined, name: string, now: Instant): Source {
  if (known?.removedAt === null) refuse('source_known', { name })
  const generation = (known?.generation ?? 0) + 1
  return { name, generation, addedAt: now, rotatedAt: null, removedAt: null }
}

function changed(
  sources: readonly Source[],
  known: Source | undefined,
  { name, change }: { name: string; change: 'rotate' | 'remove' },
  now: Instant,
): Source {
  if (known?.removedAt !== null || known === undefined) {
    const names = activeSources(sources).map((one) => one.name)
    return refuse('unknown_source', { name, known: names.join(', ') || 'none' })
  }
  if (change === 'remove') return { ...known, removedAt: now }
  return { ...known, generation: known.generation + 1, rotatedAt: now }
}
