import { CHOICES } from './choices.ts'
import type { Wall } from './clock.ts'

/** What was asked, sent or answered. Kinds have fields of their own. */
type Recorded =
  | {
      kind: 'request'
      method: string
      arguments: Record<string, unknown>
      /** Null when the connection was dropped or never answered. */
      status: number | null
      ok: boolean | null
      error?: string
      ms: number
      fault?: string
    }
  | {
      kind: 'delivery'
      over: 'socket' | 'http'
      connection?: number
      url?: string | null
      fault?: string
      [field: string]: unknown
    }
  | { kind: 'ack'; type: string; id: string; ms: number; payload?: unknown; error?: string }
  | { kind: 'connection'; connection: number; what: string }
  | {
      kind: 'response_url'
      id: string
      body: unknown
      status: number | null
      ms: number
      error?: string
      fault?: string
    }
  | { kind: 'verification'; url: string; isEchoed: boolean }
  | { kind: 'act'; did: string; person: string | null }

export type JournalEntry = Recorded & {
  seq: number
  /** Wall clock. */
  at: string
  /** Business clock. */
  businessAt: string
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
  | 'ack_missing'
  | 'ack_late'
  | 'ack_slow'
  | 'ack_twice'
  | 'ack_unknown'
  | 'ack_payload_ignored'
  | 'ack_payload_wrong'
  | 'frame_unreadable'
  | 'connections_opened_often'
  | 'view_hash_invented'

export type Change =
  | { kind: 'message'; channel: string }
  | { kind: 'people' }
  | { kind: 'token' }
  | { kind: 'violation' }
  | { kind: 'clock' }
  | { kind: 'journal' }
  | { kind: 'views'; person: string }
  | { kind: 'files' }
  | { kind: 'reset' }

export type Journal = {
  entries: JournalEntry[]
  violations: Violation[]
  record(entry: Recorded & { at?: string }): void
  violate(kind: ViolationKind, detail: string): void
  /** Resolves when an entry of a later number is there, or after that time. */
  after(seq: number, waitMs: number): Promise<void>
  clear(): void
}

/** What happened, in one order of numbers for entries and violations alike. */
export function createJournal(
  wall: Wall,
  businessNow: () => number,
  announce: (change: Change) => void,
): Journal {
  let seq = 0
  const entries: JournalEntry[] = []
  const violations: Violation[] = []
  const waiting = new Set<() => void>()

  function stamp() {
    seq += 1
    return { seq, at: new Date(wall.now()).toISOString(), businessAt: new Date(businessNow()).toISOString() }
  }

  return {
    entries,
    violations,
    record(entry) {
      entries.push({ ...stamp(), ...entry } as JournalEntry)
      if (entries.length > CHOICES.journalEntries) entries.shift()
      announce({ kind: 'journal' })
      for (const wake of [...waiting]) wake()
    },
    violate(kind, detail) {
      violations.push({ ...stamp(), kind, detail })
      announce({ kind: 'violation' })
    },
    after(since, waitMs) {
      if ((entries.at(-1)?.seq ?? 0) > since || waitMs === 0) return Promise.resolve()
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer)
          waiting.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, waitMs)
        timer.unref()
        waiting.add(wake)
      })
    },
    clear() {
      entries.length = 0
      violations.length = 0
    },
  }
}
