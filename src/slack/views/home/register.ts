import { counted } from '../../../words.ts'
import { section } from '../blocks.ts'
import { actions, type Press } from '../buttons.ts'
import { type RegisterFacts, sayNarrowed, severalPress } from '../list.ts'
import { dotted, mrkdwn } from '../mrkdwn.ts'
import { turning } from '../paging.ts'
import type { Setting } from '../piece.ts'
import { policyRow } from '../policy-row.ts'
import { type HomeBlock, header, headline } from './parts.ts'

/** The register as Home shows it: narrowed, a page at a time, in the place of everything else. */

export function registerBlocks(facts: RegisterFacts, setting: Setting): HomeBlock[] {
  const { policies, total } = facts
  const narrowed = sayNarrowed(facts.narrowed, 'of', setting)
  const none = mrkdwn`No policy matches ${dotted(...narrowed)}. Show all, or choose another filter.`
  const nothing = mrkdwn`No policy is registered yet. Policies will be here with their owner and their next review.`
  const head =
    total > 0
      ? headline(counted(total, 'policy', 'policies'), facts, narrowed)
      : narrowed.length > 0
        ? none
        : nothing
  return [
    ...actions('home:register', { code: '', title: 'policies' }, presses(facts), setting),
    header('The register'),
    section(head),
    ...policies.flatMap((policy) => policyRow(policy, setting.today).blocks),
    ...turning(facts, setting),
  ]
}

function presses({ filter, isManager, total }: RegisterFacts): Press[] {
  return [
    { action: 'page:overview', words: 'Back', value: placeOf('home', '') },
    filterPress(filter),
    ...(filter === '' ? [] : [showAll()]),
    ...(isManager && total > 1 ? [severalPress(filter)] : []),
  ]
}

export function filterPress(filter: string): Press {
  // Slack takes no button that carries nothing.
  return { action: 'filter', words: 'Filter…', value: filter || 'page 1' }
}

export function showAll(): Press {
  return { action: 'page:all', words: 'Show all', value: placeOf('home:register', '') }
}

function placeOf(list: string, filter: string): string {
  return JSON.stringify({ list, filter, page: 1 })
}
