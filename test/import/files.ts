import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type ImportOptions, readPaths } from '../../src/import/read.ts'
import type { ImportFile, ImportRow } from '../../src/import/row.ts'

/** Files are written by the test, byte for byte: line ends and marks at the start are part of the cases. */
export async function folderOf(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'import-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, 'in', name)), { recursive: true })
    await writeFile(join(folder, 'in', name), content)
  }
  return join(folder, 'in')
}

export const today = '2026-11-25'

export async function importOf(
  files: Record<string, string | Uint8Array>,
  options: Partial<ImportOptions> = {},
): Promise<ImportFile[]> {
  return readPaths([await folderOf(files)], { format: 'auto', today, ...options })
}

/** The rows of one file. */
export async function rowsOf(
  name: string,
  content: string | Uint8Array,
  options: Partial<ImportOptions> = {},
): Promise<ImportRow[]> {
  const files = await importOf({ [name]: content }, options)
  return files.flatMap(({ rows }) => rows)
}

export function csv(...lines: string[]): string {
  return `${lines.join('\n')}\n`
}
