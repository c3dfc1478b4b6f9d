import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keptComponents, offeredComponents } from '../../../../src/rules/programme.ts'
import { checkView } from '../../../../src/slack/views/check-view.ts'
import { audienceForm } from '../../../../src/slack/views/modals/audience.ts'
import { campaignForm } from '../../../../src/slack/views/modals/campaign.ts'
import { changeSeveralForm, fieldsOfMany } from '../../../../src/slack/views/modals/change-several.ts'
import { type EndorseForm, endorseForm, sendBackForm } from '../../../../src/slack/views/modals/endorse.ts'
import { choose, type Form } from '../../../../src/slack/views/modals/form.ts'
import { goliveForm } from '../../../../src/slack/views/modals/golive.ts'
import { handOverForm } from '../../../../src/slack/views/modals/hand-over.ts'
import { handOverAllForm } from '../../../../src/slack/views/modals/hand-over-all.ts'
import { pageCount, piecesOf } from '../../../../src/slack/views/modals/pages-of-text.ts'
import { pickForm } from '../../../../src/slack/views/modals/pick.ts'
import { policyForm } from '../../../../src/slack/views/modals/policy.ts'
import { recordForm, whatIsRecorded } from '../../../../src/slack/views/modals/record.ts'
import { retireForm } from '../../../../src/slack/views/modals/retire.ts'
import { type ReviewForm, reviewForm } from '../../../../src/slack/views/modals/review.ts'
import { type SectionName, sections, settingsForm } from '../../../../src/slack/views/modals/settings.ts'
import { modalView, withProblem } from '../../../../src/slack/views/modals/shown.ts'
import { snoozeForm } from '../../../../src/slack/views/modals/snooze.ts'
import { submitForm } from '../../../../src/slack/views/modals/submit.ts'
import { compareForm, missingForm, readForm } from '../../../../src/slack/views/modals/texts.ts'
import { excuseForm, grantForm, refuseForm, waiveForm } from '../../../../src/slack/views/modals/waiver.ts'
import { makeNamer } from '../../../../src/slack/views/mrkdwn.ts'
import { cause, decide } from '../facts.ts'

/** What people write at its worst, and the limits of Slack. */

const day = '2027-03-01'
const at = '2027-03-01T08:00:00.000Z'

const nasty = fc.oneof(
  fc.constantFrom(
    'T'.repeat(300),
    '👩‍👩‍👧‍👦'.repeat(60),
    'سياسة التحكم بالوصول '.repeat(14),
    '\u202edesrever',
    '<!channel> <@U1> *bold* _it_ `code` <https://x|y>',
    ' \n\t ',
    '&'.repeat(300),
    '\ud83d',
    '',
  ),
  fc.string({ maxLength: 300, unit: 'grapheme' }),
  fc.string({ maxLength: 3_000, unit: 'binary' }),
)
const about = fc.record({ policy: fc.constant('1.1'), code: nasty, title: nasty })
const texts = fc.array(nasty, { maxLength: 40 })

const waiverSetting = () => ({
  today: day,
  zone: 'Europe/Vienna',
  portalUrl: null,
  name: makeNamer(),
  isOnly: true,
})

const review: fc.Arbitrary<ReviewForm> = fc
  .record({ about, causes: texts, isHeld: fc.boolean(), isOut: fc.boolean() })
  .map(({ about, causes, isHeld, isOut }) => ({
    ...about,
    kind: isOut ? 'out of cycle' : 'scheduled',
    dueOn: day,
    reviewDueOn: day,
    lastReviewedOn: day,
    causes: causes.map(cause),
    mayBegin: true,
    waivable: '3.1',
    waivedUntil: day,
    waiverAskedUntil: day,
    inForce: { number: about.code, isHeld },
    proposal: null,
    today: day,
  }))

const endorsed: fc.Arbitrary<EndorseForm> = fc
  .record({ about, summary: nasty, statement: nasty, lines: texts, causes: texts, isSingle: fc.boolean() })
  .map(({ about, summary, statement, lines, causes, isSingle }) => ({
    ...about,
    submission: '2.1',
    kind: 'version',
    number: about.code,
    changeKind: 'major',
    scope: 'limited',
    summary,
    statement,
    considered: causes,
    causes: causes.map(cause),
    submittedBy: { name: about.title, slackId: null },
    submittedAt: at,
    dueOn: day,
    effectiveOn: day,
    sha256: 'a'.repeat(64),
    text: '3.1',
    canCompare: true,
    difference: { added: 1, removed: 2, firstLines: lines },
    eventsSince: 2,
    isSingle,
    today: day,
    zone: 'Europe/Vienna',
  }))

