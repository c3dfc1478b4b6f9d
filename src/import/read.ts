import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Day } from '../rules/terms.ts'
import { readCsv } from './csv.ts'
import type { DayOrder } from './days.ts'
import { decodeText } from './decode.ts'
import { readRegister } from './register.ts'
import { emptyRow, type ImportFile, type ImportFormat, ImportRefusal } from './row.ts'

export type ImportOptions = {
  format: 'auto' | ImportFormat
  dateOrder?: DayOrder
  sheet?: string
  today: Day
  /** Answers to questions of an earlier run, by the question's id. */
  answers?: Record<string, string>
}

/**
 * Reads registers and policy folders. A path that does not exist refuses the whole import, before
 * anything is read; a file that cannot be read becomes one refused row, and the others go on.
 */
export async function readPaths(paths: string[], options: ImportOptions): Promise<ImportFile[]> {
  for (const path of paths) {
    await stat(path).catch(() => {
      throw new ImportRefusal(`${path}: expected a file or a folder, nothing is there: check the path.`)
    })
  }
  const files: ImportFile[] = []
  for (const path of paths) files.push(await readOne(path, options))
  return files
}

async function readOne(path: string, options: ImportOptions): Promise<ImportFile> {
  try {
    const { text, notes } = decodeText(await readFile(path), basename(path))
    const register = readRegister(readCsv(text), basename(path), {
      ...options,
      answers: options.answers ?? {},
    })
    return { path, format: 'csv', rows: register.rows, notes: [...notes, ...register.notes] }
  } catch (error) {
    if (!(error instanceof ImportRefusal)) throw error
    return { path, format: 'csv', rows: [{ ...emptyRow(1), refused: error.message }], notes: [] }
  }
}
