import type { Posture } from '../../../rules/terms.ts'
import { sayNumber } from '../../../words.ts'
import { type Block, context, section } from '../blocks.ts'
import { actions, beside, type Press } from '../buttons.ts'
import { bold, dotted, mrkdwn, type Phrase } from '../mrkdwn.ts'
import type { Setting } from '../piece.ts'
import { type HomeBlock, header } from './parts.ts'

/** Where the whole register stands, for those who manage it: each count leads to the policies that it counts. */
export type PostureFacts = {
  counts: Record<Posture, number> & { registered: number; active: number; waived: number }
  /** Null where there are too many to be counted: `most` and more. */
  acknowledgments: { asked: number | null; missing: number; most: number }
  hasApprovers: boolean
}

/** In the order in which they want to be acted on. */
const words: [Posture, (count: string) => string, none: string][] = [
  ['overdue', (count) => `${count} overdue`, 'overdue'],
  ['due in 30 days', (count) => `${count} due in 30 days`, 'due in 30 days'],
  ['awaiting endorsement', (count) => `${count} awaiting endorsement`, 'awaiting endorsement'],
  ['without owner', (count) => `${count} without owner`, 'without owner'],
  ['without text', (count) => `${count} without text held`, 'without text held'],
  ['out of cycle', (count) => `${count} in review out of cycle`, 'in review out of cycle'],
  [
    'acknowledgments missing',
    (count) => `${count} with acknowledgments missing`,
    'with acknowledgments missing',
  ],
  ['in compliance', (count) => `${count} in compliance`, 'in compliance'],
]

export function postureBlocks(facts: PostureFacts, setting: Setting): HomeBlock[] {
  const { counts } = facts
  if (counts.registered === 0) return [header('Posture'), nothingRegistered()]
  const presses = words.flatMap(([posture, say]) =>
    counts[posture] === 0 ? [] : [pressOf(posture, say, counts)],
  )
  return [
    header('Posture'),
    section(first(facts)),
    ...actions('home:posture', { code: '', title: 'policies' }, presses, setting),
    ...small(facts),
    ...(facts.hasApprovers ? [] : [withoutApprovers()]),
  ]
}

function pressOf(posture: Posture, say: (count: string) => string, counts: PostureFacts['counts']): Press {
  const value = JSON.stringify({ list: 'home:register', filter: posture, page: 1 })
  return { action: `page:${posture}`, words: say(sayNumber(counts[posture])), value }
}

function first({ counts: { active, waived, ...counts } }: PostureFacts): Phrase {
  const inCompliance = counts['in compliance']
  if (active === 0)
    return mrkdwn`${bold(mrkdwn`No policy is active yet.`)} A draft becomes active with the endorsement of its first version.`
  const noun = active === 1 ? 'policy' : 'policies'
  const verb = inCompliance === 1 ? 'is' : 'are'
  const all = `${sayNumber(inCompliance)} of ${sayNumber(active)} active ${noun} ${verb} in compliance`
  return dotted(
    bold(mrkdwn`${all}`),
    counts.overdue === 0 ? null : mrkdwn`${sayNumber(counts.overdue)} overdue`,
    waived === 0 ? null : mrkdwn`${sayNumber(waived)} of these waived`,
  )
}

function small({ counts, acknowledgments }: PostureFacts): Block[] {
  const none = words.filter(([posture]) => counts[posture] === 0).map(([, , said]) => said)
  const lines = dotted(
    none.length === 0 ? null : mrkdwn`No policy is ${either(none)}`,
    sayAcknowledged(acknowledgments),
  )
  return lines.plain === '' ? [] : [context(lines)]
}

/** `a, b or c`. */
function either(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}

function sayAcknowledged({ asked, missing, most }: PostureFacts['acknowledgments']): Phrase | null {
  if (asked === 0) return null
  const many = missing > most ? `more than ${sayNumber(most)}` : sayNumber(missing)
  if (asked === null) return mrkdwn`${many} acknowledgments missing of more than ${sayNumber(most)} asked`
  return mrkdwn`${sayNumber(asked - missing)} of ${sayNumber(asked)} acknowledgments given, ${many} missing`
}

function nothingRegistered(): Block {
  const line = mrkdwn`${bold(mrkdwn`No policy is registered yet.`)} Add the first one here, or have the operator of Perennial bring in the register that you have. How many are in compliance, due and overdue will be here.`
  return beside(line, { action: 'menu:add', words: 'Add a policy', value: 'add' }, { code: '', title: '' })
}

function withoutApprovers(): Block {
  const line = mrkdwn`Nobody is set as approver, so nothing can be endorsed unless a policy names approvers of its own.`
  return beside(
    line,
    { action: 'menu:approvers', words: 'Set approvers', value: 'settings' },
    { code: '', title: '' },
  )
}
