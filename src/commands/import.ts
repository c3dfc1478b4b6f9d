import { readFile } from 'node:fs/promises'
import { allPolicies } from '../../db/list.ts'
import { copyRegister } from '../../db/register-copy.ts'
import { readSettings, surroundings } from '../actions/surroundings.ts'
import { carryOut } from '../import/carry-out.ts'
import { catalogue } from '../import/catalogue.ts'
import { type ImportOptions, readPaths } from '../import/read.ts'
import { importDocument, importText, type RowOutcome } from '../import/report.ts'
import type { ImportFile, ImportRow } from '../import/row.ts'
import { keyOf as nameKey } from '../rules/name-key.ts'
import { refuse } from '../rules/refusal.ts'
import { type Output, writeJson } from './output.ts'
import { startProgress } from './progress.ts'
import { keyOf, type OpenRecord, operator, type Where, withRecord } from './record.ts'

export type ImportCommand = Where & {
  format?: ImportOptions['format']
  dateOrder?: 'dmy' | 'mdy' | 'ymd'
  sheet?: string
  catalogue?: string
  /** A JSON file: answers to what an earlier run asked, by the question's id. */
  answers?: string
  dryRun?: boolean
  rehearsal?: boolean
}

/** Takes registers and policy folders in; 3 where anything was asked or refused. */
export async function importPaths(paths: string[], options: ImportCommand, output: Output): Promise<number> {
  if (options.catalogue !== undefined && options.catalogue !== 'programme')
    refuse('bad_catalogue', { came: options.catalogue })
  const answers = options.answers === undefined ? {} : await readAnswers(options.answers)
  return await withRecord(
    options,
    async (record) => {
      const files = await readFiles(paths, options, answers, record)
      const outcomes = options.dryRun
        ? await tryOut(files, record, output)
        : await carryOutHere(files, record, output)
      const document = importDocument(files, (row) => outcomes.get(row) as RowOutcome)
      if (options.json) writeJson(output, document)
      else
        output.out(
          `${importText(document)}${options.dryRun ? '\nNothing was changed: this was a dry run.' : ''}\n`,
        )
      return document.totals.asked + document.totals.refused > 0 ? 3 : 0
    },
    options.rehearsal ? 'rehearsal' : undefined,
  )
}

async function readFiles(
  paths: string[],
  options: ImportCommand,
  answers: Record<string, string>,
  record: OpenRecord,
): Promise<ImportFile[]> {
  const { today } = await surroundings(record.world, record.database.kysely)
  const { format = 'auto', dateOrder, sheet } = options
  const files = options.catalogue ? [await programmeOf(record)] : []
  if (options.catalogue && paths.length === 0) return files
  const reading = { format, today, answers, ...(dateOrder ? { dateOrder } : {}), ...(sheet ? { sheet } : {}) }
  return [...files, ...(await readPaths(paths, reading))]
}

/** A component is there already where a policy names it, or has it as its title. */
async function programmeOf({ database, workspace }: OpenRecord): Promise<ImportFile> {
  const { components } = await readSettings(database.kysely, workspace.workspace)
  const policies = await allPolicies(database.kysely, workspace.workspace)
  const titles = new Set(policies.map(({ titleKey }) => titleKey))
  const named = new Set(policies.flatMap((policy) => JSON.parse(policy.components) as string[]))
  const isThere = (component: string) => named.has(component) || titles.has(nameKey(component))
  return catalogue(components, new Set(components.filter(isThere)))
}

async function carryOutHere(
  files: ImportFile[],
  record: OpenRecord,
  output: Output,
): Promise<Map<ImportRow, RowOutcome>> {
  const progress = startProgress(output, 'rows taken in')
  try {
    const run = await keyOf(record, 'import', null)
    return await carryOut(files, { world: record.world, actor: operator(), run, onProgress: progress.at })
  } finally {
    progress.end()
  }
}

/** On a copy of the register in memory, so that the report is exactly what an import would say. */
async function tryOut(
  files: ImportFile[],
  record: OpenRecord,
  output: Output,
): Promise<Map<ImportRow, RowOutcome>> {
  const copy = await copyRegister(record.database, record.workspace.workspace)
  try {
    return await carryOutHere(
      files,
      { ...record, database: copy, world: { ...record.world, database: copy } },
      output,
    )
  } finally {
    await copy.close()
  }
}

async function readAnswers(file: string): Promise<Record<string, string>> {
  const text = await readFile(file, 'utf8')
  let came: unknown
  try {
    came = JSON.parse(text)
  } catch {
    return refuse('bad_answers', { file, came: 'something that is no JSON' })
  }
  if (came === null || typeof came !== 'object' || Array.isArray(came))
    return refuse('bad_answers', { file, came: Array.isArray(came) ? 'a list' : JSON.stringify(came) })
  const wrong = Object.entries(came).find(
    ([, answer]) => typeof answer !== 'string' && typeof answer !== 'number',
  )
  if (wrong) return refuse('bad_answers', { file, came: `${JSON.stringify(wrong[1])} for "${wrong[0]}"` })
  return Object.fromEntries(Object.entries(came).map(([id, answer]) => [id, String(answer)]))
}
