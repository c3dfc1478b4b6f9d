import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseReport, reportSchema } from '../../src/hooks/parse-report.ts'
import { Refusal } from '../../src/rules/refusal.ts'
import { eventCategories } from '../../src/rules/terms.ts'

const right = { id: 'alert-1', category: 'security_event', happenedOn: '2027-03-01', what: 'A key was lost' }
const parse = (body: unknown) => parseReport(Buffer.from(JSON.stringify(body)))

function problemsOf(bytes: Uint8Array): string {
  try {
    parseReport(bytes)
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal)
    expect((error as Refusal).code).toBe('bad_report')
    return (error as Refusal).message
  }
  throw new Error('Expected a refusal')
}
const problems = (body: unknown) => problemsOf(Buffer.from(JSON.stringify(body)))

describe('A report is read', () => {
  test('with what is left out empty', () => {
    expect(parse(right)).toEqual({ ...right, tags: [], link: null })
  })

  test('with all that can be said, in every script', () => {
    const whole = {
      ...right,
      what: 'Ein Schlüssel\n👩‍👩‍👧 ist weg',
      tags: ['customer data'],
      link: 'https://a.example/1',
    }
    expect(parse(whole)).toEqual(whole)
    for (const category of eventCategories) expect(parse({ ...right, category }).category).toBe(category)
  })
})

describe('What is not as expected is named with what was expected and what came', () => {
  test.each([
    [{ category: 'incident' }, '"category": expected one of security_event, service_change, '],
    [{ category: 'incident' }, 'but "incident" came'],
    [{ category: undefined }, '"category": expected one of security_event'],
    [
      { happenedOn: '2027-02-30' },
      '"happenedOn": expected a calendar day such as 2027-03-01, but "2027-02-30" came',
    ],
    [{ happenedOn: '2027-03-01T10:00:00Z' }, '"happenedOn": expected a calendar day'],
    [{ happenedOn: 20270301 }, 'but 20270301 came'],
    [{ what: '' }, '"what": expected a text of 1 to 3000 characters, but "" came'],
    [{ what: 'x'.repeat(3001) }, '"what": expected a text of 1 to 3000 characters, but 3001 characters came'],
    [{ what: 'a\u0000b' }, '"what": expected a text'],
    [{ what: 'half \ud83d' }, '"what": expected a text'],
    [{ id: undefined }, '"id": expected your own id of this report, but nothing came'],
    [{ id: 'a b' }, '"id": expected 1 to 200 letters, digits and signs, without spaces'],
    [{ id: 'x'.repeat(201) }, 'but 201 characters came'],
    [{ id: 7 }, 'but 7 came'],
    [{ tags: 'customer data' }, '"tags": expected a list of tags'],
    [{ tags: ['ok', 7] }, '"tags.1": expected a tag, but 7 came'],
    [{ tags: Array(51).fill('a') }, 'expected at most 50 tags'],
    [{ link: 'javascript:alert(1)' }, '"link": expected a link such as https://…'],
    [{ link: `https://a.example/${'x'.repeat(2000)}` }, '"link": expected a link of at most 2000 characters'],
    [{ severity: 'high' }, '"severity": expected no such field'],
    [{ reporter: 'U0MIA' }, '"reporter": expected no such field'],
  ])('%j', (change, says) => {
    expect(problems({ ...right, ...change })).toContain(says)
  })

  test('every one of them at once', () => {
    const said = problems({ id: 'a', happenedOn: 'soon', more: 1 })
    for (const field of ['category', 'happenedOn', 'what', 'more']) expect(said).toContain(`"${field}"`)
    expect(said).not.toContain('"id"')
  })

  test('no more of them than anybody reads', () => {
    const unknown = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`field ${at}`, at]))
    const said = problems({ ...right, ...unknown })
    expect(said).toContain('and 4980 more')
    expect(said.length).toBeLessThan(2_000)
  })

  test.each([['[]'], ['null'], ['"x"'], ['{'], [''], ['{"id":1,}']])('%s is no report', (text) => {
    expect(problemsOf(Buffer.from(text))).toContain('The body: expected one JSON object')
  })

  test('bytes that are no text', () => {
    expect(problemsOf(Buffer.from([0x7b, 0xff, 0x7d]))).toContain('in UTF-8')
  })
})

test('whatever comes is a report or a refusal, and never a fault', () => {
  const keys = fc.constantFrom(
    'id',
    'category',
    'happenedOn',
    'what',
    'tags',
    'link',
    '__proto__',
    'constructor',
  )
  const body = fc.oneof(
    fc.json(),
    fc.dictionary(keys, fc.jsonValue()).map((value) => JSON.stringify(value)),
  )
  fc.assert(
    fc.property(body, (text) => {
      try {
        parseReport(Buffer.from(text))
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal)
      }
    }),
  )
})

describe('The schema that is served', () => {
  const { properties, required, additionalProperties } = reportSchema as {
    properties: Record<string, { enum?: string[]; maxLength?: number; description?: string }>
    required: string[]
    additionalProperties: boolean
  }

  test('says every field with its description, which are needed, and that there are no others', () => {
    expect(Object.keys(properties)).toEqual(['id', 'category', 'happenedOn', 'what', 'tags', 'link'])
    for (const field of Object.values(properties)) expect(field.description).toMatch(/\.$/)
    expect(required).toEqual(['id', 'category', 'happenedOn', 'what'])
    expect(additionalProperties).toBe(false)
    expect(properties.category?.enum).toEqual([...eventCategories])
    expect(properties.what?.maxLength).toBe(3000)
  })
})
