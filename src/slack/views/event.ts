import type { About } from '../../rules/message-facts.ts'
import type { ReportItem, TriageItem } from '../../rules/report-facts.ts'
import { categoryWords, sayDay, sayWhenDue } from '../../words.ts'
import { type Block, context, quote, section } from './blocks.ts'
import { actions, type Press } from './buttons.ts'
import { bold, dotted, free, listedPhrases, mrkdwn, type Phrase } from './mrkdwn.ts'
import type { Piece, Setting } from './piece.ts'

/** A report as those who decide on it see it, and what becomes of it. */

const mostNamed = 8

/** `E-41`. */
export const eventCode = (number: number): string => `E-${number}`

/** The words that the reporter used stand apart. `isShort` leaves out what the windows show too. */
export function triagePiece(item: TriageItem, setting: Setting, isShort = false): Piece {
  const { today } = setting
  const line = dotted(
    mrkdwn`${bold(mrkdwn`${categoryWords[item.category].name}`)} ${eventCode(item.number)}`,
    item.reporter === null ? null : mrkdwn`reported by ${setting.name(item.reporter)}`,
    mrkdwn`happened on ${sayDay(item.happenedOn, today)}`,
    mrkdwn`your decision is ${sayWhenDue(item.dueOn, today)}`,
  )
  if (item.as === 'escalation') return { blocks: [section(line)], line }
  return {
    blocks: [
      section(line),
      ...(isShort ? quote('Report', item.what) : [...reportBlocks(item), ...proposedBlocks(item)]),
      ...actions(`triage:${item.subject}`, named(item), presses(item), setting),
    ],
    line: dotted(line, free(item.what, 300)),
  }
}

/** The reporter's words, and what belongs to them. */
export function reportBlocks({
  what,
  tags,
  link,
  category,
}: Pick<TriageItem, 'what' | 'tags' | 'link' | 'category'>): Block[] {
  const about = dotted(
    mrkdwn`Criteria: ${categoryWords[category].criteria}`,
    tags.length === 0 ? null : mrkdwn`tags: ${free(tags.join(', '), 600)}`,
    link === null ? null : mrkdwn`link: ${free(link, 600)}`,
  )
  return [...quote('Report', what), context(about)]
}

function proposedBlocks({ proposed }: TriageItem): Block[] {
  if (proposed.length === 0) return []
  const policies = listedPhrases(proposed.map(titleOf), mostNamed)
  const shared = [...new Set(proposed.flatMap(({ tags }) => tags))]
  return [section(mrkdwn`Proposed for a review, by the tags ${free(shared.join(', '), 300)}: ${policies}`)]
}

/** By its title alone: a code in backticks tells what one item is about, and here are many. */
const titleOf = ({ title, code }: Pick<About, 'title' | 'code'>) =>
  free(title.trim() === '' ? code : title, 80)

const named = ({ number, category }: Pick<TriageItem, 'number' | 'category'>) => ({
  code: eventCode(number),
  title: categoryWords[category].name,
})

function presses({ subject }: TriageItem): Press[] {
  return [
    { action: 'significant', words: 'Significant…', value: subject, isMain: true },
    { action: 'not_significant', words: 'Not significant…', value: subject },
    { action: 'merge', words: 'Merge with…', value: subject },
  ]
}

/** `E-41: significant. Reviews opened for Access control and Incident management, due Monday 12 April.` */
export function reportPiece(item: ReportItem, setting: Setting): Piece {
  const { decided } = item
  const line = dotted(
    mrkdwn`${bold(mrkdwn`${categoryWords[item.category].name}`)} ${eventCode(item.number)}`,
    item.mergedInto === null ? null : mrkdwn`the same as ${eventCode(item.mergedInto)}`,
    outcome(item, setting),
  )
  const reason = decided?.reason ?? null
  return {
    blocks: [section(line), ...quote('Reason', reason)],
    line: reason === null ? line : dotted(line, mrkdwn`reason: ${free(reason, 300)}`),
  }
}

function outcome({ decided }: ReportItem, { today, name }: Setting): Phrase {
  if (decided === null) return mrkdwn`waits for the decision of a policy manager`
  const by = decided.by === null ? mrkdwn`` : mrkdwn` by ${name(decided.by)}`
  const head = mrkdwn`${decided.as}, decided${by} on ${sayDay(decided.on, today)}`
  if (decided.reviews.length === 0) return head
  const policies = listedPhrases(decided.reviews.map(titleOf), mostNamed)
  const days = [...new Set(decided.reviews.map(({ dueOn }) => dueOn))].sort()
  const until = days.length === 1 ? 'due' : 'the last due'
  return mrkdwn`${head}; reviews opened for ${policies}, ${until} ${sayDay(days.at(-1) ?? today, today)}`
}
