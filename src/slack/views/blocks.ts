import type { types } from '@slack/bolt'
import { shorten } from '../../words.ts'
import { clean, type Phrase } from './mrkdwn.ts'

export type Block = types.SectionBlock | types.ContextBlock | types.RichTextBlock | types.ActionsBlock

/** Verbatim: Slack would make links of addresses and names that people wrote. */
const marked = ({ marked: text }: Phrase): types.MrkdwnElement => ({ type: 'mrkdwn', text, verbatim: true })

export function section(phrase: Phrase): Block {
  return { type: 'section', text: marked(phrase) }
}

export function context(phrase: Phrase): Block {
  return { type: 'context', elements: [marked(phrase)] }
}

/** Words of a person, set apart from ours: rich text reads no markup. Nothing where they said nothing. */
export function quote(label: string, words: string | null, most = 600): Block[] {
  const said = shorten(clean(words ?? '').trim(), most)
  if (said === '') return []
  return [
    { type: 'rich_text', elements: [ours(label), { type: 'rich_text_quote', elements: [literal(said)] }] },
  ]
}

/** Lines of a text as they stand in it. */
export function excerpt(label: string, lines: readonly string[]): Block {
  const shown = lines.slice(0, 10).map((line) => shorten(clean(line).replace(/\n/g, ' '), 120))
  const text = shown.join('\n')
  const elements: types.RichTextBlock['elements'] = [ours(label)]
  if (text.trim() !== '') elements.push({ type: 'rich_text_preformatted', elements: [literal(text)] })
  return { type: 'rich_text', elements }
}

const literal = (text: string): types.RichTextText => ({ type: 'text', text })

const ours = (label: string): types.RichTextSection => ({
  type: 'rich_text_section',
  elements: [{ ...literal(label), style: { bold: true } }],
})

/** What there is room for of a summary in a message to many. */
export function firstLines(words: string | null): string | null {
  const lines = clean(words ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '')
  return lines.length === 0
    ? null
    : lines
        .slice(0, 3)
        .map((line) => shorten(line.trim(), 200))
        .join('\n')
}
