import { z } from 'zod'
import { longestLink, longestText } from '../rules/limits.ts'
import { refuse } from '../rules/refusal.ts'
import { type EventCategory, eventCategories } from '../rules/terms.ts'

/** What a source reports: one schema, by which bodies are judged and which is served as JSON Schema. */

/** Half a character and most control characters cannot be stored and read again as they came. */
const storable = /^(?:[^\p{Cc}\p{Cs}]|[\t\n\r])*$/u
const words = (expected: string) => z.string({ error: expected }).regex(storable, { error: expected })

const report = z
  .strictObject({
    id: z
      .string({ error: 'expected your own id of this report' })
      .regex(/^[!-~]{1,200}$/, { error: 'expected 1 to 200 letters, digits and signs, without spaces' })
      .describe('Your own id of this report. The same id again changes nothing and is answered alike.'),
    category: z
      .enum(eventCategories, { error: `expected one of ${eventCategories.join(', ')}` })
      .describe('What kind of event or change it is.'),
    happenedOn: z.iso
      .date({ error: 'expected a calendar day such as 2027-03-01' })
      .describe('The day on which it happened: not in the future, and not before 2000.'),
    what: words(`expected a text of 1 to ${longestText} characters`)
      .min(1, { error: `expected a text of 1 to ${longestText} characters` })
      .max(longestText, { error: `expected a text of 1 to ${longestText} characters` })
      .describe('What happened or changed, in words that people decide by.'),
    tags: z
      .array(words('expected a tag'), { error: 'expected a list of tags' })
      .max(50, { error: 'expected at most 50 tags' })
      .default([])
      .describe(
        'Kinds of data, services and jurisdictions that it concerns, of those that the workspace knows.',
      ),
    link: words('expected a link such as https://…')
      .max(longestLink, { error: `expected a link of at most ${longestLink} characters` })
      .regex(/^https?:\/\/\S+$/, { error: 'expected a link such as https://…' })
      .nullable()
      .default(null)
      .describe('Where more is to be read, such as a ticket.'),
  })
  .meta({ title: 'Report of an event to Perennial' })

export type Report = {
  id: string
  category: EventCategory
  happenedOn: string
  what: string
  tags: string[]
  link: string | null
}

export const reportSchema = z.toJSONSchema(report, { io: 'input' })

/** Refused with every field that is not as expected, what was expected and what came. */
export function parseReport(body: Uint8Array): Report {
  const came = jsonOf(body)
  const parsed = report.safeParse(came)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.flatMap((issue) => say(issue, came))
  const more = problems.length > mostNamed ? `; and ${problems.length - mostNamed} more` : ''
  return refuse('bad_report', { problems: problems.slice(0, mostNamed).join('; ') + more })
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return refuse('bad_report', { problems: 'The body: expected one JSON object in UTF-8' })
  }
}

type Issue = z.core.$ZodIssue

const mostNamed = 20

function say(issue: Issue, body: unknown): string[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `"${key.slice(0, 60)}": expected no such field`)
  if (issue.path.length === 0) return ['The body: expected one JSON object']
  const value = issue.path.reduce<unknown>(
    (found, step) => (found as Record<PropertyKey, unknown>)[step],
    body,
  )
  return [`"${issue.path.join('.')}": ${issue.message}, but ${shown(value)} came`]
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${typeof value === 'string' ? value.length : text.length} characters` : text
}
