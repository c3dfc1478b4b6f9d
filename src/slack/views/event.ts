import type { About } from '../../rules/message-facts.ts'
import type { Reported, TriageItem } from '../../rules/report-facts.ts'
import { categoryWords, sayDay, sayWhenDue } from '../../words.ts'
import { type Block, context, quote, section } from './blocks.ts'
import { actions, type Press } from './buttons.ts'
import { bold, dotted, free, listedPhrases, mrkdwn } from './mrkdwn.ts'
import type { Piece, Setting } from './piece.ts'

/** A report as those who decide on it see it. */

export const mostNamed = 8

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
      ...quote('Why it is open again', item.reopened),
      ...actions(`triage:${item.subject}`, headOf(item), presses(item), setting),
    ],
    line: dotted(line, free(item.what, 300)),
  }
}

/** The reporter's words, and what belongs to them. */
export function reportBlocks({
  what,
  tags,
  link,
  criteria,
}: Pick<TriageItem, 'what' | 'tags' | 'link' | 'criteria'>): Block[] {
  const about = dotted(
    mrkdwn`Criteria: ${free(criteria, 600)}`,
    tags.length === 0 ? null : mrkdwn`tags: ${free(tags.join(', '), 600)}`,
    link === null ? null : mrkdwn`link: ${free(link, 600)}`,
  )
  return [...quote('Report', what), context(about)]
}

function proposedBlocks({ proposed }: TriageItem): Block[] {
  if (proposed.length === 0) return []
  const policies = proposed.map((one) => mrkdwn`${titleOf(one)} (${free(one.why, 120)})`)
  return [section(mrkdwn`Proposed for a review: ${listedPhrases(policies, mostNamed)}`)]
}

/** By its title alone: a code in backticks tells what one item is about, and here are many. */
export const titleOf = ({ title, code }: Pick<About, 'title' | 'code'>) =>
  free(title.trim() === '' ? code : title, 80)

export const headOf = ({ number, category }: Reported) => ({
  code: eventCode(number),
  title: categoryWords[category].name,
})

function presses({ subject }: TriageItem): Press[] {
  return [
    { action: 'significant', words: 'Significant…', value: subject, isMain: true },
    { action: 'not_significant', words: 'Not significant…', value: subject },
    { action: 'merge', words: 'Merge with…', value: subject },
    openEvent(subject),
  ]
}

/** The report with all that was decided on it. */
export const openEvent = (event: string): Press => ({ action: 'event', words: 'Open', value: event })
