import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Day } from '../rules/terms.ts'
import { readCsv } from './csv.ts'
import type { DayOrder } from './days.ts'
import { decodeText } from './decode.ts'
import { type FoundFile, findFiles } from './find-files.ts'
import type { Grid } from './grid.ts'
import { type MarkdownText, readMarkdown } from './markdown.ts'
import { matchRows } from './match.ts'
import { noteClock } from './note-clock.ts'
import type { Answers } from './questions.ts'
import { readRegister } from './register.ts'
import { emptyRow, type ImportFile, type ImportFormat, ImportRefusal } from './row.ts'
import { readXlsx } from './xlsx.ts'

export type ImportOptions = {
  format: 'auto' | ImportFormat
  dateOrder?: DayOrder
  /** The sheet of a workbook to read, where not all that are visible. */
  sheet?: string
  today: Day
  /** Answers to questions of an earlier run, by the question's id. */
  answers?: Record<string, string>
}

type Reading = Omit<ImportOptions, 'answers'> & { answers: Answers }

/**
 * Reads registers and policy folders. A path that does not exist refuses the whole import before
 * anything is read; a file that cannot be read becomes one refused row, and the others go on.
 */
export async function readPaths(paths: string[], options: ImportOptions): Promise<ImportFile[]> {
  if (paths.length === 0)
    throw new ImportRefusal('Expected the path of a file or a folder, none was given: name one.')
  const answers: Answers = { given: options.answers ?? {}, met: new Set() }
  const found: FoundFile[] = []
  const files: ImportFile[] = []
  for (const path of paths) {
    const listed = await findFiles(path, options.format)
    found.push(...listed.found)
    files.push(...listed.files)
  }
  for (const file of found)
    if (file.format !== 'markdown') files.push(...(await readTable(file, { ...options, answers })))
  files.push(...(await readFolders(found, { ...options, answers })))
  matchRows(files, answers)
  for (const { rows } of files)
    for (const row of rows) if (row.refused === null) noteClock(row, options.today)
  noteUnmetAnswers(files, answers)
  return files
}

async function readTable({ path, format }: FoundFile, options: Reading): Promise<ImportFile[]> {
  const name = basename(path)
  try {
    if (format === undefined) {
      throw new ImportRefusal(
        `${name}: expected the ending .csv, .xlsx or .md: save the file as one of them, or say which it is with --format.`,
      )
    }
    const { grids, notes } = await readGrids(path, format, options.sheet)
    return readSheets(grids, path, options).map((file, index) => ({
      ...file,
      format,
      notes: index === 0 ? [...notes, ...file.notes] : file.notes,
    }))
  } catch (error) {
    return [refusedFile(path, format ?? 'csv', error)]
  }
}

function refusedFile(path: string, format: ImportFormat, error: unknown): ImportFile {
  if (!(error instanceof ImportRefusal)) throw error
  return { path, format, rows: [{ ...emptyRow(1), refused: error.message }], notes: [] }
}

async function readGrids(
  path: string,
  format: ImportFormat,
  sheet: string | undefined,
): Promise<{ grids: Grid[]; notes: string[] }> {
  const bytes = await readFile(path)
  if (format === 'xlsx') return readXlsx(bytes, basename(path), sheet)
  const { text, notes } = decodeText(bytes, basename(path))
  return { grids: [readCsv(text)], notes }
}

/** One file of the report for each sheet that is a register; the others are named. */
function readSheets(grids: Grid[], path: string, options: Reading): Omit<ImportFile, 'format'>[] {
  const read = grids.map((grid) => {
    const name = grids.length > 1 ? `${basename(path)}[${grid.sheet}]` : basename(path)
    try {
      const register = readRegister(grid, name, options)
      return { path: grids.length > 1 ? `${path}[${grid.sheet}]` : path, ...register }
    } catch (error) {
      if (!(error instanceof ImportRefusal)) throw error
      return { error }
    }
  })
  const registers = read.filter((sheet) => 'rows' in sheet)
  const [first] = registers
  if (first === undefined) {
    throw (
      read.find((sheet) => 'error' in sheet)?.error ??
      new ImportRefusal(
        `${basename(path)}: expected a visible sheet with a register, all are hidden or archives: name one with --sheet.`,
      )
    )
  }
  const others = grids.filter((_, index) => 'error' in (read[index] as object)).map(({ sheet }) => sheet)
  if (others.length > 0)
    first.notes.push(`Sheets without a header of a register are skipped: ${others.join(', ')}.`)
  return registers
}

/** Markdown files of one folder are read together: its README and its dates speak for all of them. */
async function readFolders(found: FoundFile[], options: Reading): Promise<ImportFile[]> {
  const markdown = found.filter(({ format }) => format === 'markdown')
  const files: ImportFile[] = []
  for (const folder of new Set(markdown.map((file) => file.folder))) {
    const texts: MarkdownText[] = []
    for (const file of markdown.filter((each) => each.folder === folder)) {
      try {
        texts.push({ ...file, ...decodeText(await readFile(file.path), file.relative) })
      } catch (error) {
        files.push(refusedFile(file.path, 'markdown', error))
      }
    }
    files.push(...readMarkdown(texts, basename(folder), options))
  }
  return files
}

/** An answer that meets no question is a slip in its id, or speaks of a file that has changed. */
function noteUnmetAnswers(files: ImportFile[], { given, met }: Answers): void {
  const unmet = Object.keys(given).filter((id) => !met.has(id))
  if (unmet.length > 0)
    files[0]?.notes.push(`Answers to questions that nothing here asks: ${unmet.join(', ')}.`)
}
