import { readDay } from './days.ts'
import { type Cell, type Facts, type Field, fieldNamed, isEmpty } from './fields.ts'

/** What the text of a policy says of itself: bold lines, a document control table, lines at its head. */

/** Words that name a field in a table of documents, but anything in a running text. */
const tooCommon = new Set<Field>(['title', 'type', 'tags', 'components', 'reviewOn', 'deputies'])

const headLines = 30

export function readBodyFacts(body: string): Facts {
  const facts: Facts = {}
  for (const [index, line] of outsideCode(body).entries()) {
    const found = boldLine(line) ?? tableLine(line) ?? (index < headLines ? plainLine(line) : undefined)
    const field = found && fieldNamed(found.name)
    if (found === undefined || field === undefined || tooCommon.has(field) || facts[field] !== undefined)
      continue
    if (field === 'code' && !/\b(?:id|no|number|code|ref|reference)\b/i.test(found.name)) continue
    facts[field] = { text: found.value, place: found.name, kind: 'text' }
  }
  return facts
}

function outsideCode(body: string): string[] {
  let inside = false
  return body.split('\n').map((line) => {
    const isFence = /^\s*(?:```|~~~)/.test(line)
    if (isFence) inside = !inside
    return inside || isFence ? '' : line
  })
}

type Named = { name: string; value: string }

/** `**Policy Owner: Head of Security**`, `**Policy Owner**: …`, `- **Policy Owner:** …`. */
function boldLine(line: string): Named | undefined {
  const found = /^\s*(?:[-*+] +)?\*\*([^*:]{2,40})(?::\*\*|\*\*:|:(?=[^*]*\*\*))\s*(.*)$/.exec(line)
  return found ? named(found[1], found[2]) : undefined
}

/** A row of a table of two columns. */
function tableLine(line: string): Named | undefined {
  const found = /^\s*\|([^|]{2,60})\|([^|]*)\|\s*$/.exec(line)
  return found ? named(found[1], found[2]) : undefined
}

function plainLine(line: string): Named | undefined {
  const found = /^(?:[-*+] +)?([A-Z][A-Za-z ]{1,40}): +(\S.*)$/.exec(line)
  return found ? named(found[1], found[2]) : undefined
}

function named(name: string | undefined, value: string | undefined): Named | undefined {
  const plain = (text: string | undefined) => (text ?? '').replaceAll('*', '').trim()
  return plain(value) === '' ? undefined : { name: plain(name), value: plain(value) }
}

/** Front matter first; where it says nothing the body is taken, where they disagree the difference is noted. */
export function joinFacts(front: Facts, body: Facts): { facts: Facts; notes: string[] } {
  const facts: Facts = { ...front }
  const notes: string[] = []
  for (const [field, inBody] of Object.entries(body) as [Field, Cell][]) {
    const above = front[field]
    if (readDay(inBody).kind === 'impossible') {
      notes.push(
        `"${inBody.place}" in the text is "${inBody.text}", which is no day of the calendar; it is not used.`,
      )
    } else if (above === undefined || isEmpty(above.text)) {
      facts[field] = inBody
      notes.push(`"${inBody.place}" is taken from the text: ${inBody.text}.`)
    } else if (!saysTheSame(above, inBody)) {
      notes.push(
        `"${inBody.place}" in the text is "${inBody.text}", the front matter says "${above.text}"; the front matter holds.`,
      )
    }
  }
  return { facts, notes }
}

function saysTheSame(a: Cell, b: Cell): boolean {
  const [first, second] = [readDay(a), readDay(b)]
  if (first.kind === 'day' && second.kind === 'day') return first.day === second.day
  return a.text.trim().normalize('NFC').toLowerCase() === b.text.trim().normalize('NFC').toLowerCase()
}
