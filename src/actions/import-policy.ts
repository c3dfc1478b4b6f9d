import { policiesByTitle, policyByCode } from '../../db/policies.ts'
import type { PolicyRow } from '../../db/schema.ts'
import { longestTitle } from '../rules/limits.ts'
import { keyOf } from '../rules/name-key.ts'
import { refuse } from '../rules/refusal.ts'
import { importedSchedule, longestCadence } from '../rules/schedule.ts'
import type { Day, PolicyStatus } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { applyChanges } from './import-changes.ts'
import { importVersion } from './import-version.ts'
import type { Action } from './perform.ts'
import { setPeople } from './register-policy.ts'
import { openReview } from './review-cycle.ts'
import { rolesOf } from './roles.ts'
import { peopleForEmails } from './strangers.ts'
import { openVacancy, whoHolds } from './succession.ts'

/** One row of a register, or one policy document, as an importer read it. */
export type ImportPolicy = {
  code: string | null
  title: string | null
  status: PolicyStatus
  ownerEmail: string | null
  statedOwner: string | null
  deputyEmails: string[]
  approverEmails: string[]
  versionNumber: string | null
  effectiveOn: Day | null
  content: string | null
  /** Null while a person is asked what the stated rhythm means: 12 until then. */
  cadenceMonths: number | null
  statedCadence: string | null
  lastReviewedOn: Day | null
  statedNextOn: Day | null
  tags: string[]
  components: string[]
}

export type Imported = { result: 'new' | 'changed' | 'same'; code: string; policy: string; notes: string[] }

/** Takes a row in. The same row again changes nothing; another one changes what it says differently. */
export const importPolicy: Action<ImportPolicy, PolicyRow | null, Imported> = {
  name: 'import-policy',
  async load(act, row) {
    if (row.code === null && row.title === null)
      refuse('bad_request', { expected: 'a code or a title', came: 'neither' })
    if (row.title !== null && row.title.length > longestTitle) {
      refuse('bad_text', { field: 'title', longest: longestTitle, came: row.title.length }, 'title')
    }
    return (await knownPolicy(act, row)) ?? null
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, known, row) {
    const stated = JSON.stringify(row)
    if (!known) return await takeIn(act, row, stated)
    const answer = { code: known.code, policy: known.id }
    const before = known.importedRow === null ? null : (JSON.parse(known.importedRow) as ImportPolicy)
    const importedRow = before === null ? stated : JSON.stringify(laidOver(before, row))
    if (known.importedRow === importedRow) return { ...answer, result: 'same', notes: [] }
    const notes = await applyChanges(act, known, row, before)
    await act.write('policies', { id: known.id }, { importedRow, revision: known.revision + 1 })
    act.note(known.id)
    return { ...answer, result: 'changed', notes }
  },
}

/** What files have said of a policy: one that is silent on a field takes nothing back of what another said. */
function laidOver(before: ImportPolicy, row: ImportPolicy): ImportPolicy {
  const isStated = (value: unknown) => value !== null && !(Array.isArray(value) && value.length === 0)
  const { cadenceMonths, ...others } = row
  const stated = Object.entries(others).filter(([, value]) => isStated(value))
  const isRhythm = row.statedCadence !== null && cadenceMonths !== null
  return { ...before, ...Object.fromEntries(stated), ...(isRhythm ? { cadenceMonths } : {}) }
}

/** The policy of a code; without a code, the one policy of a title. */
async function knownPolicy(act: Act, row: ImportPolicy): Promise<PolicyRow | undefined> {
  if (row.code !== null) return await policyByCode(act.trx, act.workspace, keyOf(row.code))
  const same = await policiesByTitle(act.trx, act.workspace, keyOf(row.title as string))
  return same.length === 1 ? same[0] : undefined
}

async function takeIn(act: Act, row: ImportPolicy, stated: string): Promise<Imported> {
  const notes: string[] = []
  const title = row.title ?? (row.code as string)
  const code = row.code ?? (await madeCode(act, title))
  if (row.code === null) notes.push(`no code is stated; it was given the code ${code}`)
  const [owner] = row.ownerEmail === null ? [] : await peopleForEmails(act, [row.ownerEmail])
  const schedule = importedSchedule(row, act.today)
  const policy: PolicyRow = {
    workspace: act.workspace,
    id: act.id(),
    code,
    codeKey: keyOf(code),
    title,
    titleKey: keyOf(title),
    status: row.status,
    owner: owner ?? null,
    statedOwner: row.statedOwner,
    cadenceMonths: row.cadenceMonths ?? longestCadence,
    statedCadence: row.statedCadence,
    preferredMonth: null,
    approvalRule: null,
    audience: JSON.stringify({ everyone: true, channels: [], groups: [], people: [] }),
    tags: JSON.stringify(row.tags),
    components: JSON.stringify(row.components),
    lastReviewedOn:
      row.lastReviewedOn !== null && row.lastReviewedOn <= act.today ? row.lastReviewedOn : null,
    activeOn: row.status === 'active' ? act.today : null,
    retiredOn: row.status === 'retired' ? act.today : null,
    importedRow: stated,
    revision: 1,
    createdAt: act.now,
  }
  const { workspace: _, ...columns } = policy
  await act.insert('policies', columns)
  await setPeople(act, policy.id, 'deputy', await peopleForEmails(act, row.deputyEmails))
  await setPeople(act, policy.id, 'approver', await peopleForEmails(act, row.approverEmails))
  await importVersion(act, policy, row)
  if (row.status === 'active') {
    const { openedOn, dueOn, note } = schedule
    if (note) notes.push(note)
    await openReview(act, policy, { kind: 'scheduled', scope: 'whole policy', openedOn, dueOn })
  } else if (row.status === 'draft' && !(await whoHolds(act, policy))) await openVacancy(act, policy)
  act.note(policy.id)
  return { result: 'new', code, policy: policy.id, notes }
}

/** A code for a row that states none: its title in capitals and hyphens. */
async function madeCode(act: Act, title: string): Promise<string> {
  const words = title
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  const base = words.toUpperCase().slice(0, 60) || 'POLICY'
  let code = base
  for (let n = 2; await policyByCode(act.trx, act.workspace, keyOf(code)); n++) code = `${base}-${n}`
  return code
}
