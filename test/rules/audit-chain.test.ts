import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canonical,
  entryHash,
  firstDamage,
  genesis,
  type Json,
  type Link,
  saltedHash,
} from '../../src/rules/audit-chain.ts'
import { sha256 } from '../../src/rules/digest.ts'

describe('The same facts give the same bytes', () => {
  test.each<[string, Json, string]>([
    ['keys are sorted, at every depth', { b: 1, a: { d: 2, c: 3 } }, '{"a":{"c":3,"d":2},"b":1}'],
    ['lists keep their order', [3, 1, 2], '[3,1,2]'],
    ['nothing is spaced', { a: [true, null, 'x y'] }, '{"a":[true,null,"x y"]}'],
    ['keys are sorted as text, so 10 comes before 9', { 9: 0, 10: 0 }, '{"10":0,"9":0}'],
    ['quotes and line ends are escaped', 'a"b\n', '"a\\"b\\n"'],
    ['letters stay as they are', { größe: 'é' }, '{"größe":"é"}'],
    ['empty is empty', { a: [], b: {} }, '{"a":[],"b":{}}'],
    ['minus nothing is nothing', -0, '0'],
  ])('%s', (_what, value, bytes) => {
    expect(canonical(value)).toBe(bytes)
  })

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    '%d is no whole number, and a fault',
    (value) => {
      expect(() => canonical({ value })).toThrow(`Expected a whole number, got ${value}`)
    },
  )

  const json = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string(),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).value

  const reversed = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(reversed)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(
      Object.keys(value)
        .reverse()
        .map((key) => [key, reversed(value[key] as Json)]),
    )
  }

  test('whatever order the keys were written in, and nothing is lost', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonical(reversed(value))).toBe(canonical(value))
        expect(canonical(JSON.parse(canonical(value)) as Json)).toBe(canonical(value))
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('which plain JSON would not give', () => {
    expect(JSON.stringify({ b: 1, a: 1 })).not.toBe(JSON.stringify({ a: 1, b: 1 }))
  })
})

const chain = (texts: readonly string[]): Link[] => {
  let hash = genesis
  return texts.map((text, index) => {
    const bytes = canonical({ what: text })
    hash = entryHash(hash, bytes)
    return { sequence: index + 1, bytes, hash }
  })
}
const start = { sequence: 0, hash: genesis }
const at = (links: Link[], index: number) => links[index] as Link

describe('The chain', () => {
  const links = chain(['register', 'submit', 'endorse', 'put in force'])

  test('holds where nothing was touched, also from the middle on', () => {
    expect(firstDamage(start, links)).toBeNull()
    expect(firstDamage(at(links, 1), links.slice(2))).toBeNull()
    expect(firstDamage(start, [])).toBeNull()
  })

  test('is of these hashes: the form of an entry is fixed for ever', () => {
    const bytes = '{"what":"register"}'
    const byHand = createHash('sha256')
      .update(`perennial entry v1\n${'0'.repeat(64)}\n${bytes}`)
      .digest('hex')
    expect(at(links, 0)).toEqual({ sequence: 1, bytes, hash: byHand })
  })

  const edited = { ...at(links, 1), bytes: canonical({ what: 'Submit' }) }
  const rehashed = { ...edited, hash: entryHash(at(links, 0).hash, edited.bytes) }
  const inserted = { sequence: 3, bytes: '{}', hash: entryHash(at(links, 1).hash, '{}') }
  test.each<[string, Link[], string]>([
    ['an edited entry', [at(links, 0), edited, at(links, 2), at(links, 3)], 'entry 2'],
    [
      'an edited entry with its own hash made anew shows at the next',
      [at(links, 0), rehashed, at(links, 2), at(links, 3)],
      'entry 3',
    ],
    ['a deleted entry', [at(links, 0), at(links, 2), at(links, 3)], 'entry 2'],
    [
      'a deleted entry with the rest counted anew',
      [at(links, 0), { ...at(links, 2), sequence: 2 }, { ...at(links, 3), sequence: 3 }],
      'entry 2',
    ],
    ['the first entry deleted', links.slice(1), 'entry 1'],
    [
      'an inserted entry',
      [
        at(links, 0),
        at(links, 1),
        inserted,
        { ...at(links, 2), sequence: 4 },
        { ...at(links, 3), sequence: 5 },
      ],
      'entry 4',
    ],
    ['the same entry twice', [at(links, 0), at(links, 0), at(links, 1)], 'entry 2'],
    ['two entries swapped', [at(links, 0), at(links, 2), at(links, 1), at(links, 3)], 'entry 2'],
    [
      'two entries swapped with their numbers kept in order',
      [at(links, 0), { ...at(links, 2), sequence: 2 }, { ...at(links, 1), sequence: 3 }, at(links, 3)],
      'entry 2',
    ],
    ['a changed hash', [{ ...at(links, 0), hash: sha256('x') }, ...links.slice(1)], 'entry 1'],
  ])('shows %s', (_what, damaged, where) => {
    expect(firstDamage(start, damaged)).toMatchObject({ where })
  })

  test('says what was expected and what was found', () => {
    expect(firstDamage(start, [at(links, 0), edited])).toEqual({
      where: 'entry 2',
      expected: entryHash(at(links, 0).hash, edited.bytes),
      found: at(links, 1).hash,
    })
    expect(firstDamage(start, [at(links, 2)])).toEqual({
      where: 'entry 1',
      expected: 'entry 1',
      found: 'entry 3',
    })
  })

  test('shows any one change of any one entry, at it or at the next', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { minLength: 2, maxLength: 8 }),
        fc.nat(),
        fc.string(),
        (texts, where, text) => {
          const index = where % texts.length
          fc.pre(text !== texts[index])
          const damaged = chain(texts)
          damaged[index] = { ...at(damaged, index), bytes: canonical({ what: text }) }
          expect(firstDamage(start, damaged)).toMatchObject({ where: `entry ${index + 1}` })
          const without = chain(texts).filter((_, i) => i !== index)
          if (index < texts.length - 1) expect(firstDamage(start, without)).not.toBeNull()
        },
      ),
    )
  })

  test('a check of each hash by itself would miss what was deleted and swapped', () => {
    const alone = (list: Link[]) => list.every((link) => link.hash === sha256(link.bytes))
    const loose = ['a', 'b', 'c'].map((bytes, i) => ({ sequence: i + 1, bytes, hash: sha256(bytes) }))
    const swapped = [at(loose, 1), at(loose, 0), at(loose, 2)]
    expect(alone(swapped)).toBe(true)
    expect(firstDamage(start, swapped)).not.toBeNull()
  })
})

describe('Free text', () => {
  test('enters as a hash that cannot be had from the text alone', () => {
    expect(saltedHash('salt', 'He was careless')).not.toBe(sha256('He was careless'))
    expect(saltedHash('salt', 'He was careless')).not.toBe(saltedHash('pepper', 'He was careless'))
    expect(saltedHash('salt', 'He was careless')).toBe(saltedHash('salt', 'He was careless'))
    expect(saltedHash('salt', 'He was careless')).toMatch(/^[0-9a-f]{64}$/)
  })

  test('cannot pass for an entry', () => {
    expect(saltedHash(genesis, '{}')).not.toBe(entryHash(genesis, '{}'))
  })
})
