import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '../../src/rules/refusal.ts'
import { parseCommand } from '../../src/slack/command-line.ts'
import { allWords, words } from '../../src/slack/command-words.ts'
import { type Filter, noFilter, sayFilter } from '../../src/slack/filter.ts'
import { daysOfMonth } from '../../src/slack/filter-month.ts'
import { postures } from '../../src/slack/posture-words.ts'

const list = (filter: Partial<Filter>, page = 1) => ({
  word: 'list',
  filter: { ...noFilter, ...filter },
  page,
})
const due = (filter: Partial<Filter>, page = 1) => ({ ...list(filter, page), word: 'due' })

describe('A command is understood', () => {
  test.each([
    ['', { word: 'help', about: null }],
    ['   ', { word: 'help', about: null }],
    ['help', { word: 'help', about: null }],
    ['help LIST', { word: 'help', about: 'list' }],
    ['add', { word: 'add' }],
    ['Settings', { word: 'settings' }],
    ['Coverage', { word: 'coverage' }],
    ['golive', { word: 'golive' }],
    ['acknowledge ISP-07', { word: 'ack', code: 'ISP-07' }],
    ['Approve', { word: 'endorse', code: null }],
    ['go live', { word: 'golive' }],
    ['go-live', { word: 'golive' }],
    ['hand over ISP-07', { word: 'handover', code: 'ISP-07' }],
    ['handover ISP-07', { word: 'handover', code: 'ISP-07' }],
    ['hand over <@U0OLGA|olga>', { word: 'handover', code: null, person: 'U0OLGA' }],
    ['transfer', { word: 'handover', code: null }],
    ['report', { word: 'report', text: '' }],
    [
      'report a "stolen" laptop of <@U12|ana> &amp; <#C1|sales>',
      { word: 'report', text: 'a "stolen" laptop of @ana & #sales' },
    ],
    ['edit ISP-07', { word: 'edit', code: 'ISP-07' }],
    ['change ISP-07', { word: 'edit', code: 'ISP-07' }],
    ['help hand over', { word: 'help', about: 'handover' }],
    ['show ISP-07', { word: 'show', code: 'ISP-07' }],
    ['SHOW   isp-07 ', { word: 'show', code: 'isp-07' }],
    ['show "ISP-07"', { word: 'show', code: 'ISP-07' }],
    ['show “ISP-07”', { word: 'show', code: 'ISP-07' }],
    ['show „ISP-07“', { word: 'show', code: 'ISP-07' }],
    ['show «ISP-07»', { word: 'show', code: 'ISP-07' }],
    ['show ‘ISP-07’', { word: 'show', code: 'ISP-07' }],
    ["show 'ISP-07'", { word: 'show', code: 'ISP-07' }],
    ['show `ISP-07`', { word: 'show', code: 'ISP-07' }],
    ['show ISP 07', { word: 'show', code: 'ISP 07' }],
    ['show R&amp;D &lt;1&gt;', { word: 'show', code: 'R&D <1>' }],
    ['show \u200bISP-07\u2069', { word: 'show', code: 'ISP-07' }],
    ['show\u00a0ISP-07', { word: 'show', code: 'ISP-07' }],
    ['review', { word: 'review', code: null }],
    ['review ""', { word: 'review', code: null }],
    ['list', list({})],
    ['list Overdue', list({ postures: ['overdue'] })],
    ['list draft page 3', list({ status: 'draft' }, 3)],
    ['list page 3 draft', list({ status: 'draft' }, 3)],
    ['list owner <@U12|ana>', list({ owner: { slackId: 'U12' } })],
    ['list <@W12>', list({ owner: { slackId: 'W12' } })],
    ['list owner me', list({ owner: 'me' })],
    ['list mine overdue', list({ owner: 'me', postures: ['overdue'] })],
    ['list In compliance', list({ postures: ['in compliance'] })],
    ['list due in 30 days', list({ postures: ['due in 30 days'] })],
    ['list due soon mine', list({ postures: ['due in 30 days'], owner: 'me' })],
    ['list overdue without an owner', list({ postures: ['overdue', 'without owner'] })],
    ['list overdue overdue', list({ postures: ['overdue'] })],
    ['list awaiting endorsement', list({ postures: ['awaiting endorsement'] })],
    ['list without text', list({ postures: ['without text'] })],
    ['list "without text"', list({ text: 'without text' })],
    ['list out-of-cycle', list({ postures: ['out of cycle'] })],
    ['list unacknowledged', list({ postures: ['acknowledgments missing'] })],
    ['list component:privacy', list({ component: 'privacy' })],
    ['list component:"Network security" page 2', list({ component: 'Network security' }, 2)],
    ['list tag:privacy', list({ tag: 'privacy' })],
    ['list tag:“customer data”', list({ tag: 'customer data' })],
    ['list TAG:"customer data" access', list({ tag: 'customer data', text: 'access' })],
    ['list due in March', list({ month: { month: 3, year: null } })],
    ['list due mar', list({ month: { month: 3, year: null } })],
    ['list due in march 2028 overdue', list({ month: { month: 3, year: 2028 }, postures: ['overdue'] })],
    ['list due 2028-03', list({ month: { month: 3, year: 2028 } })],
    ['list access in cloud', list({ text: 'access in cloud' })],
    ['list landing page', list({ text: 'landing page' })],
    ['list "draft" page', list({ text: 'draft page' })],
    ["list people's own", list({ text: "people's own" })],
    ['due in March', due({ month: { month: 3, year: null } })],
    ['due March', due({ month: { month: 3, year: null } })],
    ['due mine', due({ owner: 'me' })],
    ['due overdue <@U12>', due({ postures: ['overdue'], owner: { slackId: 'U12' } })],
    ['due access', due({ text: 'access' })],
    ['due reviews overdue', due({ kind: 'review', postures: ['overdue'] })],
    ['due Acknowledgments', due({ kind: 'acknowledge' })],
    ['due "reviews"', due({ text: 'reviews' })],
    ['list reviews', list({ text: 'reviews' })],
    ['due 2027-03-01..2027-03-07', due({ days: { from: '2027-03-01', to: '2027-03-07' } })],
    ['list due 2027-03-01..2027-03-07', list({ days: { from: '2027-03-01', to: '2027-03-07' } })],
    ['list 2027-03-07..2027-03-01', list({ text: '2027-03-07..2027-03-01' })],
    ['list 2027-02-29..2027-03-01', list({ text: '2027-02-29..2027-03-01' })],
  ])('%j', (text, request) => {
    expect(parseCommand(text)).toEqual(request)
  })
})

