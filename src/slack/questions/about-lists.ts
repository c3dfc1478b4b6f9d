import type { Day } from '../../rules/terms.ts'
import { whenAt } from './when.ts'

/** Questions that a list answers, recognised by their words in whatever order. */

/** A command as it is typed; `rest` are words that none of it explains: somebody's name, or part of a title. */
export type ListQuestion = { command: string; rest: string }

const wordsOf = (text: string) => new Set(text.split(' '))

/** Words that change nothing. */
const fillers = wordsOf(
  'what which that these those are is am was were be been being do does did the a an of all any anything something ' +
    'everything there here to we us you for list show give tell see get got policies policy reviews review items item ' +
    'things thing stuff still now right currently yet have has had need needs must should will would can could by with ' +
    'on at in as and up our every already today next who people person soon register when',
)
const own = wordsOf('i me my mine myself')

/** What each question is about, by its words. */
const signals = {
  overdue: wordsOf('overdue late delayed past'),
  due: wordsOf('due coming upcoming expiring expire expires falls scheduled'),
  owed: wordsOf('owe owes owed pending todo todos tasks task waiting waits outstanding'),
  owned: wordsOf('own owns owned responsible'),
  acknowledged: wordsOf(
    'acknowledge acknowledged acknowledgment acknowledgments acknowledgement acknowledgements ack sign confirm read',
  ),
  endorsed: wordsOf(
    'endorse endorsed endorsement endorsements approve approved approval approvals awaiting awaits',
  ),
  covered: wordsOf('covered coverage uncovered cover gaps gap component components programme program'),
  open: wordsOf('open started running progress'),
  reported: wordsOf('reports reported events triage'),
  draft: wordsOf('draft drafts'),
  active: wordsOf('active'),
  retired: wordsOf('retired'),
  missing: wordsOf('not missing without no nobody none never unacknowledged'),
} as const
type Signal = keyof typeof signals

type Heard = {
  signals: Set<Signal>
  filters: string[]
  isMine: boolean
  person: string | null
  has: (...words: string[]) => boolean
  rest: string
}

export function askedOfLists(plain: string, today: Day): ListQuestion | null {
  const heard = hear(plain, today)
  const command = heard && commandOf(heard, plain)
  return command ? { command: command.replace(/\s+/g, ' ').trim(), rest: heard.rest } : null
}

/** Null where two different times or people are named: a list takes one. */
function hear(plain: string, today: Day): Heard | null {
  const words = plain.split(/[\s,;:()"]+/).map((word) => word.replace(/'s?$|^'/, ''))
  const found = new Set<Signal>()
  const filters = new Set<string>()
  const people = new Set<string>()
  const rest: string[] = []
  let at = 0
  while (at < words.length) {
    const when = whenAt(words, at, today)
    const word = words[at] as string
    at += when?.taken ?? 1
    if (when) filters.add(when.filter)
    else if (/^<@[uw][a-z0-9]+>$/.test(word)) people.add(word.slice(2, -1).toUpperCase())
    else if (!note(word, found)) rest.push(word)
  }
  // Of what is overdue "today" is no time of its own.
  if (found.has('overdue')) for (const one of filters) if (isOneDay(one, today)) filters.delete(one)
  // Whether somebody may do something is no list.
  if (filters.size > 1 || people.size > 1 || rest.includes('may')) return null
  return {
    signals: found,
    filters: [...filters],
    isMine: words.some((word) => own.has(word)),
    person: [...people][0] ?? null,
    has: (...wanted) => wanted.some((word) => words.includes(word)),
    rest: rest.filter(Boolean).join(' '),
  }
}

const isOneDay = (filter: string, day: Day) => filter === `due ${day}..${day}`

/** Whether the word is known: of a question, or of none. */
function note(word: string, found: Set<Signal>): boolean {
  const signal = (Object.keys(signals) as Signal[]).find((one) => signals[one].has(word))
  if (signal) found.add(signal)
  return signal !== undefined || fillers.has(word) || own.has(word)
}

function commandOf(heard: Heard, plain: string): string | null {
  const { isMine, filters, person, rest } = heard
  const is = (...wanted: Signal[]) => wanted.some((signal) => heard.signals.has(signal))
  if (is('covered')) return rest === '' && filters.length === 0 ? 'coverage' : null
  const whose = isMine ? 'mine' : person ? `owner <@${person}>` : ''
  const overdue = is('overdue') ? 'overdue' : ''
  const narrowed = `${overdue} ${filters.join(' ')} ${whose}`
  if (is('acknowledged')) return isMine && rest === '' ? 'ack' : `due acknowledgments ${narrowed}`
  if (is('endorsed')) return isMine && rest === '' ? 'endorse' : `due endorsements ${narrowed}`
  // What is not so is another question than what is.
  if (is('missing')) return null
  if (is('reported')) return `due reports ${narrowed}`
  if (is('owned')) return whose || rest ? `list ${narrowed}` : null
  const status = (['draft', 'active', 'retired'] as const).find((one) => is(one))
  if (status) return `list ${status} ${narrowed}`
  const isOwed = is('owed') || /\b(?:to do|on (?:my|the) (?:plate|list))\b/.test(plain)
  if (heard.has('policies', 'policy', 'register') && !isOwed)
    return ofPolicies(heard, narrowed, / of | with |'s? /.test(plain))
  if (
    heard.has('reviews', 'review') &&
    (is('open', 'due', 'overdue') || isOwed || filters.length > 0 || whose)
  )
    return `due reviews ${narrowed}`
  if (isOwed && isMine && rest === '') return `due ${narrowed}`
  return is('due', 'overdue') || isOwed ? `due ${narrowed}` : null
}

/** Which policies: narrowed, or all of them where nothing else is named. */
function ofPolicies(
  { signals: found, filters, rest, has }: Heard,
  narrowed: string,
  isPossessive: boolean,
): string | null {
  const isNarrowed = narrowed.trim() !== '' || found.has('due')
  const isAll = found.size === 0 && rest === ''
  const isNamed = found.size === 0 && filters.length === 0 && (isPossessive || has('has', 'have'))
  return isNarrowed || isAll || isNamed ? `list ${narrowed}` : null
}
