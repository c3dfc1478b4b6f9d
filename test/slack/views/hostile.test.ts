import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Decision, MessageFacts, MessageItem, Named } from '../../../src/rules/message-facts.ts'
import type { WaiverDecision } from '../../../src/rules/waiver-facts.ts'
import { problemsOfMessageBlocks } from '../../../src/sandbox/blocks/validate.ts'
import { checkMessage } from '../../../src/slack/views/check-message.ts'
import { compose } from '../../../src/slack/views/compose.ts'
import {
  acknowledge,
  attested,
  cause,
  decide,
  distribution,
  endorse,
  excused,
  facts,
  fill,
  missing,
  outcome,
  report,
  review,
  settled,
  toAttest,
  triage,
  waiver,
} from './facts.ts'

/** What people could write to steer a message: tokens, markup, direction, halves of characters, length. */
const tricks = [
  '<!channel>',
  '<!here|x>',
  '<@U1>',
  '<#C1|general>',
  '<!subteam^S1>',
  '<https://evil.example|Endorse>',
  '<!date^1^{date}|x>',
  '&lt;!channel&gt;',
  '&amp;',
  '*',
  '_',
  '~',
  '`',
  '```',
  '\n',
  '\r\n> ',
  '\u2028',
  '\u202e',
  '\u2066',
  '\ud83d',
  '\u0000',
  'https://evil.example',
  'שלום',
  '👨‍👩‍👧‍👦',
  'z\u0300\u0301\u0302\u0303',
  '|',
  '>',
  '<',
  '&',
  'x'.repeat(3_000),
  '&'.repeat(3_000),
]

const hostile = fc
  .array(fc.oneof(fc.constantFrom(...tricks), fc.string({ maxLength: 8 })), { maxLength: 6 })
  .map((parts) => parts.join(''))
const knownIds = ['U0ANAWEBER', 'W0LEOBRAND']
const slackId = fc.constantFrom(null, ...knownIds, 'U1><!channel', '!channel', 'C0SECURITY')
const person: fc.Arbitrary<Named> = fc.record({ name: hostile, slackId })
const people = fc.array(person, { maxLength: 14 })
const words = fc.option(hostile)
const many = fc.array(hostile, { maxLength: 12 })
const day = fc.constantFrom('2026-11-30', '2027-02-21', '2027-02-22', '2027-02-23', '2028-12-31')
const as = fc.constantFrom('holder' as const, 'escalation' as const)
const submitted = fc.constantFrom('version' as const, 'reaffirmation' as const, 'retirement' as const)
const changeKind = fc.constantFrom('major' as const, 'minor' as const, 'editorial' as const)
const title = { code: hostile, title: hostile }

const id = fc.constantFrom('v1', 'v2')
const reviewState = fc.constantFrom(
  'open' as const,
  'in progress' as const,
  'submitted' as const,
  'concluded' as const,
  'void' as const,
)
const caused = fc.array(fc.record({ ...title, policy: id, dueOn: day, state: reviewState }), {
  maxLength: 12,
})
const instant = fc.constantFrom('2027-02-22T09:04:00.000Z', '2026-12-31T23:30:00.000Z')
const outside = fc.record({ recordedBy: fc.option(person), document: hostile })
const recorded = fc.record({ name: hostile, slackId, outside })
const deciding = fc.array(fc.oneof(person, recorded), { maxLength: 14 })
const decision: fc.Arbitrary<Decision> = fc.oneof(
  fc.record({ is: fc.constant('awaited' as const), from: people }),
  fc.record({ is: fc.constant('endorsed' as const), by: deciding, at: instant }),
  fc.record({ is: fc.constant('sent back' as const), by: people, at: instant, reason: words }),
  fc.record({ is: fc.constant('recalled' as const), at: instant }),
  fc.record({ is: fc.constant('void' as const), reason: words }),
)

const causes = fc.array(fc.option(words).map(cause), { maxLength: 8 })
const waiverDecision: fc.Arbitrary<WaiverDecision> = fc.oneof(
  fc.record({
    is: fc.constant('granted' as const),
    by: person,
    at: instant,
    until: day,
    isShorter: fc.boolean(),
    comment: words,
  }),
  fc.record({ is: fc.constant('refused' as const), by: person, at: instant, comment: words }),
  fc.record({ is: fc.constant('withdrawn' as const), by: person, at: instant }),
  fc.record({ is: fc.constant('void' as const), reason: words }),
)