const typed = nasty.map((text) => ({
  title: text,
  number: text,
  summary: text,
  content: text,
  note: text,
  reason: text,
  comment: text,
  code: text,
  tags: text,
  filter: text,
  closedDays: text,
  file: ['F1'],
}))

const longTexts = fc.array(fc.oneof(nasty, fc.constant('x'.repeat(20_000))), { maxLength: 200 })

const simple = fc.record({ about, words: texts })

const forms: [string, fc.Arbitrary<Form>][] = [
  [
    'to review, whatever its outcome',
    fc
      .tuple(review, typed, fc.constantFrom('', 'begun', 'reaffirmed', 'revised', 'retired'))
      .map(([facts, filled, outcome]) => reviewForm(facts, { ...filled, outcome })),
  ],
  ['to endorse', fc.tuple(endorsed, typed).map(([facts, filled]) => endorseForm(facts, filled))],
  ['to send back', fc.tuple(endorsed, typed).map(([facts, filled]) => sendBackForm(facts, filled))],
  [
    'to submit',
    fc.tuple(simple, typed).map(([{ about, words }, filled]) =>
      submitForm(
        {
          ...about,
          isFirst: false,
          isReviewed: true,
          inForce: { number: about.code },
          waiting: { number: about.title, effectiveOn: null },
          proposal: null,
          sentBack: words.join('\n'),
          today: day,
        },
        filled,
      ),
    ),
  ],
  [
    'to add or edit',
    fc.tuple(simple, typed, fc.boolean()).map(([{ about, words }, filled, isNew]) =>
      policyForm(
        {
          about: isNew ? null : about,
          others: words,
          statedOwner: about.title,
          offered: offeredComponents(['Privacy', ...words], [about.title]),
          kept: keptComponents([about.title]),
        },
        filled,
      ),
    ),
  ],
  [
    'of settings',
    fc
      .tuple(fc.constantFrom(...(Object.keys(sections) as SectionName[])), texts, typed)
      .map(([name, words, filled]) =>
        settingsForm(name, { others: { approvers: words }, begins: { quorum: 'any' } }, filled),
      ),
  ],
  [
    'of an audience with hundreds of groups',
    fc.tuple(simple, fc.integer({ min: 0, max: 450 })).map(([{ about, words }, count]) =>
      audienceForm(
        {
          ...about,
          groups: Array.from({ length: count }, (_, i) => ({
            value: `S${i}`,
            words: about.title,
            more: about.code,
          })),
          others: words,
        },
        {},
        { is: 'unread', why: about.title },
      ),
    ),
  ],
  [
    'to hand over',
    fc
      .tuple(simple, typed)
      .map(([{ about }]) => handOverForm({ ...about, owner: about.title, openReviews: 1 }, {})),
  ],
  [
    'to record what happened outside Slack',
    fc
      .tuple(simple, typed, fc.constantFrom(...whatIsRecorded), fc.boolean())
      .map(([{ about, words }, filled, what, isSingle]) =>
        recordForm(
          {
            ...about,
            versions: words.map((number, i) => ({ id: `v${i}`, number, inForceOn: day, isInForce: i === 0 })),
            awaiting: {
              kind: 'version',
              number: about.code,
              sha256: null,
              approvers: words.map((name, i) => ({ id: `p${i}`, name })),
              isSingle,
            },
            today: day,
          },
          { ...filled, what },
        ),
      ),
  ],
  [
    'to change many policies',
    fc
      .tuple(simple, typed, fc.constantFrom(...fieldsOfMany), fc.constantFrom('all', 'some'))
      .map(([{ about, words }, filled, field, which]) =>
        changeSeveralForm(
          {
            narrowed: words,
            whose: { name: about.title, slackId: null },
            total: 5_000,
            found: Array.from({ length: 100 }, (_, i) => ({ ...about, id: `p${i}` })),
            foundCount: 5_000,
            groups: words.map((name, i) => ({ value: `S${i}`, words: name })),
            preview: words.join(' '),
            mark: 'none',
          },
          { ...filled, field, which, how: 'add' },
        ),
      ),
  ],
  [
    'to ask for everything',
    fc.tuple(simple, typed, fc.boolean(), fc.boolean()).map(([{ about, words }, filled, isAsking, isRead]) =>
      campaignForm(
        {
          newest: {
            by: about.title,
            on: '2027-03-01',
            isAsking,
            policies: 5_000,
            narrowed: words,
            asked: 2_500_000,
            given: 1_000_000,
            missing: 1_400_000,
            unread: words,
          },
          components: words,
          tags: [...words, ...Array.from({ length: 300 }, (_, i) => `tag ${i}`)],
          codes: Array.from({ length: 5_000 }, () => about.code),
          reached: isRead ? { is: 'read', people: 50_000, leftOut: [] } : { is: 'unread', why: about.title },
          days: 14,
          dueOn: '2027-03-15',
          mark: 'none',
          today: '2027-03-01',
        },
        filled,
      ),
    ),
  ],
  [
    'to hand over all that somebody has',
    fc.tuple(simple, typed).map(([{ about, words }, filled]) =>
      handOverAllForm(
        {
          name: about.title,
          hasLeft: true,
          owns: words,
          deputyOf: words,
          approverOf: words,
          openReviews: 1,
          openEndorsements: 2,
          isWorkspaceApprover: true,
        },
        filled,
      ),
    ),
  ],
  [
    'to retire',
    fc
      .tuple(simple, typed)
      .map(([{ about }, filled]) =>
        retireForm({ ...about, inForce: { number: about.code }, isReviewed: true }, filled),
      ),
  ],
  [
    'to snooze',
    simple.map(({ about }) =>
      snoozeForm(
        {
          ...about,
          kind: 'review',
          dueOn: day,
          nextReminderAt: at,
          today: day,
          zone: 'Europe/Vienna',
          opens: '09:00',
        },
        { on: day },
        { is: 'possible', at, on: day, instead: day },
      ),
    ),
  ],
  [
    'to go live, with many people who hear of much',
    fc.tuple(simple, fc.nat(200), fc.nat(3)).map(([{ about, words }, count, page]) =>
      goliveForm(
        {
          missing: words,
          mornings: Array.from({ length: count }, () => ({
            to: { name: about.title },
            at,
            zone: 'Europe/Vienna',
            items: words.map((title) => ({ kind: 'review', code: about.code, title, due: 'in 7 days' })),
          })),
          requests: Array.from({ length: count }, () => ({
            ...about,
            version: about.code,
            asks: 'acknowledge' as const,
            audience: { everyone: false, channels: ['C1'], groups: [], people: words },
          })),
          endorsements: Array.from({ length: count }, () => ({ ...about, to: words })),
          hours: { opens: '09:00', closes: '18:00' },
          today: day,
        },
        page,
      ),
    ),
  ],
  [
    'to read',
    fc.tuple(about, longTexts, fc.nat(4)).map(([about, lines, page]) =>
      readForm(
        {
          ...about,
          number: about.code,
          state: 'in force',
          content: lines.join('\n'),
          sha256: 'a'.repeat(64),
        },
        page,
      ),
    ),
  ],
  [
    'to compare',
    fc
      .tuple(about, longTexts, fc.nat(4))
      .map(([about, lines, page]) =>
        compareForm(
          { ...about, before: about.code, after: about.title, counts: { added: 1, removed: 1 }, lines },
          page,
        ),
      ),
  ],
  [
    'of who is missing',
    fc.tuple(about, texts).map(([about, words]) =>
      missingForm(
        {
          ...about,
          number: about.code,
          asked: 900,
          given: 1,
          missing: 899,
          excused: 3,
          mayExcuse: true,
          subject: '2.1',
          names: words.slice(0, 30),
        },
        3,
      ),
    ),
  ],
  [
    'to ask for a waiver',
    fc.tuple(about, texts, typed).map(([about, deciders, filled]) =>
      waiveForm(
        {
          ...about,
          kind: 'scheduled',
          cadenceMonths: 12,
          reviewDueOn: day,
          waivedUntil: day,
          from: day,
          latest: day,
          deciders,
          decideBy: day,
          today: day,
        },
        filled,
      ),
    ),
  ],
  ...([grantForm, refuseForm] as const).map((form): [string, fc.Arbitrary<Form>] => [
    `to decide on a waiver: ${form.name}`,
    fc
      .tuple(about, nasty, typed)
      .map(([about, reason, filled]) =>
        form({ ...decide({ ...about, reason }), from: day }, filled, waiverSetting()),
      ),
  ]),
  [
    'to excuse somebody',
    fc
      .tuple(about, typed)
      .map(([about, filled]) => excuseForm({ ...about, number: about.code, missing: 3 }, filled)),
  ],
  [
    'to choose a policy',
    fc.tuple(about, typed, fc.nat(4)).map(([{ code, title }, filled, page]) =>
      pickForm(
        {
          verb: 'Review',
          policies: Array.from({ length: 30 }, (_, i) => ({ id: `${i}.1`, code, title, more: title })),
          count: 130,
        },
        filled,
        page,
      ),
    ),
  ],
]

