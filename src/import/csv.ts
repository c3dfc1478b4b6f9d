import { parse } from 'csv-parse/sync'
import { fieldNamed } from './fields.ts'
import type { Grid } from './grid.ts'

type Split = { line: number; texts: string[] }

/**
 * Reads delimited text with any of the usual delimiters; a quote that never closes costs its own line only.
 * `isKnown` tells a header that this kind of file has.
 */
export function readCsv(text: string, isKnown: (header: string) => unknown = fieldNamed): Grid {
  const stated = /^sep=(.)(?:\n|$)/i.exec(text)
  const delimiter = stated?.[1] ?? sniffDelimiter(text, isKnown)
  const { splits, broken } = splitRecords(text.replace(/\n$/, '').split('\n'), delimiter)
  const records = stated ? splits.slice(1) : splits
  const notes = broken.map(
    (line) => `Line ${line}: a quotation mark is opened and never closed; the line is read by itself.`,
  )
  if (delimiter !== ',')
    notes.unshift(`The cells are separated by ${delimiter === '\t' ? 'tabs' : `"${delimiter}"`}.`)
  const guarded = records
    .filter(({ texts }) => texts.some((text) => formulaGuard.test(text)))
    .map(({ line }) => line)
  if (guarded.length > 0)
    notes.push(
      `The apostrophe that keeps a cell from running as a formula is taken off in lines ${guarded.join(', ')}.`,
    )
  const lines = records.map(({ line, texts }) => ({
    line,
    cells: texts.map((text) => ({ text: text.replace(formulaGuard, ''), kind: 'text' as const })),
  }))
  return { sheet: null, lines, delimiter, notes }
}

/** What exports put before a text that a spreadsheet would run. */
const formulaGuard = /^'(?=[=+\-@\t])/

/** The delimiter under which one of the first lines holds the most known headers; else the one found most. */
function sniffDelimiter(text: string, isKnown: (header: string) => unknown): string {
  const head = text.split('\n', 40).map((line) => line.slice(0, 5000))
  const scored = [',', ';', '\t', '|'].map((delimiter) => {
    const known = head.map((line) => new Set(splitOne(line, delimiter).map(isKnown).filter(Boolean)).size)
    const cells = head.reduce((sum, line) => sum + line.split(delimiter).length - 1, 0)
    return { delimiter, known: Math.max(...known), cells }
  })
  scored.sort((a, b) => b.known - a.known || b.cells - a.cells)
  return scored[0]?.delimiter ?? ','
}

function splitRecords(lines: string[], delimiter: string): { splits: Split[]; broken: number[] } {
  const width = Math.max(...lines.slice(0, 40).map((line) => splitOne(line, delimiter).length))
  const splits: Split[] = []
  const broken: number[] = []
  for (let from = 0; from < lines.length; ) {
    const record = endsInQuotes(lines[from] as string, delimiter)
      ? joinLines(lines, from, delimiter, width)
      : undefined
    splits.push({ line: from + 1, texts: record?.texts ?? splitOne(lines[from] as string, delimiter) })
    if (!record && endsInQuotes(lines[from] as string, delimiter)) broken.push(from + 1)
    from += record?.lines ?? 1
  }
  return { splits, broken }
}

const mostLinesInARecord = 500

/**
 * A record whose cell holds line breaks. Undefined where the quote does not close, or where it closes
 * only by swallowing later records: then the cells do not fit and the lines inside look like records.
 */
function joinLines(
  lines: string[],
  from: number,
  delimiter: string,
  width: number,
): { texts: string[]; lines: number } | undefined {
  let joined = lines[from] as string
  let swallows = false
  for (let next = from + 1; next < Math.min(lines.length, from + mostLinesInARecord); next++) {
    const line = lines[next] as string
    joined += `\n${line}`
    swallows ||= width > 1 && line.split(delimiter).length >= width
    // Only a line with a quote can close the cell; looking again at each line would be quadratic.
    if (!line.includes('"') || endsInQuotes(joined, delimiter)) continue
    const texts = parseRecord(joined, delimiter)
    return texts && (texts.length === width || !swallows) ? { texts, lines: next - from + 1 } : undefined
  }
  return undefined
}

function splitOne(line: string, delimiter: string): string[] {
  return (line.includes('"') ? parseRecord(line, delimiter) : undefined) ?? line.split(delimiter)
}

/** One record, or undefined where its quotes are not as CSV has them. */
function parseRecord(text: string, delimiter: string): string[] | undefined {
  try {
    const records: string[][] = parse(text, { delimiter, relax_quotes: true, relax_column_count: true })
    return records.length === 1 ? records[0] : undefined
  } catch {
    return undefined
  }
}

/** Whether a cell that began with a quotation mark is still open at the end. */
function endsInQuotes(text: string, delimiter: string): boolean {
  let inside = false
  let atStart = true
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (inside) {
      if (character !== '"') continue
      if (text[index + 1] === '"') index++
      else inside = false
    } else {
      inside = character === '"' && atStart
      atStart = character === delimiter || character === '\n'
    }
  }
  return inside
}

/**
 * Fits a record that has more cells than the header: empty cells at the end go; commas inside one cell
 * whose quotation mark was never closed are put back. Undefined where nothing says which cell was split.
 */
export function fitRecord(
  texts: string[],
  width: number,
  delimiter: string,
): { texts: string[]; repaired: boolean } | undefined {
  let count = texts.length
  while (count > width && texts[count - 1]?.trim() === '') count--
  const kept = texts.slice(0, count)
  if (kept.length <= width) return { texts: kept, repaired: false }
  const split = kept.flatMap((text, index) => ((text.match(/"/g)?.length ?? 0) % 2 === 1 ? [index] : []))
  const [first] = split
  if (split.length !== 1 || first === undefined) return undefined
  const extra = kept.length - width
  if (first + extra >= kept.length) return undefined
  return {
    texts: [
      ...kept.slice(0, first),
      kept.slice(first, first + extra + 1).join(delimiter),
      ...kept.slice(first + extra + 1),
    ],
    repaired: true,
  }
}
