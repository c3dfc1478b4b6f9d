import type { ComponentCoverage, CoverageCounts, Covering } from '../../rules/coverage.ts'
import type { Message } from '../../rules/message-facts.ts'
import { sayWhenDue } from '../../words.ts'
import { section } from './blocks.ts'
import { beside, type Press, showPress } from './buttons.ts'
import { pagedMessage } from './list.ts'
import { bold, dotted, free, listedPhrases, mrkdwn, type Phrase } from './mrkdwn.ts'
import type { Paged } from './paging.ts'
import type { Piece, Setting } from './piece.ts'

/** Which component of the programme has which policies, and which has none. */

export type CoverageFacts = Paged & {
  counts: CoverageCounts
  shown: ComponentCoverage[]
  canAdd: boolean
}

export function coverageMessage(facts: CoverageFacts, setting: Setting): Message {
  const { covered, components, overdue, uncovered } = facts.counts
  const head = mrkdwn`${covered} of ${components} components are covered`
  const narrowed = [
    ...(uncovered === 0 ? [] : [mrkdwn`${uncovered} without a policy in force`]),
    ...(overdue === 0 ? [] : [mrkdwn`${overdue} with one overdue`]),
  ]
  const rows = facts.shown.map((one) => componentRow(one, facts.canAdd, setting))
  return pagedMessage(
    facts,
    { head, narrowed, rows, none: mrkdwn`The programme has no components.` },
    setting,
  )
}

const marks = {
  none: 'no policy',
  'in the making': 'no policy in force',
  overdue: 'overdue',
  covered: 'covered',
}

const shownPolicies = 3

function componentRow(one: ComponentCoverage, canAdd: boolean, { today }: Setting): Piece {
  const { component, isOfProgramme, state, policies } = one
  const line = dotted(
    bold(free(component, 80)),
    mrkdwn`${marks[state]}`,
    isOfProgramme ? null : mrkdwn`not a component of the programme`,
    policies.length === 0
      ? null
      : listedPhrases(
          policies.map((policy) => policyWords(policy, today)),
          shownPolicies,
        ),
  )
  const press = pressOf(one, canAdd)
  return { blocks: [press ? beside(line, press, { code: '', title: component }) : section(line)], line }
}

/** Without backticks: several codes stand in one line, of which each reader sees one as the message's own. */
function policyWords({ code, title, state, status, dueOn }: Covering, today: string): Phrase {
  const named = mrkdwn`${free(title, 60)} (${free(code, 30)})`
  if (state === 'in the making') return mrkdwn`${named}, ${status === 'draft' ? 'a draft' : 'none in force'}`
  return state === 'overdue' && dueOn !== null ? mrkdwn`${named}, ${sayWhenDue(dueOn, today)}` : named
}

function pressOf({ component, policies }: ComponentCoverage, canAdd: boolean): Press | null {
  const [first, ...others] = policies
  if (!first)
    return canAdd ? { action: 'add_for', words: 'Add a policy…', value: component.slice(0, 75) } : null
  if (others.length === 0) return showPress(first.id)
  return { action: 'menu:list', words: 'Show', value: `list tag:"${component.replace(/"/g, '')}"` }
}