/** An item of each kind, every free field hostile. */
const items: Record<MessageItem['is'], fc.Arbitrary<MessageItem>> = {
  review: fc
    .record({
      ...title,
      as,
      cadenceMonths: fc.integer({ min: 1, max: 12 }),
      dueOn: day,
      reviewDueOn: day,
      waivedUntil: fc.option(day),
      lastReviewedOn: fc.option(day),
      causes,
      holders: people,
      standInFor: fc.option(person),
      isStarted: fc.boolean(),
      mayWaive: fc.boolean(),
      waiver: fc.option(fc.record({ waiver: id, until: day, isOwn: fc.boolean() })),
      nextToHear: fc.option(fc.record({ people, on: day })),
    })
    .map(review),
  endorse: fc
    .record({
      ...title,
      as,
      kind: submitted,
      dueOn: day,
      number: words,
      changeKind: fc.option(changeKind),
      summary: words,
      statement: words,
      considered: many,
      causes,
      late: fc.option(fc.record({ dueOn: day, waivedUntil: fc.option(day), days: fc.nat(400) })),
      writtenBy: people,
      submittedBy: person,
      awaited: people,
      standInFor: fc.option(person),
      sha256: fc.option(fc.constant('ab'.repeat(32))),
      difference: fc.option(fc.record({ added: fc.nat(), removed: fc.nat(), firstLines: many })),
      eventsSince: fc.nat(),
    })
    .map(endorse),
  acknowledge: fc
    .record({ ...title, as, number: hostile, lastGiven: words, dueOn: fc.option(day), summary: words })
    .map(acknowledge),
  'who is missing': fc
    .record({ ...title, as, number: hostile, missing: people, more: fc.nat(60_000) })
    .map(missing),
  fill: fc
    .record({
      ...title,
      as,
      left: fc.option(person),
      leftOn: fc.option(day),
      standIn: fc.option(person),
      statedOwner: words,
    })
    .map(fill),
  outcome: fc
    .record({
      ...title,
      kind: submitted,
      result: fc.constantFrom('endorsed' as const, 'sent back' as const),
      number: words,
      by: deciding,
      reason: words,
      comment: words,
      submitAgainBy: fc.option(day),
    })
    .map(outcome),
  distribution: fc
    .record({
      ...title,
      number: hostile,
      changeKind,
      summary: words,
      endorsedBy: deciding,
      inForceOn: day,
      daysToAcknowledge: fc.option(fc.nat(400)),
      again: fc.option(fc.record({ given: fc.option(fc.record({ number: hostile, on: day })) })),
    })
    .map(distribution),
  settled: fc
    .record({
      ...title,
      as,
      number: words,
      ending: fc.oneof(
        fc.record({
          how: fc.constantFrom('acknowledged' as const),
          at: instant,
          inForce: fc.option(fc.record({ version: id, number: hostile })),
        }),
        fc.record({
          how: fc.constant('superseded' as const),
          by: fc.option(fc.record({ version: id, number: hostile })),
        }),
        fc.record({ how: fc.constant('submitted' as const), by: fc.option(person), at: instant, decision }),
        fc.record({ how: fc.constant('decided' as const), decision }),
        fc.record({ how: fc.constant('endorsed by you' as const), at: instant, awaited: people }),
        fc.record({ how: fc.constant('reassigned' as const), to: people }),
        fc.record({ how: fc.constant('filled' as const), owner: fc.option(person) }),
        fc.record({ how: fc.constant('void' as const), reason: words }),
        fc.record({ how: fc.constant('waiver ended' as const), waiver: waiverDecision }),
        fc.record({ how: fc.constant('excused' as const), by: fc.option(person), reason: words }),
      ),
    })
    .map(({ ending, ...more }) => settled(ending, more)),
  triage: fc
    .record({
      as,
      what: hostile,
      tags: many,
      link: words,
      reporter: fc.option(person),
      criteria: hostile,
      reopened: words,
      proposed: fc.array(fc.record({ ...title, policy: id, why: hostile }), { maxLength: 12 }),
    })
    .map(triage),
  report: fc
    .record({
      mergedInto: fc.option(fc.nat()),
      reopened: fc.option(fc.record({ reason: hostile, reviews: caused })),
      decided: fc.option(
        fc.record({
          as: fc.constantFrom('significant' as const, 'not significant' as const, 'withdrawn' as const),
          by: fc.option(person),
          rule: words,
          on: day,
          reason: words,
          reviews: caused,
        }),
      ),
    })
    .map(report),
  decide: fc
    .record({
      ...title,
      as,
      reason: hostile,
      askedBy: person,
      awaited: people,
      standInFor: fc.option(person),
      earlier: fc.array(fc.record({ until: day, decision: waiverDecision }), { maxLength: 5 }),
    })
    .map(decide),
  waiver: fc.record({ ...title, until: day, decision: waiverDecision, submitBy: fc.option(day) }).map(waiver),
  excused: fc.record({ ...title, number: hostile, by: fc.option(person), reason: words }).map(excused),
  attest: fc
    .record({ as, significant: fc.nat(), notSignificant: fc.nat(), undecided: fc.nat() })
    .map(toAttest),
  attested: fc
    .record({
      attested: fc.option(fc.record({ by: fc.option(person), at: instant, significant: fc.nat() })),
    })
    .map(attested),
  trouble: fc.record({ sentence: hostile }).map(({ sentence }) => ({ is: 'trouble', sentence })),
}

