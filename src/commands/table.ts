import { shorten } from '../words.ts'
import { type Colour, type Output, paint, plain } from './output.ts'

/** `gives`: this column is shortened first where the terminal is narrow, down to the number given. */
export type Column<Row> = {
  head: string
  text: (row: Row) => string
  gives?: number
  colour?: (row: Row) => Colour | null
}

const gap = 2

/** Lines of a table that fits the terminal; where there is none, nothing is shortened. */
export function table<Row>(output: Output, columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map((column) => plain(column.text(row))))
  const widths = fitted(
    columns,
    columns.map((column, i) => Math.max(...[column.head, ...cells.map((line) => line[i] ?? '')].map(width))),
    output.columns,
  )
  const line = (texts: readonly string[], dress: (text: string, i: number) => string): string =>
    texts
      .map((text, i) => dress(pad(shorten(text, widths[i] as number, width), widths[i] as number), i))
      .join(' '.repeat(gap))
      .trimEnd()
  const head = line(
    columns.map(({ head }) => head),
    (text) => paint(output, 'bold', text),
  )
  const body = cells.map((texts, r) =>
    line(texts, (text, i) => {
      const colour = columns[i]?.colour?.(rows[r] as Row)
      return colour ? paint(output, colour, text) : text
    }),
  )
  return `${[head, ...body].join('\n')}\n`
}

function fitted<Row>(
  columns: readonly Column<Row>[],
  wanted: readonly number[],
  terminal: number | null,
): number[] {
  const widths = [...wanted]
  if (terminal === null) return widths
  let over = widths.reduce((sum, one) => sum + one, 0) + gap * (widths.length - 1) - terminal
  while (over > 0) {
    const spare = columns.map(({ gives }, i) =>
      gives === undefined ? 0 : Math.max(0, (widths[i] as number) - gives),
    )
    const most = Math.max(...spare)
    if (most === 0) break
    const widest = spare.indexOf(most)
    widths[widest] = (widths[widest] as number) - 1
    over -= 1
  }
  return widths
}

const wide =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Columns that a text takes on a terminal. */
export function width(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length
  let columns = 0
  for (const { segment } of graphemes.segment(text)) columns += wide.test(segment) ? 2 : 1
  return columns
}

function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)))
}
