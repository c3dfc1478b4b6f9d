import type { Cell } from './fields.ts'

/** A table as it stands in a file, before anyone knows what its columns mean. */
export type Grid = {
  /** The sheet's name; null for a CSV file. */
  sheet: string | null
  lines: GridLine[]
  /** What separates cells, where unquoted separators may have split a cell. */
  delimiter: string | null
  notes: string[]
}

export type GridCell = Omit<Cell, 'place'>
export type GridLine = { line: number; cells: GridCell[] }
