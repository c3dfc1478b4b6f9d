import { CHOICES } from './choices.ts'
import type { Wall } from './clock.ts'

export type JournalEntry = {
  seq: number
  kind: 'request'
  /** Wall clock. */
  at: string
  /** Business clock. */
  businessAt: string
  method: string
  arguments: Record<string, unknown>
  /** Null when the connection was dropped or never answered. */
  status: number | null
  ok: boolean | null
  error?: string
  ms: number
  fault?: string
}

export type Violation = { seq: number; at: string; businessAt: string; kind: ViolationKind; detail: string }

export type ViolationKind =
  | 'unknown_method'
  | 'unknown_argument'
  | 'token_in_url'
  | 'call_after_account_inactive'
  | 'text_missing'
  | 'live_mention'
  | 'repeated_content'
  | 'too_long_to_read'
  | 'dm_to_unsuitable_person'
  | 'channel_name_for_id'

export type Change =
  | { kind: 'message'; channel: string }
  | { kind: 'people' }
  | { kind: 'token' }
  | { kind: 'violation' }
  | { kind: 'clock' }
  | { kind: 'reset' }

export type Journal = {
  entries: JournalEntry[]
  violations: Violation[]
  record(entry: Omit<JournalEntry, 'seq' | 'kind' | 'businessAt'>): void
  violate(kind: ViolationKind, detail: string): void
  clear(): void
}

/** What happened, in one order of numbers for requests and violations alike. */
export function createJournal(
  wall: Wall,
  businessNow: () => number,
  announce: (change: Change) => void,
): Journal {
  let seq = 0
  const entries: JournalEntry[] = []
  const violations: Violation[] = []
  const businessAt = () => new Date(businessNow()).toISOString()
  return {
    entries,
    violations,
    record(entry) {
      seq += 1
      entries.push({ seq, kind: 'request', businessAt: businessAt(), ...entry })
      if (entries.length > CHOICES.journalEntries) entries.shift()
    },
    violate(kind, detail) {
      seq += 1
      violations.push({ seq, at: new Date(wall.now()).toISOString(), businessAt: businessAt(), kind, detail })
      announce({ kind: 'violation' })
    },
    clear() {
      entries.length = 0
      violations.length = 0
    },
  }
}
