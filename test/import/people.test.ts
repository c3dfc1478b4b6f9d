import { expect, test } from 'vitest'
import { readOwner, readPeople } from '../../src/import/people.ts'

test.each([
  ['owner-a@example.com', 'owner-a@example.com'],
  [' Owner-A@Example.COM ', 'owner-a@example.com'],
  ['mailto:owner-a@example.com', 'owner-a@example.com'],
  ['Owner A. Example <owner-a@example.com>', 'owner-a@example.com'],
])('"%s" names one person', (text, email) => {
  expect(readOwner(text)).toEqual({ kind: 'person', email })
})

test.each(['', '  ', 'null', '~'])('"%s" names nobody', (text) => {
  expect(readOwner(text)).toEqual({ kind: 'nobody' })
})

test.each([
  ['a@example.com; b@example.com', 'names several people', ['a@example.com', 'b@example.com']],
  ['a@example.com, b@example.com.', 'names several people', ['a@example.com', 'b@example.com']],
  ['former@example.com (left 03/2026)', 'holds more than an address', ['former@example.com']],
  ['Security team / a@example.com', 'holds more than an address', ['a@example.com']],
  ['TBD', 'says that there is no owner yet', []],
  ['N/A', 'says that there is no owner yet', []],
  ['Unassigned', 'says that there is no owner yet', []],
  ['{{owner_name}}', 'is a placeholder that nobody filled in', []],
  ['[Security Officer]', 'is a placeholder that nobody filled in', []],
  ['#operations-alerts', 'is a channel, not a person', []],
  ['CISO', 'is a role or a name, not an address', []],
  ['Owner A: Director', 'is a role or a name, not an address', []],
  ['owner@localhost', 'is a role or a name, not an address', []],
])('"%s" %s', (text, why, emails) => {
  expect(readOwner(text)).toEqual({ kind: 'unclear', why, emails })
})

test('a list of people keeps the addresses apart from the words', () => {
  expect(readPeople('A@example.com; CEO, b@example.com\na@example.com')).toEqual({
    emails: ['a@example.com', 'b@example.com'],
    words: ['CEO'],
  })
})
