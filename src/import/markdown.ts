import { basename, dirname } from 'node:path'
import type { Day } from '../rules/terms.ts'
import { joinFacts, readBodyFacts } from './body-facts.ts'
import { settleOrders } from './build-days.ts'
import { buildRow } from './build-row.ts'
import { type DayOrder, readDay } from './days.ts'
import { type Facts, isEmpty } from './fields.ts'
import { readFrontMatter } from './front-matter.ts'
import { whyNoPolicy } from './no-policy.ts'
import type { Answers } from './questions.ts'
import { emptyRow, type ImportFile, ImportRefusal } from './row.ts'

/** `relative` is the path below the folder that is imported; question ids and messages name it. */
export type MarkdownText = { path: string; relative: string; text: string; notes: string[] }
export type MarkdownOptions = {
  today: Day
  dateOrder?: DayOrder | undefined
  answers: Answers
}

type Parsed = { facts: Facts; found: string[]; body: string; unused: string[] }

/** The policies of one folder: dates are settled for the folder as for one register, since one hand wrote them. */
export function readMarkdown(texts: MarkdownText[], folder: string, options: MarkdownOptions): ImportFile[] {
  const read = texts.map((text) => ({ text, parsed: parse(text) }))
  const reviews = texts.flatMap(folderReview)
  for (const { text, parsed } of read)
    if ('facts' in parsed) applyFolderReview(parsed, text.relative, reviews)
  const orders = settleOrders(
    read.flatMap(({ parsed }) => ('facts' in parsed ? [parsed.facts] : [])),
    options.dateOrder,
  )
  return read.map(({ text, parsed }) => {
    const file = { path: text.path, format: 'markdown' as const, notes: text.notes }
    if ('noPolicy' in parsed) return { ...file, rows: [], notes: [...text.notes, parsed.noPolicy] }
    if ('refused' in parsed) return { ...file, rows: [{ ...emptyRow(1), refused: parsed.refused }] }
    const source = {
      shared: folder,
      name: text.relative,
      orders,
      today: options.today,
      answers: options.answers,
    }
    const row = buildRow(1, parsed.facts, source, parsed.found)
    const unused = parsed.unused.length > 0 ? [`Front matter not used: ${parsed.unused.join(', ')}.`] : []
    const content = parsed.body.trim() === '' ? null : parsed.body
    if (content === null) row.notes.push('The file holds no text below its front matter: text not held.')
    return { ...file, rows: [{ ...row, content }], notes: [...text.notes, ...unused] }
  })
}

function parse({ text, relative }: MarkdownText): Parsed | { noPolicy: string } | { refused: string } {
  try {
    const front = readFrontMatter(text, relative)
    const noPolicy = whyNoPolicy(relative, front)
    if (noPolicy !== undefined) return { noPolicy }
    const { facts, notes } = joinFacts(front.facts, readBodyFacts(front.body))
    const found = [...front.notes, ...notes, ...addTitle(facts, front.body, relative)]
    for (const [field, place] of [
      ['owner', 'owner'],
      ['cadence', 'review cycle'],
    ] as const) {
      facts[field] ??= { text: '', place, kind: 'text' }
    }
    return { facts, found, body: front.body, unused: front.unused }
  } catch (error) {
    if (!(error instanceof ImportRefusal)) throw error
    return { refused: error.message }
  }
}

/** The title of the front matter, else the first heading, else the name of the file or, of an index, its folder. */
function addTitle(facts: Facts, body: string, relative: string): string[] {
  if (facts.title !== undefined && !isEmpty(facts.title.text)) return []
  const heading = /^#[ \t](.*)$/m
    .exec(body)?.[1]
    ?.trim()
    .replace(/ #+$/, '')
    .replace(/^\*\*(.+)\*\*$/, '$1')
  if (heading) {
    facts.title = { text: heading, place: 'heading', kind: 'text' }
    return []
  }
  const stem = stemOf(relative)
  const name = /^_?(?:index|readme)$/i.test(stem) ? basename(dirname(relative)) : stem
  const words = name.replace(/[-_]+/g, ' ').trim()
  facts.title = { text: words.charAt(0).toUpperCase() + words.slice(1), place: 'file name', kind: 'text' }
  return [
    `No title is stated: "${facts.title.text}" is taken from the name of the ${name === stem ? 'file' : 'folder'}.`,
  ]
}

export const markdownEnding = /(?:\.html)?\.(?:md|markdown|mdx)(?:\.erb)?$/i

function stemOf(relative: string): string {
  return basename(relative).replace(markdownEnding, '')
}

type FolderReview = { folder: string; from: string; words: string }

/** "These policies were last reviewed on …" in a README speaks of every policy in its folder. */
function folderReview({ text, relative }: MarkdownText): FolderReview[] {
  if (!/^(?:readme|_?index)$/i.test(stemOf(relative))) return []
  const found = /\bpolicies\b[^.\n]{0,80}?\blast reviewed(?: on)?:? +([^.\n]{6,30}?)\s*(?:\.|$)/im.exec(text)
  return found?.[1] === undefined ? [] : [{ folder: dirname(relative), from: relative, words: found[1] }]
}

function applyFolderReview(parsed: Parsed, relative: string, reviews: FolderReview[]): void {
  const own = parsed.facts.lastReviewedOn ?? parsed.facts.approvedOn
  if (own !== undefined && readDay(own).kind !== 'nothing') return
  const holding = reviews.filter(({ folder }) => folder === '.' || relative.startsWith(`${folder}/`))
  const nearest = holding.sort((a, b) => b.folder.length - a.folder.length)[0]
  if (nearest === undefined) return
  parsed.facts.lastReviewedOn = {
    text: nearest.words,
    place: `last reviewed on, ${nearest.from}`,
    kind: 'text',
  }
  parsed.found.push(
    `The last review is taken from ${nearest.from}, which says that its policies were last reviewed on ${nearest.words}.`,
  )
}
