import type { Message, Named } from '../../rules/message-facts.ts'
import { counted } from '../../words.ts'
import { type Block, section } from './blocks.ts'
import { actions, type Press } from './buttons.ts'
import { limits } from './limits.ts'
import { bold, dotted, free, mrkdwn, type Phrase, stacked } from './mrkdwn.ts'
import { type Paged, range, turning } from './paging.ts'
import type { Piece, Setting } from './piece.ts'
import { type PolicyRowFacts, policyRow } from './policy-row.ts'

/** Lists that a person asked for: a first line that says of what, the rows, and the way to the other pages. */

/** What a list is narrowed to, in words; `whose` is an owner, or who holds it. */
export type Narrowed = { words: string[]; whose: Named | null }

/** A page of the register. Who manages the policies is offered to change all of them at once. */
export type RegisterFacts = Paged & { narrowed: Narrowed; policies: PolicyRowFacts[]; isManager: boolean }

export function listMessage(facts: RegisterFacts, setting: Setting): Message {
  const head = mrkdwn`${counted(facts.total, 'policy', 'policies')}`
  const narrowed = sayNarrowed(facts.narrowed, 'of', setting)
  const rows = facts.policies.map((policy) => policyRow(policy, setting.today))
  const none =
    narrowed.length === 0
      ? mrkdwn`No policy is registered yet. A policy manager registers one with "/policy add", or the operator of Perennial brings in the one that you have.`
      : mrkdwn`No policy matches ${dotted(...narrowed)}. "/policy list" shows every policy.`
  const message = pagedMessage(facts, { head, narrowed, rows, none }, setting)
  const isOffered = facts.isManager && facts.total > 1
  return isOffered ? { ...message, blocks: [...message.blocks, ...changeSeveral(facts, setting)] } : message
}

function changeSeveral({ filter }: RegisterFacts, setting: Setting): Block[] {
  return actions(
    'list:several',
    { code: '', title: 'policies of this list' },
    [severalPress(filter)],
    setting,
  )
}

/** Of all that a filter leaves. */
export function severalPress(filter: string): Press {
  return { action: 'change_several', words: 'Change several…', value: filter || 'all' }
}

export function sayNarrowed({ words, whose }: Narrowed, as: 'of' | 'with', { name }: Setting): Phrase[] {
  return [...words.map((word) => free(word, 300)), ...(whose ? [mrkdwn`${as} ${name(whose)}`] : [])]
}

type Parts = { head: Phrase; narrowed?: readonly Phrase[]; rows: readonly Piece[]; none: Phrase }

export function pagedMessage(
  paged: Paged,
  { head, narrowed = [], rows, none }: Parts,
  setting: Setting,
): Message {
  if (paged.total === 0) return { text: none.plain, blocks: [section(none)] }
  const first = dotted(bold(head), ...narrowed, range(paged))
  const lines = rows.map(({ line }) => line)
  return {
    text: withinText(first, lines),
    blocks: [section(first), ...rows.flatMap(({ blocks }) => blocks), ...turning(paged, setting)],
  }
}

/** As many lines as a message's text takes; how many more there are is said. */
function withinText(first: Phrase, lines: readonly Phrase[]): string {
  const more = (count: number) => mrkdwn`… and ${counted(count, 'more line')}`
  const whole = (count: number) =>
    stacked(first, ...lines.slice(0, count), ...(count < lines.length ? [more(lines.length - count)] : []))
      .plain
  let count = lines.length
  while (count > 0 && whole(count).length > limits.messageText) count -= 1
  return whole(count)
}
