import type { AskedOf, Touched } from '../../db/mark-stale.ts'
import type { Act, Change } from './act.ts'

type Row = Record<string, string | number | null>
type Gathered = { [K in Exclude<keyof Touched, 'requests'>]: Set<string> } & { requests: AskedOf[] }

/**
 * What the changes of an entry touch of that which people were sent, or see in their Home. What they make
 * anew is left out: no message can speak of it yet.
 */
export function touchedBy(changes: readonly Change[]): Touched {
  const touched: Gathered = {
    subjects: new Set(),
    events: new Set(),
    versions: new Set(),
    policies: new Set(),
    people: new Set(),
    requests: [],
  }
  const made = new Set<string>()
  for (const change of changes) {
    const { id } = rowOf(change.key)
    if (change.op === 'insert' && typeof id === 'string') made.add(id)
    gather(touched, change)
  }
  const known = (ids: Set<string>) => [...ids].filter((id) => !made.has(id))
  return {
    subjects: known(touched.subjects),
    events: known(touched.events),
    versions: known(touched.versions),
    policies: known(touched.policies),
    people: [...touched.people],
    requests: touched.requests,
  }
}

const ofRegister = new Set<Change['table']>([
  'policies',
  'versions',
  'reviews',
  'submissions',
  'obligations',
  'people',
  'settings',
  'workspaces',
])

/**
 * Whose Home shows more than their own part: who acts, and who manages where the register as a whole reads otherwise.
 * One acknowledgment of thousands is no such change.
 */
export function watching({ actor, settings }: Pick<Act, 'actor' | 'settings'>, changes: readonly Change[]) {
  const isOfRegister = changes.some(({ table }) => ofRegister.has(table))
  return [...(actor.kind === 'person' ? [actor.id] : []), ...(isOfRegister ? settings.policyManagers : [])]
}

function gather(touched: Gathered, { op, table, key, before, after }: Change): void {
  const [at, was, is] = [rowOf(key), rowOf(before), rowOf(after)]
  const says = (...columns: string[]) => columns.some((column) => column in is)
  switch (table) {
    case 'obligations':
      if (op === 'update' && says('state', 'dueOn')) add(touched.subjects, at.id)
      return
    case 'obligationHolders':
      add(touched.people, at.holder)
      if (at.as === 'holder' || op === 'remove') add(touched.subjects, at.obligation)
      return
    case 'waivers':
      add(touched.subjects, at.id, is.review)
      add(touched.people, is.askedBy)
      return
    case 'reviews':
      add(touched.subjects, at.id)
      // What awaits endorsement says what has happened since its submission.
      if (op === 'insert' && is.kind === 'out of cycle') add(touched.policies, is.policy)
      return
    case 'submissions':
      add(touched.subjects, at.id)
      return
    case 'events':
      if (op === 'update') add(touched.subjects, at.id)
      if (op === 'update') add(touched.events, at.id)
      return
    case 'reviewCauses':
      add(touched.subjects, at.review)
      return
    case 'endorsements':
      add(touched.subjects, is.submission)
      return
    case 'versions':
      add(touched.subjects, at.id)
      if (is.state === 'superseded') add(touched.versions, at.id)
      return
    case 'acknowledgments':
      gatherRequests(touched, op, at, after)
      return
    case 'policies':
      if (says('title', 'code', 'owner')) add(touched.policies, at.id)
      add(touched.people, was.owner, is.owner)
      return
    case 'policyRoles':
      add(touched.policies, at.policy)
      add(touched.people, at.person)
      return
    case 'delegations':
      add(touched.people, is.person, is.deputy)
      return
    case 'people':
      if (op === 'update') add(touched.people, at.id)
      return
    default:
      return
  }
}

/** The days of what was delivered are told by the message itself, as days from the day it came. */
function gatherRequests(touched: Gathered, op: Change['op'], at: Row, after: unknown): void {
  if (op === 'deliver') add(touched.people, ...(after as Row[]).map(({ person }) => person))
  if (op === 'move') add(touched.versions, at.from)
  if (op === 'void') add(touched.versions, at.version)
  if (op === 'insert' || op === 'update' || op === 'void') {
    add(touched.people, at.person)
    const { person, version } = at
    if (typeof person === 'string')
      touched.requests.push({ person, version: typeof version === 'string' ? version : null })
  }
}

function rowOf(value: unknown): Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {}
}

function add(to: Set<string>, ...ids: (string | number | null | undefined)[]): void {
  for (const id of ids) if (typeof id === 'string') to.add(id)
}
