import type { About } from '../../../rules/message-facts.ts'
import { counted } from '../../../words.ts'
import { section } from '../blocks.ts'
import { actions, excusePress } from '../buttons.ts'
import { dotted, free, listedPhrases, mrkdwn, type Phrase } from '../mrkdwn.ts'
import { headed } from '../piece.ts'
import type { Form, FormBlock } from './form.ts'
import { pageCount, pageOf, piecesOf } from './pages-of-text.ts'
import { note, turning } from './shown.ts'

export type ReadForm = About & {
  number: string
  state: string
  content: string | null
  sha256: string | null
}

export function readForm(facts: ReadForm, page: number): Form {
  const { number, state, content, sha256 } = facts
  const head = dotted(mrkdwn`${headed(facts)}, version ${free(number, 60)}`, mrkdwn`${state}`)
  if (content === null)
    return { title: 'Read', blocks: [section(head), note('The text of this version is not held here.')] }
  return {
    title: 'Read',
    blocks: [
      section(head),
      ...paged(content.split('\n'), page, 'rich_text_section'),
      note(`SHA-256 ${sha256}`),
    ],
  }
}

export type CompareForm = About & {
  before: string
  after: string
  counts: { added: number; removed: number } | null
  /** Each begins with its sign; null where the texts are too different to compare in time. */
  lines: string[] | null
}

export function compareForm(facts: CompareForm, page: number): Form {
  const { before, after, counts, lines } = facts
  const versions = mrkdwn`version ${free(after, 60)} against ${free(before, 60)}`
  const changed = counts && mrkdwn`${counted(counts.added, 'line')} added, ${counts.removed} removed`
  return {
    title: 'Compare',
    blocks: [
      section(dotted(mrkdwn`${headed(facts)}, ${versions}`, changed)),
      ...(lines === null
        ? [note('The texts are too different to show the lines that changed. Read each of them.')]
        : paged(lines, page, 'rich_text_preformatted')),
    ],
  }
}

function paged(
  lines: readonly string[],
  page: number,
  type: 'rich_text_section' | 'rich_text_preformatted',
): FormBlock[] {
  const pieces = piecesOf(lines)
  const pages = pageCount(pieces)
  return [...pageOf(pieces, page, type), ...turning(page, pages, `Page ${page + 1} of ${pages}`)]
}

export const namesAPage = 30

export type MissingForm = About & {
  number: string
  asked: number
  given: number
  missing: number
  excused: number
  /** Whether the reader may excuse them. */
  mayExcuse: boolean
  /** The version. */
  subject: string
  /** Of this page. */
  names: string[]
}

export function missingForm(facts: MissingForm, page: number): Form {
  const { number, asked, given, missing, excused, mayExcuse, subject, names } = facts
  const from = page * namesAPage
  const head: Phrase = dotted(
    mrkdwn`${headed(facts)}, version ${free(number, 60)}`,
    mrkdwn`${given} of ${asked} acknowledged`,
    excused === 0 ? null : mrkdwn`${excused} excused`,
  )
  return {
    title: 'Who is missing',
    blocks: [
      section(head),
      ...(names.length === 0
        ? [note('Nobody is missing.')]
        : [section(listedPhrases(names.map(named), namesAPage)) as FormBlock]),
      ...(names.length > 0 && mayExcuse
        ? actions(`excuse:${subject}`, facts, [excusePress(subject)], { isOnly: true })
        : []),
      ...turning(page, Math.ceil(missing / namesAPage), `${from + 1}–${from + names.length} of ${missing}`),
    ],
  }
}

function named(name: string): Phrase {
  const shown = free(name, 80)
  return shown.plain === '' ? mrkdwn`somebody` : shown
}
