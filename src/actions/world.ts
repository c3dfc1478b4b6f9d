import type { Database } from '../../db/open.ts'
import type { Day, Instant } from '../rules/terms.ts'

export type Holidays = {
  /** The days of a country (and region) in a year; empty where nothing is known of it. */
  of(country: string, region: string | null, year: number): readonly Day[]
  /** The codes of a country's regions; null where nothing is known of the country. */
  regionsOf(country: string): readonly string[] | null
}

/** What every action stands on. The workspace is carried here, so that no query can forget it. */
export type World = {
  database: Database
  workspace: string
  now: () => Instant
  holidays: Holidays
  /** A fresh random salt for free text. */
  salt: () => string
  /** Called when an action refuses: who tried what, for the log. */
  refused: (attempt: { actor: string; action: string; code: string }) => void
  /** Called after a commit that may have left something to send. */
  committed: () => void
}
