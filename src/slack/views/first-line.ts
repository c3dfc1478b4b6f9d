import type { FillItem, MessageFacts, MessageItem } from '../../rules/message-facts.ts'
import { counted, listed } from '../../words.ts'
import { bold, mrkdwn, type Phrase } from './mrkdwn.ts'
import { isOver, type Setting } from './piece.ts'
import { haveOneStory, why } from './vacancy.ts'

const nouns: Record<Exclude<MessageItem['is'], 'settled' | 'attested'>, [string, string]> = {
  review: ['review', 'reviews'],
  endorse: ['endorsement', 'endorsements'],
  acknowledge: ['acknowledgment', 'acknowledgments'],
  'who is missing': ['list of who is missing', 'lists of who is missing'],
  fill: ['vacancy', 'vacancies'],
  outcome: ['decision', 'decisions'],
  distribution: ['new version', 'new versions'],
  triage: ['report', 'reports'],
  report: ['report', 'reports'],
  decide: ['waiver', 'waivers'],
  waiver: ['waiver', 'waivers'],
  excused: ['acknowledgment', 'acknowledgments'],
  attest: ['attestation', 'attestations'],
  trouble: ['problem', 'problems'],
}

type Owed = Exclude<MessageItem, { is: 'settled' | 'attested' }>

/** The bold first line, of what is not settled; null where the only item says it better itself. */
export function firstLine(facts: MessageFacts, setting: Setting): Phrase | null {
  const items = facts.items.filter((item): item is Owed => !isOver(item))
  if (items.length === 0)
    return facts.items.length === 1 ? null : bold(mrkdwn`Nothing here is waiting for you any more`)
  const words = wordsOf({ kind: facts.kind, items }, setting)
  return words === null ? null : bold(words)
}

function wordsOf(
  { kind, items }: { kind: MessageFacts['kind']; items: readonly Owed[] },
  setting: Setting,
): Phrase | null {
  const many = items.length
  const verb = (one: string, more: string) => (many === 1 ? one : more)
  switch (kind) {
    case 'reminder':
      return mrkdwn`${reminding(items)}`
    case 'endorsement request':
      return mrkdwn`${submissions(items)} ${verb('awaits', 'await')} your endorsement`
    case 'sent back':
    case 'outcome':
      return mrkdwn`${decisions(items)}`
    case 'distribution':
      return many === 1 ? null : mrkdwn`${counted(many, 'policy', 'policies')} changed`
    case 'acknowledgment request':
      return mrkdwn`${counted(many, 'policy', 'policies')} ${verb('is', 'are')} waiting for your acknowledgment`
    case 'stand-in':
      return standingIn(items, setting)
    case 'vacancies':
      return vacancies(items, setting)
    case 'triage request':
      return mrkdwn`${counted(many, 'report')} ${verb('awaits', 'await')} your decision`
    case 'report outcome':
      return many === 1 ? mrkdwn`What came of your report` : mrkdwn`What came of your ${many} reports`
    case 'event accepted':
      return mrkdwn`${counted(many, 'event')} opened reviews by a rule, without triage`
    case 'review opened':
      return mrkdwn`${counted(many, 'policy', 'policies')} ${verb('is', 'are')} to be reviewed out of cycle`
    case 'review changed':
      return changed(items)
    case 'waiver request':
      return mrkdwn`${counted(many, 'waiver')} ${verb('awaits', 'await')} your decision`
    case 'waiver outcome':
      return mrkdwn`What was decided on ${counted(many, 'waiver')}`
    case 'excused':
      return many === 1 ? null : mrkdwn`You are excused from ${counted(many, 'acknowledgment')}`
    case 'trouble':
      return mrkdwn`${counted(many, 'problem')} ${verb('needs', 'need')} your attention`
  }
}

/** `2 reviews and 1 acknowledgment`, in the order in which they first come. */
function counts(items: readonly Owed[]): string {
  const kinds = [...new Set(items.map(({ is }) => is))]
  return listed(kinds.map((is) => counted(items.filter((item) => item.is === is).length, ...nouns[is])))
}

function reminding(items: readonly Owed[]): string {
  const missing = items.filter(({ is }) => is === 'who is missing')
  const others = items.filter(
    (item) => 'as' in item && item.as === 'escalation' && item.is !== 'who is missing',
  )
  const own = items.filter((item) => !missing.includes(item) && !others.includes(item))
  const be = (of: readonly Owed[]) => (of.length === 1 ? 'is' : 'are')
  const parts: string[] = []
  if (own.length > 0) parts.push(`${counts(own)} ${be(own)} waiting for you`)
  if (others.length > 0)
    parts.push(`${counts(others)}${own.length > 0 ? ' of others' : ''} ${be(others)} not done yet`)
  if (missing.length > 0)
    parts.push(`acknowledgments are missing for ${counted(missing.length, 'policy', 'policies')}`)
  const words = parts.join('; ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function submissions(items: readonly Owed[]): string {
  const kinds = items.map((item) => ('kind' in item && item.is !== 'review' ? item.kind : 'version'))
  return listed([...new Set(kinds)].map((kind) => counted(kinds.filter((one) => one === kind).length, kind)))
}

function decisions(items: readonly Owed[]): string {
  const part = (result: 'endorsed' | 'sent back', one: string, more: string) => {
    const decided = items.filter((item) => item.is === 'outcome' && item.result === result)
    return decided.length === 0 ? [] : [`${submissions(decided)} ${decided.length === 1 ? one : more}`]
  }
  const parts = [
    ...part('endorsed', 'is endorsed', 'are endorsed'),
    ...part('sent back', 'was sent back', 'were sent back'),
  ]
  return parts.join('; ') || counts(items)
}

/** An event that holds nothing any more, or one that came to what is reviewed already. */
function changed(items: readonly Owed[]): Phrase {
  const undone = items.filter(({ is }) => is === 'report').length
  if (undone > 0) return mrkdwn`${counted(undone, 'event')} changed that had your policies reviewed`
  return mrkdwn`${counted(items.length, 'review')} out of cycle ${items.length === 1 ? 'has' : 'have'} another cause`
}

function standingIn(items: readonly Owed[], { name }: Setting): Phrase {
  const whom = items.flatMap((item) => ('standInFor' in item && item.standInFor ? [item.standInFor] : []))
  const people = new Set(whom.map((person) => person.slackId ?? person.name))
  const one = whom[0]
  return one !== undefined && people.size === 1
    ? mrkdwn`You stand in for ${name(one)} on ${counts(items)}`
    : mrkdwn`You stand in on ${counts(items)}`
}

function vacancies(items: readonly Owed[], setting: Setting): Phrase {
  const unfilled = items.filter((item): item is FillItem => item.is === 'fill')
  const words = mrkdwn`${counted(unfilled.length, 'policy', 'policies')} ${unfilled.length === 1 ? 'has' : 'have'} no owner`
  const first = unfilled[0]
  return first !== undefined && haveOneStory(unfilled) ? mrkdwn`${words}${why(first, setting)}` : words
}
