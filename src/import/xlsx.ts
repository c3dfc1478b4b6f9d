import readWorkbook from 'read-excel-file/node'
import { serialDay } from './days.ts'
import type { Grid, GridCell } from './grid.ts'
import { ImportRefusal } from './row.ts'
import { inspectWorkbook, type Workbook } from './workbook.ts'

type Value = string | number | boolean | Date | null

/**
 * The sheets of a workbook. A date cell is a calendar day, the same on every machine. Hidden sheets and
 * sheets that keep old registers or lists are left out, unless `only` names one.
 */
export async function readXlsx(
  bytes: Buffer,
  name: string,
  only?: string,
): Promise<{ grids: Grid[]; notes: string[] }> {
  const workbook = inspectWorkbook(bytes)
  const sheets = workbook && (await readWorkbook(bytes).catch(() => undefined))
  if (workbook === undefined || sheets === undefined) {
    throw new ImportRefusal(
      `${name}: expected an XLSX workbook, this file cannot be opened as one: save it again as .xlsx, or as CSV.`,
    )
  }
  const names = sheets.map(({ sheet }) => sheet)
  if (only !== undefined && !names.includes(only)) {
    throw new ImportRefusal(
      `${name}: expected a sheet "${only}", the workbook has ${names.join(', ')}: name one of them.`,
    )
  }
  const skipped = new Map(names.map((sheet) => [sheet, whySkipped(sheet, workbook, only)]))
  const kept = sheets.filter(({ sheet }) => skipped.get(sheet) === undefined)
  const notes = [...skipped].flatMap(([sheet, why]) =>
    why === undefined ? [] : [`Sheet "${sheet}" is skipped: ${why}.`],
  )
  return { grids: kept.map(({ sheet, data }) => toGrid(sheet, data as Value[][], workbook)), notes }
}

function whySkipped(sheet: string, workbook: Workbook, only: string | undefined): string | undefined {
  if (only !== undefined) return sheet === only ? undefined : 'another sheet was asked for'
  if (workbook.hidden.has(sheet)) return 'it is hidden'
  if (
    /\b(?:archived?|old|history|historic|superseded|retired|obsolete|backup)\b/i.test(
      sheet.replaceAll('_', ' '),
    )
  ) {
    return 'its name says that it is an archive; to import it, name it with --sheet'
  }
  return undefined
}

function toGrid(sheet: string, data: Value[][], workbook: Workbook): Grid {
  const withoutResult = workbook.withoutResult.get(sheet)
  const lines = data.map((values, row) => ({
    line: row + 1,
    cells: values.map((value, column) => {
      const unstored = withoutResult?.has(`${columnLetters(column)}${row + 1}`)
      return unstored ? { text: '', kind: 'no result' as const } : toCell(value, workbook.firstDay)
    }),
  }))
  return { sheet, lines, delimiter: null, notes: [] }
}

function toCell(value: Value, firstDay: string): GridCell {
  if (value === null) return { text: '', kind: 'text' }
  if (value instanceof Date) return { text: value.toISOString().slice(0, 10), kind: 'day' }
  if (typeof value !== 'number') return { text: String(value), kind: 'text' }
  const day = serialDay(String(value), firstDay)
  return { text: String(value), kind: 'number', ...(day !== undefined && { serialDay: day }) }
}

function columnLetters(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : `${columnLetters(Math.floor(column / 26) - 1)}${letter}`
}
