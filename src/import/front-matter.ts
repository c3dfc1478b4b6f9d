import { parseDocument } from 'yaml'
import { assignFields, type Facts } from './fields.ts'
import { ImportRefusal } from './row.ts'

export type FrontMatter = { facts: Facts; unused: string[]; notes: string[]; body: string }

/** Front matter in the language of its fence; any but YAML is never read, let alone run. */
const fenced = /^---[ \t]*(\w*)[ \t]*\n([\s\S]*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)/

/** The metadata above a Markdown text, all of it as text, and the text below. `name` is for messages. */
export function readFrontMatter(text: string, name: string): FrontMatter {
  const found = fenced.exec(text)
  if (!found) return { facts: {}, unused: [], notes: [], body: text }
  const body = text.slice(found[0].length)
  const [, language = '', source = ''] = found
  if (language !== '' && !/^ya?ml$/i.test(language)) {
    return { facts: {}, unused: [], notes: [`Front matter in ${language} is not read, only YAML.`], body }
  }
  const { values, notes } = readYaml(source, name)
  const words = Object.entries(values).flatMap(([key, value]) => {
    const text = toWords(value)
    return text === undefined ? [] : [{ key, text }]
  })
  const { columns } = assignFields(words.map(({ key }) => key))
  const facts: Facts = {}
  for (const [field, index] of columns) {
    const { key, text } = words[index] as { key: string; text: string }
    facts[field] = { text, place: key, kind: 'text' }
  }
  const used = new Set(Object.values(facts).map(({ place }) => place))
  return { facts, unused: Object.keys(values).filter((key) => !used.has(key)), notes, body }
}

function toWords(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return undefined
  const words = value.filter((item) => typeof item === 'string')
  return words.length === value.length ? words.join('; ') : undefined
}

/** Everything is a string (the failsafe schema): `1.10` stays 1.10, and a date has no zone. */
function readYaml(source: string, name: string): { values: Record<string, unknown>; notes: string[] } {
  const direct = tryYaml(source)
  if ('values' in direct) return { values: direct.values, notes: [] }
  const { repaired, lines } = quoteColons(source)
  const again = tryYaml(repaired)
  if ('values' in again && lines.length > 0) {
    // The opening fence is line 1 of the file.
    const notes = lines.map(
      (line) =>
        `${name} line ${line + 1}: a colon in an unquoted value is repaired by putting quotation marks around it.`,
    )
    return { values: again.values, notes }
  }
  throw new ImportRefusal(
    `${name} line ${direct.line + 1}: expected front matter as YAML, this line cannot be read (${direct.why}): correct it and import again.`,
  )
}

function tryYaml(source: string): { values: Record<string, unknown> } | { line: number; why: string } {
  const document = parseDocument(source, { schema: 'failsafe', prettyErrors: true })
  const [error] = document.errors
  if (error !== undefined)
    return { line: error.linePos?.[0].line ?? 1, why: error.code.toLowerCase().replaceAll('_', ' ') }
  try {
    const values: unknown = document.toJS()
    if (typeof values === 'object' && values !== null && !Array.isArray(values))
      return { values: values as Record<string, unknown> }
    return source.trim() === '' ? { values: {} } : { line: 1, why: 'no keys with values' }
  } catch {
    return { line: 1, why: 'too many aliases' }
  }
}

/** `title: Governance: who decides` is what people write; the first colon is meant. */
function quoteColons(source: string): { repaired: string; lines: number[] } {
  const lines: number[] = []
  const repaired = source.split('\n').map((line, index) => {
    const found = /^([\w -]+):[ \t]+([^\s"'[{>|&*!#%@`].*:(?:[ \t].*|$))/.exec(line)
    if (!found) return line
    lines.push(index + 1)
    return `${found[1]}: ${JSON.stringify(found[2]?.trim())}`
  })
  return { repaired: repaired.join('\n'), lines }
}
