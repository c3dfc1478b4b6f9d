import { keyOf } from '../rules/name-key.ts'
import { type Answers, ask } from './questions.ts'
import type { ImportFile, ImportRow } from './row.ts'

/** Rows of one import that speak of the same policy. */

type Located = { row: ImportRow; file: ImportFile; at: string }

/**
 * The same code twice in registers, or twice in Markdown, is a slip: the later row is refused. A register's row and
 * a Markdown file with the same code, or with the same title where one has no code, are one policy:
 * both become the same row, so that importing them in any order, and again, gives the same.
 */
export function matchRows(files: ImportFile[], answers: Answers): void {
  const kept: Record<'register' | 'markdown', Map<string, Located>> = {
    register: new Map(),
    markdown: new Map(),
  }
  const all = files.flatMap((file) => file.rows.map((row) => ({ row, file, at: place(file, row) })))
  for (const located of all) {
    if (located.row.refused !== null) continue
    const same = kept[kindOf(located)]
    const key = identityKey(located.row)
    const first = same.get(key)
    if (first === undefined) same.set(key, located)
    else refuse(located.row, first.at)
  }
  const registers = [...kept.register.values()]
  for (const text of kept.markdown.values()) join(text, partnerOf(text.row, registers, answers))
  noteTwins([...registers, ...kept.markdown.values()])
}

const kindOf = ({ file }: Located) => (file.format === 'markdown' ? 'markdown' : 'register')

function place(file: ImportFile, row: ImportRow): string {
  return file.format === 'markdown' ? file.path : `row ${row.row} of ${file.path}`
}

function identityKey({ code, title }: ImportRow): string {
  return code === null ? `title ${keyOf(title ?? '')}` : `code ${keyOf(code)}`
}

function refuse(row: ImportRow, first: string): void {
  const what = row.code === null ? `Title "${row.title}" without a code` : `Code ${row.code}`
  row.refused = `${what} is already at ${first}: give each policy its own code, or remove this row.`
  row.questions = []
}

function partnersOf(text: ImportRow, registers: Located[]): Located[] {
  const byCode = registers.filter(
    ({ row }) => row.code !== null && text.code !== null && keyOf(row.code) === keyOf(text.code),
  )
  if (byCode.length > 0) return byCode
  return registers.filter(({ row }) => {
    const comparable = row.code === null || text.code === null
    return comparable && row.title !== null && text.title !== null && keyOf(row.title) === keyOf(text.title)
  })
}

/** Of several policies with the title of a file without a code, a person says which is meant. */
function partnerOf(text: ImportRow, registers: Located[], answers: Answers): Located | undefined {
  const partners = partnersOf(text, registers)
  if (partners.length < 2) return partners[0]
  const question = {
    id: `title:${text.title}:code`,
    field: 'code',
    question: `"${text.title}" has no code and the title of ${partners.map(({ at }) => at).join(' and ')}. Which code is it, or "none"?`,
    choices: [...partners.flatMap(({ row }) => row.code ?? []), 'none'],
  }
  const desk = { answers, notes: text.notes, questions: text.questions }
  const code = ask(desk, question, (answer) => question.choices.find((choice) => choice === answer))
  return partners.find(({ row }) => row.code === code)
}

function join(text: Located, partner: Located | undefined): void {
  if (partner === undefined) return
  const joined = joinRows(partner.row, text.row)
  text.row.notes.push(...disagreements(partner.row, text.row))
  Object.assign(partner.row, joined, {
    notes: [...partner.row.notes, `The text is taken from ${text.at}, the same policy.`],
  })
  Object.assign(text.row, joined, {
    notes: [...text.row.notes, `The same policy as ${partner.at}; what the register states holds.`],
  })
}

type Joined = Omit<ImportRow, 'row' | 'notes'>

/** The fields that are stated together, with the one that says whether anything is stated. */
const groups: { stated: keyof Joined; with: (keyof Joined)[] }[] = [
  { stated: 'code', with: [] },
  { stated: 'title', with: [] },
  { stated: 'statedStatus', with: ['status'] },
  { stated: 'statedOwner', with: ['ownerEmail'] },
  { stated: 'deputyEmails', with: [] },
  { stated: 'statedApprover', with: ['approverEmails'] },
  { stated: 'versionNumber', with: [] },
  { stated: 'effectiveOn', with: [] },
  { stated: 'content', with: [] },
  { stated: 'statedCadence', with: ['cadenceMonths'] },
  { stated: 'lastReviewedOn', with: [] },
  { stated: 'statedNextOn', with: [] },
  { stated: 'tags', with: [] },
  { stated: 'components', with: [] },
]

/** The register first; the Markdown file fills what the register leaves empty, and gives the text. */
function joinRows(register: ImportRow, text: ImportRow): Joined {
  const { row: _row, notes: _notes, ...joined } = register
  const asked = new Set(register.questions.map(({ field }) => field))
  const filled = groups.filter(({ stated, with: others }) => {
    const value = register[stated]
    return (
      (value === null || (Array.isArray(value) && value.length === 0)) &&
      ![stated, ...others].some((field) => asked.has(field))
    )
  })
  const fields = filled.flatMap(({ stated, with: others }) => [stated, ...others])
  Object.assign(joined, Object.fromEntries(fields.map((field) => [field, text[field]])))
  const taken = new Set<string>(fields)
  return {
    ...joined,
    questions: [...register.questions, ...text.questions.filter(({ field }) => taken.has(field))],
  }
}

function disagreements(register: ImportRow, text: ImportRow): string[] {
  return groups.flatMap(({ stated }) => {
    const [held, other] = [String(register[stated] ?? ''), String(text[stated] ?? '')]
    if (held === '' || other === '' || keyOf(held) === keyOf(other)) return []
    return [`The file states ${other} as ${stated}, the register ${held}: the register holds.`]
  })
}

/** Different codes with one title may be a slip, or one policy for two sites: a person must look. */
function noteTwins(all: Located[]): void {
  const byTitle = new Map<string, Located[]>()
  for (const located of all) {
    if (located.row.title === null) continue
    const key = keyOf(located.row.title)
    byTitle.set(key, [...(byTitle.get(key) ?? []), located])
  }
  for (const twins of byTitle.values()) {
    for (const { row } of twins) {
      const others = twins.filter((other) => other.row.code !== row.code)
      if (others.length === 0) continue
      const places = others.map(
        (other) => `${other.at}${other.row.code === null ? '' : ` (${other.row.code})`}`,
      )
      row.notes.push(
        `The same title, but for capitals and spaces, is at ${places.join(' and ')}: they are taken as different policies.`,
      )
    }
  }
}
