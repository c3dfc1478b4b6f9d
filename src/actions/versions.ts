import { lawsOf } from '../../db/causes.ts'
import { versionsOf } from '../../db/policies.ts'
import type { PolicyRow, VersionRow } from '../../db/schema.ts'
import { sayDay } from '../rules/calendar.ts'
import { sha256 } from '../rules/digest.ts'
import { checkInForceBy } from '../rules/events.ts'
import { longestNumber } from '../rules/limits.ts'
import { refuse } from '../rules/refusal.ts'
import type { ChangeKind, Day } from '../rules/terms.ts'
import { byVersion, isHigher } from '../rules/version-order.ts'
import type { Act } from './act.ts'

/** The versions of a policy while they are made. */

export type VersionText = {
  number: string
  changeKind: ChangeKind
  summary: string | null
  content: string
  /** Null: in force at once when endorsed. */
  effectiveOn: Day | null
}

const makingStates = ['draft', 'submitted', 'sent back'] as const

export function inTheMaking(versions: readonly VersionRow[]): VersionRow | undefined {
  return versions.find((version) => (makingStates as readonly string[]).includes(version.state))
}

export function inForce(versions: readonly VersionRow[]): VersionRow | undefined {
  return versions.find((version) => version.state === 'in force')
}

export function waiting(versions: readonly VersionRow[]): VersionRow | undefined {
  return versions.find((version) => version.state === 'endorsed')
}

/** Numbers only rise: above everything that was ever endorsed. */
function requireHigher(versions: readonly VersionRow[], number: string): void {
  const endorsed = versions.filter((version) =>
    ['endorsed', 'in force', 'superseded'].includes(version.state),
  )
  const current = endorsed
    .map((version) => ({ number: version.number, on: version.inForceAt ?? version.createdAt }))
    .sort(byVersion)
    .findLast((version) => !isHigher(number, version.number))
  if (current) refuse('number_not_higher', { number, current: current.number }, 'number')
}

function requireEffective(act: Act, versions: readonly VersionRow[], effectiveOn: Day | null): void {
  if (effectiveOn !== null && effectiveOn < act.today)
    refuse('effective_past', { day: sayDay(effectiveOn, act.today) }, 'effectiveOn')
  const other = waiting(versions)
  if (other?.effectiveOn && (effectiveOn ?? act.today) > other.effectiveOn) {
    const day = sayDay(other.effectiveOn, act.today)
    refuse('effective_waiting', { number: other.number, day }, 'effectiveOn')
  }
}

/** The version in the making with this text, made or brought up to date, in state submitted. */
export async function makeSubmitted(
  act: Act,
  policy: PolicyRow,
  text: VersionText,
  author: string,
  review: string | null,
): Promise<VersionRow> {
  if (text.content.trim() === '') refuse('text_missing', { number: text.number }, 'content')
  if (text.number.trim() === '' || text.number.length > longestNumber) {
    refuse(
      'bad_text',
      { field: 'version number', longest: longestNumber, came: text.number.length },
      'number',
    )
  }
  const versions = await versionsOf(act.trx, act.workspace, policy.id)
  requireHigher(versions, text.number)
  requireEffective(act, versions, text.effectiveOn)
  if (review !== null && text.effectiveOn !== null)
    checkInForceBy(await lawsOf(act.trx, act.workspace, review), text.effectiveOn, act.today)
  const making = inTheMaking(versions)
  const fields = {
    ...text,
    number: text.number.trim(),
    sha256: sha256(text.content),
    state: 'submitted' as const,
  }
  if (making) {
    const editors = new Set([...(JSON.parse(making.editors) as string[]), author])
    const change = { ...fields, editors: JSON.stringify([...editors]), revision: making.revision + 1 }
    await act.write('versions', { id: making.id }, change)
    return { ...making, ...change }
  }
  const id = act.id()
  const row = {
    id,
    policy: policy.id,
    ...fields,
    author,
    editors: '[]',
    endorsedAt: null,
    inForceAt: null,
    endedAt: null,
    endReason: null,
    countsFrom: id,
    revision: 1,
    createdAt: act.now,
  }
  await act.insert('versions', row)
  return { workspace: act.workspace, ...row }
}
