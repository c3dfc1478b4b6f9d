import type { ImportFile, ImportRow, Question } from './row.ts'

/** What came of each row, and the document and the text that report it. */

export type RowOutcome = { result: 'new' | 'changed' | 'same' | 'refused'; notes: string[] }
type Result = RowOutcome['result'] | 'asked'

export type ImportDocument = {
  files: {
    path: string
    notes: string[]
    rows: { row: number; code: string | null; title: string | null; result: Result; notes: string[] }[]
  }[]
  totals: Record<Result, number>
  questions: { id: string; path: string; rows: number[]; question: string; choices: string[] }[]
}

/**
 * The document of `--json`. `outcomeOf` says what the record made of a row that was handed to it. A row
 * that was taken in with a question open counts as asked, whether or not it changed anything.
 */
export function importDocument(
  files: ImportFile[],
  outcomeOf: (row: ImportRow) => RowOutcome,
): ImportDocument {
  const totals: Record<Result, number> = { new: 0, changed: 0, same: 0, asked: 0, refused: 0 }
  const reported = files.map(({ path, notes, rows }) => ({
    path,
    notes,
    rows: rows.map((row) => {
      const { result, notes: said } = resultOf(row, outcomeOf)
      totals[result]++
      return { row: row.row, code: row.code, title: row.title, result, notes: said }
    }),
  }))
  return { files: reported, totals, questions: collectQuestions(files) }
}

function resultOf(
  row: ImportRow,
  outcomeOf: (row: ImportRow) => RowOutcome,
): { result: Result; notes: string[] } {
  if (row.refused !== null) return { result: 'refused', notes: [row.refused, ...row.notes] }
  const outcome = outcomeOf(row)
  const notes = [...outcome.notes, ...row.notes]
  return {
    result: outcome.result !== 'refused' && row.questions.length > 0 ? 'asked' : outcome.result,
    notes,
  }
}

/** A question that several rows of a file raise is put once. */
function collectQuestions(files: ImportFile[]): ImportDocument['questions'] {
  const questions = new Map<string, ImportDocument['questions'][number]>()
  for (const { path, rows } of files) {
    for (const row of rows) {
      for (const question of row.questions) addQuestion(questions, question, path, row.row)
    }
  }
  return [...questions.values()]
}

function addQuestion(
  questions: Map<string, ImportDocument['questions'][number]>,
  { id, question, choices }: Question,
  path: string,
  row: number,
): void {
  const key = JSON.stringify([id, path])
  const known = questions.get(key)
  if (known === undefined) questions.set(key, { id, path, rows: [row], question, choices })
  else if (!known.rows.includes(row)) known.rows.push(row)
}

const resultWords: Record<Result, string> = {
  new: 'new',
  changed: 'changed',
  same: 'the same',
  asked: 'asked',
  refused: 'refused',
}

/** The report as people read it: what needs them first within each file, then the questions, then the totals. */
export function importText(document: ImportDocument): string {
  const lines: string[] = []
  for (const { path, notes, rows } of document.files) {
    lines.push(path, ...notes.map((note) => `  ${note}`))
    for (const row of rows) {
      lines.push(
        `  ${row.row}  ${[row.code, row.title].filter((part) => part !== null).join('  ') || '(no code, no title)'}: ${resultWords[row.result]}`,
      )
      lines.push(...row.notes.map((note) => `       ${note}`))
    }
  }
  if (document.questions.length > 0) lines.push('', ...questionLines(document))
  const { totals } = document
  const counts = (Object.keys(resultWords) as Result[]).map(
    (result) => `${totals[result]} ${resultWords[result]}`,
  )
  return [...lines, '', `${counts.join(', ')}.`].join('\n')
}

function questionLines({ questions }: ImportDocument): string[] {
  const example = JSON.stringify({ [questions[0]?.id ?? '']: questions[0]?.choices[0] ?? '…' })
  return [
    `${questions.length === 1 ? '1 question' : `${questions.length} questions`}. Answer in a JSON file and import again with --answers FILE, such as ${example}`,
    ...questions.flatMap(({ id, path, rows, question, choices }) => [
      `  ${question}${choices.length > 0 ? ` (${choices.join(', ')})` : ''}`,
      `       ${id} · ${path} ${rows.length === 1 ? 'row' : 'rows'} ${rows.join(', ')}`,
    ]),
  ]
}
