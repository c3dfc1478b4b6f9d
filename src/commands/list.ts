import { surroundings } from '../actions/surroundings.ts'
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
    else output.out(policies.length === 0 ? sayNone(record.database.address) : sayRegister(output, policies))
    return 0
  })
}

function sayNone(address: string): string {
  return `${address} holds no policy yet. Bring your register in: perennial import register.csv\n`
}

const columns: Column<Listed>[] = [
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
    text: sayState,
    gives: 16,
    colour: ({ daysLeft }) => (daysLeft === null || daysLeft > 30 ? null : daysLeft < 0 ? 'red' : 'yellow'),
  },
]

export function sayOwner({ owner, statedOwner }: Pick<Listed, 'owner' | 'statedOwner'>): string {
  if (owner) return owner.hasLeft ? `${owner.name} (left)` : owner.name
  return statedOwner ?? 'nobody'
}

/** How far the scheduled review is, and what else is open beside it. */
function sayState({ due, reviews, version, waiting }: Listed): string {
  const scheduled = reviews.find(({ kind }) => kind === 'scheduled')
  const words = [due]
  if (scheduled?.waivedUntil) words.push(`waived until ${scheduled.waivedUntil}`)
  if (scheduled && scheduled.state !== 'open') words.push(scheduled.state)
  for (const { kind, state, dueOn } of reviews)
    if (kind === 'out of cycle') words.push(`out of cycle: ${state}, due ${dueOn}`)
  if (waiting) words.push(`${waiting.number} from ${waiting.effectiveOn ?? 'today'}`)
  if (version?.state === 'in force' && version.sha256 === null) words.push('text not held')
  return words.filter((word) => word !== null).join(' · ')
}

function sayRegister(output: Output, policies: readonly Listed[]): string {
  const overdue = policies.filter(({ daysLeft }) => daysLeft !== null && daysLeft < 0).length
  const soon = policies.filter(({ daysLeft }) => daysLeft !== null && daysLeft >= 0 && daysLeft <= 30).length
  const counts = `${counted(policies.length, 'policy', 'policies')}, ${overdue} overdue, ${soon} due within 30 days`
  return `${table(output, columns, policies)}\n${counts}.\n`
}
