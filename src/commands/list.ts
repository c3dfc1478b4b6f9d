import { surroundings } from '../actions/surroundings.ts'
import { daysBetween, sayDue } from '../rules/calendar.ts'
import type { Day } from '../rules/terms.ts'
import { counted } from '../words.ts'
import { type Output, writeJson } from './output.ts'
import { type Where, withRecord } from './record.ts'
import { type Listed, readRegister } from './register-facts.ts'
import { type Column, table } from './table.ts'

/** The register. */
export async function list(where: Where, output: Output): Promise<number> {
  return await withRecord(where, async (record) => {
    const { today } = await surroundings(record.world, record.database.kysely)
    const policies = await readRegister(record, today)
    if (where.json) writeJson(output, policies)
    else
      output.out(
        policies.length === 0 ? sayNone(record.database.address) : sayRegister(output, policies, today),
      )
    return 0
  })
}

function sayNone(address: string): string {
  return `${address} holds no policy yet. Bring your register in: perennial import register.csv\n`
}

const columns = (today: Day): Column<Listed>[] => [
  { head: 'Code', text: ({ code }) => code, gives: 10 },
  { head: 'Policy', text: ({ title }) => title, gives: 14 },
  { head: 'Owner', text: sayOwner, gives: 8 },
  { head: 'Version', text: ({ version }) => version?.number ?? '', gives: 8 },
  {
    head: 'Next review',
    text: (policy) => policy.nextReviewDueOn ?? (policy.status === 'active' ? 'not set' : policy.status),
  },
  {
    head: 'Due',
    text: (policy) => sayState(policy, today),
    gives: 16,
    colour: (policy) => {
      const left = daysOwed(policy)
      return left === null || left > 30 ? null : left < 0 ? 'red' : 'yellow'
    },
  },
]

export function sayOwner({ owner, statedOwner }: Pick<Listed, 'owner' | 'statedOwner'>): string {
  if (owner) return owner.hasLeft ? `${owner.name} (left)` : owner.name
  return statedOwner ?? 'nobody'
}

/** How far the scheduled review is, and what else is open beside it. */
function sayState({ due, reviews, version, waiting }: Listed, today: Day): string {
  const scheduled = scheduledOf(reviews)
  const waived = scheduled?.waivedUntil ?? null
  const words = waived === null ? [due] : [sayDue(waived, today), `waived until ${waived}`]
  if (scheduled && scheduled.state !== 'open') words.push(scheduled.state)
  for (const { kind, state, dueOn, waivedUntil } of reviews)
    if (kind === 'out of cycle')
      words.push(
        `out of cycle: ${state}, due ${dueOn}${waivedUntil === null ? '' : `, waived until ${waivedUntil}`}`,
      )
  if (waiting) words.push(`${waiting.number} from ${waiting.effectiveOn ?? 'today'}`)
  if (version?.state === 'in force' && version.sha256 === null) words.push('text not held')
  return words.filter((word) => word !== null).join(' · ')
}

const scheduledOf = (reviews: Listed['reviews']) => reviews.find(({ kind }) => kind === 'scheduled')

/** Until the review is due, or until the day to which it is waived. */
function daysOwed({ daysLeft, reviews }: Listed): number | null {
  const scheduled = scheduledOf(reviews)
  if (daysLeft === null || !scheduled?.waivedUntil) return daysLeft
  return daysLeft + daysBetween(scheduled.dueOn, scheduled.waivedUntil)
}

function sayRegister(output: Output, policies: readonly Listed[], today: Day): string {
  const left = policies.map(daysOwed).filter((days) => days !== null)
  const overdue = left.filter((days) => days < 0).length
  const soon = left.filter((days) => days >= 0 && days <= 30).length
  const counts = `${counted(policies.length, 'policy', 'policies')}, ${overdue} overdue, ${soon} due within 30 days`
  return `${table(output, columns(today), policies)}\n${counts}.\n`
}
