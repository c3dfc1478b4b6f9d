import type {
  About,
  Decider,
  MessageFacts,
  MessageItem,
  Named,
  SettledItem,
} from '../../rules/message-facts.ts'
import type { AttestedItem } from '../../rules/report-facts.ts'
import type { Day, SubmissionKind } from '../../rules/terms.ts'
import { sayDay } from '../../words.ts'
import type { Block } from './blocks.ts'
import { bold, codeOf, free, listedPhrases, mrkdwn, type Phrase } from './mrkdwn.ts'

/** What one item says: its blocks, and its line in the plain text. */
export type Piece = { blocks: Block[]; line: Phrase }

/** What every item's view needs to know besides the item. */
export type Setting = Pick<MessageFacts, 'today' | 'zone' | 'portalUrl'> & {
  name: (person: Named) => Phrase
  /** Whether the message asks for one thing alone. */
  isOnly: boolean
}

/** What was asked, and is no more: nothing waits for the reader there. */
export const isOver = (item: MessageItem): item is SettledItem | AttestedItem =>
  item.is === 'settled' || item.is === 'attested'

/** The title leads, the code follows in small. */
export function headed({ title, code }: About): Phrase {
  const leading = free(title, 200)
  return mrkdwn`${bold(leading.plain === '' ? free(code, 60) : leading)} ${codeOf(code)}`
}

/** Null for nobody. */
export function names({ name }: Setting, people: readonly Named[], most = 5): Phrase | null {
  return people.length === 0 ? null : listedPhrases(people.map(name), most)
}

/** `Dan for Ann` where a deputy decided, `Ann (recorded by Mia: "board minutes.pdf")` where it was given outside Slack. */
export function deciders(setting: Setting, people: readonly Decider[]): Phrase | null {
  return people.length === 0
    ? null
    : listedPhrases(
        people.map((one) => decider(setting, one)),
        5,
      )
}

function decider({ name }: Setting, one: Decider): Phrase {
  const who = one.onBehalfOf === undefined ? name(one) : mrkdwn`${name(one)} for ${name(one.onBehalfOf)}`
  if (one.outside === undefined) return who
  const { recordedBy, document } = one.outside
  const by = recordedBy === null ? mrkdwn`` : mrkdwn` by ${name(recordedBy)}`
  return mrkdwn`${who} (recorded${by}: "${free(document, 80)}")`
}

export function versioned(item: About & { number: string }): Phrase {
  return mrkdwn`${headed(item)}, version ${free(item.number, 60)}`
}

/** When a version comes into force once it is endorsed. */
export function sayEffective(on: Day | null, today: Day): string {
  return on === null || on <= today ? 'In force at once when endorsed' : `In force from ${sayDay(on, today)}`
}

/** `version 3.0`, `reaffirmation of version 2.4`, `retirement`: what was submitted. */
export function submissionWords({ kind, number }: { kind: SubmissionKind; number: string | null }): Phrase {
  const version = number === null ? mrkdwn`version without a number` : mrkdwn`version ${free(number, 60)}`
  if (kind === 'version') return version
  if (kind === 'retirement') return mrkdwn`retirement`
  return mrkdwn`reaffirmation of ${version}`
}

export function sayInForce(inForceOn: Day, today: Day): string {
  if (inForceOn === today) return 'in force since today'
  return `in force ${inForceOn < today ? 'since' : 'from'} ${sayDay(inForceOn, today)}`
}
