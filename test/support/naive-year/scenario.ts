export type Scenario = {
  zone: string
  /** ISO weekdays: 6 is Saturday, 7 is Sunday. */
  weekend: number[]
  closedDays: string[]
  people: { email: string; zone: string }[]
  managers: string[]
  /** E-mails of the workspace's approvers; any one of them endorses. */
  approvers: string[]
  governanceChannel: string | null
  /** ISO instant of going live. */
  liveAt: string
  /** All active, all imported before `liveAt`. */
  policies: ScenarioPolicy[]
  /** Sorted by instant. */
  happenings: Happening[]
  /** ISO instant, exclusive. */
  until: string
}

export type ScenarioPolicy = {
  code: string
  owner: string
  deputies: string[]
  cadenceMonths: number
  importedOn: string
  lastReviewedOn: string | null
  statedNextOn: string | null
  version: string | null
}

export type ChangeKind = 'major' | 'minor' | 'editorial'

export type Happening =
  | { at: string; do: 'start'; code: string; by: string }
  | { at: string; do: 'reaffirm'; code: string; by: string }
  | { at: string; do: 'revise'; code: string; by: string; number: string; change: ChangeKind }
  | { at: string; do: 'endorse'; code: string; by: string }
  | { at: string; do: 'send back'; code: string; by: string; reason: string }
  | { at: string; do: 'recall'; code: string; by: string }
  | { at: string; do: 'leave'; person: string }
  | { at: string; do: 'transfer'; code: string; to: string; by: string }
  | { at: string; do: 'acknowledge'; code: string; by: string }
  /** `code` is the quarter, `2026-Q1`. */
  | { at: string; do: 'attest'; code: string; by: string }
  /** The program does not run in [at, until). */
  | { at: string; do: 'down'; until: string }

export type MessageKind =
  | 'reminder'
  | 'endorsement request'
  | 'sent back'
  | 'outcome'
  | 'distribution'
  | 'acknowledgment request'
  | 'stand-in'
  | 'vacancies'

export type Message = {
  /** The minute of sending, 'YYYY-MM-DDTHH:MMZ'. */
  at: string
  /** An e-mail, or a channel. */
  to: string
  kind: MessageKind
  /** Sorted by code, then obligation, then as. */
  items: Item[]
}

/** `dueOn` and `words` are empty where the message asks nothing of anyone (an outcome, a distribution). */
export type Item = {
  code: string
  obligation: 'review' | 'endorse' | 'acknowledge' | 'fill' | 'attest' | 'who is missing'
  as: 'holder' | 'escalation'
  dueOn: string
  words: string
}