describe('Every window fits what Slack takes, whatever people wrote', () => {
  test.each(forms)('%s', (_, form) => {
    fc.assert(
      fc.property(form, nasty, (drawn, problem) => {
        const metadata = JSON.stringify({ subject: 's' })
        expect(checkView(modalView(drawn, 'review', metadata))).toEqual([])
        expect(checkView(modalView(withProblem(drawn, problem), 'review', metadata))).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  test.each(forms)('%s: no word of people becomes a mention', (_, form) => {
    fc.assert(
      fc.property(form, (drawn) => {
        const marked = JSON.stringify(
          drawn.blocks.filter(({ type }) => type === 'section' || type === 'context'),
        )
        expect(marked).not.toMatch(/<!(channel|here|everyone)|<@U1>|<https/)
      }),
      { numRuns: 40 },
    )
  })
})

test('130 policies are shown 30 at a time, all of them reachable', () => {
  const all = Array.from({ length: 130 }, (_, i) => ({
    id: `${i}`,
    code: `P-${i}`,
    title: 'Access',
    more: 'Ann',
  }))
  const seen: string[] = []
  for (let page = 0; page < 5; page += 1) {
    const policies = all.slice(page * 30, page * 30 + 30)
    const { blocks } = pickForm({ verb: 'Review', policies, count: 130 }, {}, page)
    const text = JSON.stringify(blocks)
    expect(text).toContain(`${page * 30 + 1}–${Math.min(130, page * 30 + 30)} of 130`)
    expect(text.includes('"Next"')).toBe(page < 4)
    expect(text.includes('"Previous"')).toBe(page > 0)
    seen.push(...policies.filter(({ id }) => text.includes(`"value":"${id}"`)).map(({ id }) => id))
  }
  expect(seen).toHaveLength(130)
})

test('options that begin with the same 75 characters can be told apart', () => {
  const long = 'The policy on the handling of customer data in all services that we operate, part '
  const options = [1, 2, 3].map((i) => ({ value: String(i), words: `${long}${i}` }))
  const { element } = choose({}, 'policy', 'Policy', options) as unknown as {
    element: { options: { text: { text: string } }[] }
  }
  const shown = element.options.map(({ text }) => text.text)
  expect(new Set(shown).size).toBe(3)
  for (const text of shown) expect(text.length).toBeLessThanOrEqual(75)
})

test('a text in pieces is the whole text', () => {
  const lines = fc.array(
    fc.string({ maxLength: 9_000, unit: 'grapheme' }).map((s) => s.replace(/[\p{C}\p{Z}]/gu, ' ')),
    {
      maxLength: 20,
    },
  )
  fc.assert(
    fc.property(lines, (wanted) => {
      const pieces = piecesOf(wanted)
      expect(pieces.join('').replace(/\n/g, '')).toBe(wanted.join('').replace(/\n/g, ''))
      expect(pieces.every((piece) => piece.length <= 2_800)).toBe(true)
      expect(pageCount(pieces)).toBe(Math.max(1, Math.ceil(pieces.length / 4)))
    }),
    { numRuns: 30 },
  )
})
