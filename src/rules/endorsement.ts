import { addDays } from './calendar.ts'
import type { ApprovalRule, Day } from './terms.ts'

/** Who may endorse, who is asked now, and when it is enough. */

export type Candidate = { id: string; email: string | null; isActive: boolean }
/** What was submitted, by whom it was written and edited. */
export type Authorship = { author: string | null; editors: readonly string[]; submittedBy: string }
export type Decision = { approver: string; onBehalfOf: string | null; decision: 'endorsed' | 'sent back' }
export type Delegation = { person: string; deputy: string; fromOn: Day; untilOn: Day }

/**
 * Why a person may not endorse, or null. Always, without a threshold: nobody endorses what they wrote,
 * edited or submitted, themselves, as someone's deputy, or by a second account with the same address.
 */
export function barOf(person: Candidate, by: Authorship, people: readonly Candidate[]): string | null {
  const involved = [by.author, ...by.editors, by.submittedBy].filter((id) => id !== null)
  if (person.id === by.submittedBy) return 'you submitted it'
  if (person.id === by.author) return 'you wrote it'
  if (by.editors.includes(person.id)) return 'you edited it'
  const addresses = people.filter((one) => involved.includes(one.id)).map(addressOf)
  const own = addressOf(person)
  return own !== '' && addresses.includes(own) ? 'your address is that of its author' : null
}

/** Capitals and spaces around it make no other address. */
export function addressOf(person: Pick<Candidate, 'email'>): string {
  return person.email?.trim().toLowerCase() ?? ''
}

/** The approvers who may decide, in the policy's order, and why each other one is left out. */
export function eligible(
  approvers: readonly Candidate[],
  by: Authorship,
  people: readonly Candidate[],
): { may: Candidate[]; barred: { person: Candidate; why: string }[] } {
  const may: Candidate[] = []
  const barred: { person: Candidate; why: string }[] = []
  for (const person of approvers) {
    const why = person.isActive ? barOf(person, by, people) : 'no longer active'
    if (why === null) may.push(person)
    else barred.push({ person, why })
  }
  return { may, barred }
}

/** How many of the eligible must endorse. A number above what there is means all of them. */
export function needed(rule: ApprovalRule, eligibleCount: number): number {
  if (rule.quorum === 'any') return Math.min(1, eligibleCount)
  return rule.quorum === 'all' ? eligibleCount : Math.min(rule.quorum, eligibleCount)
}

/**
 * Whether it is enough, and whose decision is awaited now. `before` are those who may decide no more, but
 * could when they did: what they gave stands.
 */
export function standing(
  rule: ApprovalRule,
  may: readonly Candidate[],
  decisions: readonly Decision[],
  before: readonly Candidate[] = [],
): { isEndorsed: boolean; awaited: Candidate[]; given: Set<string> } {
  const given = voices([...may, ...before], decisions)
  const gone = before.filter((person) => given.has(person.id)).length
  const isEnough = given.size >= needed(rule, may.length + gone)
  if (may.length > 0 && isEnough) return { isEndorsed: true, awaited: [], given }
  const awaited = may.filter((person) => !given.has(person.id))
  return { isEndorsed: false, awaited: rule.inOrder ? awaited.slice(0, 1) : awaited, given }
}

/**
 * Whose voices were given. A person has one, however many they stand in for: their own where they have one,
 * else that of the first for whom they decided.
 */
function voices(counting: readonly Candidate[], decisions: readonly Decision[]): Set<string> {
  const given = new Set<string>()
  const heard = new Set<string>()
  const counts = (id: string) => counting.some((person) => person.id === id)
  for (const { approver, onBehalfOf, decision } of decisions) {
    if (decision !== 'endorsed' || heard.has(approver)) continue
    const voice = counts(approver) ? approver : (onBehalfOf ?? approver)
    if (!counts(voice)) continue
    heard.add(approver)
    given.add(voice)
  }
  return given
}

/** The longest chain of deputies that is followed before the managers are asked. */
const longestChain = 5

/**
 * Who acts for a person on a day (both days of a delegation included): the end of the chain of deputies.
 * Null where the chain loops or is too long: then the managers are asked.
 */
export function deputyOn(person: string, delegations: readonly Delegation[], day: Day): string | null {
  let current = person
  const seen = new Set([person])
  for (let step = 0; step <= longestChain; step++) {
    const next = delegations.find((d) => d.person === current && d.fromOn <= day && day <= d.untilOn)
    if (!next) return current
    if (seen.has(next.deputy)) return null
    seen.add(next.deputy)
    current = next.deputy
  }
  return null
}

/** Whose decisions pass through a person on a day: the person, and all who have handed on to them. */
export function upstreamOf(person: string, delegations: readonly Delegation[]): string[] {
  const found = [person]
  for (const one of found)
    for (const { person: from, deputy } of delegations)
      if (deputy === one && !found.includes(from)) found.push(from)
  return found
}

/** The next day, after one, on which a delegation changes who decides: its first, or the day after its last. */
export function nextMove({ fromOn, untilOn }: Pick<Delegation, 'fromOn' | 'untilOn'>, day: Day): Day | null {
  return [fromOn, addDays(untilOn, 1)].find((moves) => moves > day) ?? null
}