const unknown = (typed: string, whole: string | null, word?: string, text?: string) => ({
  word: 'unknown',
  typed,
  whole,
  meant: word === undefined ? null : { word, text },
})

describe('What is no word of ours is a slip of one, or nothing that is known', () => {
  test.each([
    ['lits overdue', unknown('lits', 'lits overdue', 'list', 'list overdue')],
    [' Lits  owner <@U12|ana>', unknown('Lits', null, 'list', 'list  owner <@U12|ana>')],
    ['shwo ISP-07', unknown('shwo', 'shwo ISP-07', 'show', 'show ISP-07')],
    ['acknwledge', unknown('acknwledge', 'acknwledge', 'ack', 'ack')],
    ['help lits', unknown('lits', 'lits', 'list', 'list')],
    ['reprot', unknown('reprot', 'reprot', 'report', 'report')],
    ['ISP-07', unknown('ISP-07', 'ISP-07')],
    ['Access control', unknown('Access', 'Access control')],
    ['"Access control"', unknown('Access control', 'Access control')],
    ['dx', unknown('dx', 'dx')],
    ['constructor', unknown('constructor', 'constructor')],
    ['<@U12|ana>', unknown('ana', null)],
    ['<#C12>', unknown('a channel', null)],
    ['help me', unknown('me', 'me')],
  ])('%j', (text, request) => {
    expect(parseCommand(text)).toEqual(request)
  })
})