const kinds: Record<MessageFacts['kind'], MessageItem['is'][]> = {
  reminder: [
    'review',
    'endorse',
    'acknowledge',
    'who is missing',
    'fill',
    'triage',
    'report',
    'decide',
    'attest',
    'attested',
    'settled',
  ],
  'endorsement request': ['endorse', 'settled'],
  'sent back': ['outcome'],
  outcome: ['outcome'],
  distribution: ['distribution', 'settled'],
  'acknowledgment request': ['acknowledge', 'distribution', 'settled'],
  'stand-in': ['review', 'endorse', 'acknowledge'],
  vacancies: ['fill', 'settled'],
  'triage request': ['triage', 'report'],
  'report outcome': ['report'],
  'event accepted': ['report'],
  'review opened': ['review', 'settled'],
  'review changed': ['report', 'review', 'settled'],
  'waiver request': ['decide', 'settled'],
  'waiver outcome': ['waiver'],
  excused: ['excused'],
  trouble: ['trouble'],
}

const portalUrl = fc.constantFrom(null, 'https://p.example', 'https://p.example/a?x=1&y=<b>|c')

/** Long lists too: a long list is the same items again, since making each anew takes minutes. */
const factsOf = (kind: MessageFacts['kind']) =>
  fc
    .record({
      some: fc.array(fc.oneof(...kinds[kind].map((is) => items[is])), { minLength: 1, maxLength: 6 }),
      times: fc.constantFrom(1, 1, 1, 12),
      portalUrl,
    })
    .map(({ some, times, portalUrl }) => ({
      ...facts(kind, ...Array.from({ length: times }, () => some).flat()),
      portalUrl,
    }))

type Marked = { text: string; verbatim?: boolean }

/** What Slack reads for tokens in blocks. */
function marked(value: unknown): Marked[] {
  if (Array.isArray(value)) return value.flatMap(marked)
  if (typeof value !== 'object' || value === null) return []
  if ('type' in value && value.type === 'mrkdwn') return [value as unknown as Marked]
  return Object.values(value).flatMap(marked)
}

const ourWords =
  /^(Review|Snooze|Hand over|Read|Acknowledge|Compare|Endorse|Send back|Open|Give it to someone else|All|Assign…|Assign all…|Hand over all…|Significant…|Not significant…|Merge with…|Attest…|Compare with a tracker…|Recall and fold in|Grant…|Refuse…|Ask for a waiver|Withdraw request|Excuse…|Read [^\n]{0,30})$/

function buttonsOf(blocks: unknown[]): string[] {
  const rows = (blocks as { type: string; elements: { text: { text: string } }[] }[]).filter(
    ({ type }) => type === 'actions',
  )
  return rows.flatMap(({ elements }) => elements.map(({ text }) => text.text))
}

const ours = new RegExp(`^<(@(${knownIds.join('|')})|https://p\\.example[^<>|\\s]*\\|Read)>$`)
const tokensOf = (text: string) => text.match(/<[^>]*>?/g) ?? []

describe.each(Object.keys(kinds) as MessageFacts['kind'][])(
  'Whatever people write, a message of the kind "%s"',
  (kind) => {
    test('fits, and holds no token but ours', () => {
      fc.assert(
        fc.property(factsOf(kind), (given) => {
          const message = compose(given)
          expect(checkMessage(message)).toEqual([])
          expect(problemsOfMessageBlocks(message.blocks)).toEqual([])
          expect(tokensOf(message.text)).toEqual([])
          for (const { text, verbatim } of marked(message.blocks)) {
            // Else Slack makes links of bare addresses by itself.
            expect(verbatim).toBe(true)
            expect(tokensOf(text).filter((token) => !ours.test(token))).toEqual([])
            expect(text.replace(/<[^>]*>/g, '')).not.toContain('>')
            expect(text.match(/`/g)?.length ?? 0).toBeOneOf([0, 2])
          }
          expect(JSON.stringify(message)).not.toMatch(
            /(?<!\\)(?:\\\\)*\\ud[89a-f]|[\u202a-\u202e\u2066-\u2069]/,
          )
        }),
        { numRuns: 60 },
      )
    })

    test('mentions each person once at most, and whatever can be pressed is ours', () => {
      fc.assert(
        fc.property(factsOf(kind), (given) => {
          const { blocks } = compose(given)
          const mentions = marked(blocks).flatMap(({ text }) => text.match(/<@\w+>/g) ?? [])
          expect(new Set(mentions).size).toBe(mentions.length)
          for (const words of buttonsOf(blocks)) expect(words).toMatch(ourWords)
        }),
        { numRuns: 30 },
      )
    })
  },
)
