import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAddresses } from '../../src/rules/addresses.ts'

const jo = { email: 'jo@example.com', name: null }

describe('Addresses as people paste them', () => {
  test.each([
    ['jo@example.com', [jo]],
    ['JO@Example.com', [jo]],
    ['mailto:jo@example.com', [jo]],
    ['Jo Moss <jo@example.com>', [{ ...jo, name: 'Jo Moss' }]],
    ['"Jo Moss" <jo@example.com>', [{ ...jo, name: 'Jo Moss' }]],
    ['Jo  Moss\tjo@example.com', [{ ...jo, name: 'Jo Moss' }]],
    [
      'jo@example.com, ann@example.com;\n\nbob@example.com',
      [jo, { ...jo, email: 'ann@example.com' }, { ...jo, email: 'bob@example.com' }],
    ],
    ['jo@example.com\nJo <jo@example.com>', [jo]],
    ['  \n ', []],
  ])('%j are read', (text, addresses) => {
    expect(readAddresses(text)).toEqual({ addresses, unread: [] })
  })

  test.each(['Jo Moss', 'jo@example', '@example.com', 'jo@@example.com', 'jo@example.com and ann'])(
    '%j is no address, and is given back',
    (text) => {
      expect(readAddresses(text)).toEqual({ addresses: [], unread: [text] })
    },
  )

  test('Whatever is pasted, every part is an address or given back', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 40 }).filter((one) => !/[,;\n]/.test(one))), (parts) => {
        const { addresses, unread } = readAddresses(parts.join('\n'))
        const filled = parts.filter((part) => part.trim() !== '')
        expect(addresses.length + unread.length).toBeLessThanOrEqual(filled.length)
        if (filled.length > 0) expect(addresses.length + unread.length).toBeGreaterThan(0)
      }),
    )
  })
})