describe('A command is refused with how it is written', () => {
  test.each([
    ['evidence ISP-07', 'There is no "/policy evidence" yet.'],
    ['help forecast', 'There is no "/policy forecast" yet.'],
    ['go live now', '"golive" takes nothing after it.'],
    ['help list show', '"help" takes one word after it. Give /policy help [WORD]'],
    ['add Access control', '"add" takes nothing after it. Give /policy add, for example: /policy add.'],
    ['golive now', '"golive" takes nothing after it.'],
    ['show <@U12|ana>', `"show" takes a policy's code, but a person came. Give /policy show CODE`],
    ['show <#C12|general>', 'but a channel came'],
    [
      'list owner ana',
      'Expected a person after "owner", chosen from those that Slack offers once @ is typed, but "ana" came',
    ],
    ['list owner', 'but nothing came'],
    ['list due sometime', 'Expected a month after "due", but "sometime" came'],
    ['list due', 'Expected a month after "due", but nothing came'],
    ['list due in 13', 'Expected a month after "due in", but "13" came'],
    ['list due in', 'Expected a month after "due in", but nothing came'],
    ['list draft active', 'Expected one status, but two came'],
    ['list mine <@U12>', 'Expected one owner, but two came'],
    ['list tag:', 'Expected a tag right after "tag:"'],
    ['list page 0', 'Expected a page from 1 on, but "0" came'],
    ['list page 123456', 'Expected a page from 1 on'],
    ['list <#C12|general>', 'Expected words to look for, or a person, but a channel came'],
    ['list <!subteam^S12|@owners>', 'but a group came'],
    [`list ${'x'.repeat(600)}`, 'Expected at most 500 characters after /policy, but 605 came.'],
  ])('%j', (text, sentence) => {
    expect(() => parseCommand(text)).toThrow(expect.objectContaining({ name: 'Refusal' }))
    expect(() => parseCommand(text)).toThrow(sentence)
  })
})

test('what the help gives as an example is understood, word by word', () => {
  for (const word of allWords) {
    const example = words[word].example.replace('@ana', '<@U12|ana>')
    expect(parseCommand(example)).toMatchObject({ word })
  }
})

const pieces = fc.constantFrom(
  ...allWords,
  ...'draft overdue mine owner due in March 2027 page 2 tag: tag:x "a b" “c <@U1|a> <#C1> <!subteam^S1> < > & \' ` 😀 \u200b \ud800'.split(
    ' ',
  ),
)

test('no text whatever brings anything but a request or a refusal', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 600 }),
    fc.array(pieces, { maxLength: 8 }).map((words) => words.join(' ')),
  )
  fc.assert(
    fc.property(anything, (text) => {
      try {
        expect([...allWords, 'unknown']).toContain(parseCommand(text).word)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        expect(error.message.length).toBeGreaterThan(10)
      }
    }),
    { numRuns: 2_000 },
  )
})

const typed = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((text) =>
    text
      .normalize('NFC')
      .replace(/["“”„‟«»`\p{C}]/gu, '')
      .replace(/\s+/gu, ' ')
      .trim(),
  )
  .filter((text) => text !== '')

const filters: fc.Arbitrary<Omit<Filter, 'postures'>> = fc.record({
  status: fc.constantFrom(...([null, 'draft', 'active', 'retired'] as const)),
  month: fc.option(
    fc.record({
      month: fc.integer({ min: 1, max: 12 }),
      year: fc.option(fc.integer({ min: 1900, max: 2099 })),
    }),
  ),
  days: fc.constantFrom(null, { from: '2027-03-01', to: '2027-03-07' }),
  kind: fc.constantFrom(...([null, 'review', 'endorse', 'acknowledge', 'triage'] as const)),
  owner: fc.constantFrom(...[null, 'me' as const, { slackId: 'U0AB12' }]),
  tag: fc.option(typed),
  component: fc.option(typed),
  text: fc.option(typed),
})

const posturesOf = (word: 'list' | 'due') =>
  fc.subarray(word === 'list' ? [...postures] : (['overdue'] as const).slice())

test('a filter written out is read as the same filter, for both lists', () => {
  fc.assert(
    fc.property(
      filters,
      fc
        .constantFrom('list' as const, 'due' as const)
        .chain((word) => fc.tuple(fc.constant(word), posturesOf(word))),
      fc.integer({ min: 1, max: 999 }),
      (others, [word, are], page) => {
        const filter = { ...others, postures: are, ...(word === 'due' ? {} : { kind: null }) }
        expect(parseCommand(`${word} ${sayFilter(filter)} page ${page}`)).toEqual({ word, filter, page })
      },
    ),
  )
})

test('a month without a year is the next one that comes, this one included', () => {
  const of = (month: number, year: number | null = null) => daysOfMonth({ month, year }, '2027-03-31')
  expect(of(3)).toEqual({ from: '2027-03-01', to: '2027-03-31' })
  expect(of(2)).toEqual({ from: '2028-02-01', to: '2028-02-31' })
  expect(of(2, 2027)).toEqual({ from: '2027-02-01', to: '2027-02-31' })
})
