import { unzip } from './zip.ts'

/** What a workbook says of its sheets that the spreadsheet reader leaves out. */
export type Workbook = {
  hidden: Set<string>
  /** Cells, by sheet, that hold a formula but no result of it: `C10`. */
  withoutResult: Map<string, Set<string>>
  /** The day from which its day numbers count. */
  firstDay: string
}

/** Undefined where the bytes are no workbook. */
export function inspectWorkbook(bytes: Buffer): Workbook | undefined {
  const parts = unzip(bytes)
  const workbook = parts?.get('xl/workbook.xml')?.toString('utf8')
  if (parts === undefined || workbook === undefined) return undefined
  const targets = targetsOf(parts.get('xl/_rels/workbook.xml.rels')?.toString('utf8') ?? '')
  const found: Workbook = { hidden: new Set(), withoutResult: new Map(), firstDay: '1899-12-30' }
  if (/date1904="(?:1|true)"/.test(workbook)) found.firstDay = '1904-01-01'
  for (const [tag] of workbook.matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)) {
    const name = unescapeXml(attribute(tag, 'name') ?? '')
    if (/^(?:hidden|veryHidden)$/.test(attribute(tag, 'state') ?? '')) found.hidden.add(name)
    const target = targets.get(attribute(tag, '(?:\\w+:)?id') ?? '')
    found.withoutResult.set(
      name,
      cellsWithoutResult(target === undefined ? '' : (parts.get(target)?.toString('utf8') ?? '')),
    )
  }
  return found
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
}

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&')
}

function targetsOf(relations: string): Map<string, string> {
  const targets = new Map<string, string>()
  for (const [tag] of relations.matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)) {
    const target = attribute(tag, 'Target') ?? ''
    targets.set(attribute(tag, 'Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`)
  }
  return targets
}

function cellsWithoutResult(sheet: string): Set<string> {
  const cells = new Set<string>()
  for (const piece of sheet.split(/<(?:\w+:)?c\s/).slice(1)) {
    const opening = piece.slice(0, piece.indexOf('>') + 1)
    const address = attribute(` ${opening}`, 'r')
    const isFormula = !opening.endsWith('/>') && /<(?:\w+:)?f[\s>/]/.test(piece)
    if (isFormula && address !== undefined && !/<(?:\w+:)?v>[^<]/.test(piece)) cells.add(address)
  }
  return cells
}
