import { describe, expect, test } from 'vitest'
import type { SettledItem } from '../../../src/rules/message-facts.ts'
import { checkMessage } from '../../../src/slack/views/check-message.ts'
import { compose } from '../../../src/slack/views/compose.ts'
import {
  acknowledge,
  ana,
  cause,
  distribution,
  endorse,
  facts,
  fill,
  jo,
  leo,
  marek,
  missing,
  outcome,
  read,
  review,
  settled,
} from './facts.ts'

const said = (message: ReturnType<typeof compose>) => ({ text: message.text, blocks: read(message.blocks) })
const lines = (...all: string[]) => all.join('\n')

describe('The morning reminder', () => {
  test('says in one message all that waits for a person', () => {
    const message = compose(
      facts(
        'reminder',
        review({ nextToHear: { people: [ana], on: '2027-03-01' } }),
        review({
          code: 'ISP-18',
          title: 'Incident management',
          kind: 'out of cycle',
          dueOn: '2027-02-19',
          lastReviewedOn: null,
          causes: [cause('Laptop stolen at the airport')],
          isStarted: true,
        }),
        acknowledge(),
      ),
    )
    expect(said(message)).toEqual({
      text: lines(
        '2 reviews and 1 acknowledgment are waiting for you',
        'Access control `ISP-07` · your review is to be submitted by Monday 1 March (in 7 days)',
        'Incident management `ISP-18` · your review is overdue by 3 days (was due Friday 19 February)',
        'Acceptable use `ISP-02`, version 3.0 · acknowledge by Monday 1 March (in 7 days)',
      ),
      blocks: lines(
        '*2 reviews and 1 acknowledgment are waiting for you*',
        '*Access control* `ISP-07` · your review is to be submitted by *Monday 1 March* (in 7 days) · yearly review, due Monday 15 March, last done Sunday 15 March 2026',
        '[Review] [Snooze] [Hand over]',
        '*Incident management* `ISP-18` · your review is overdue by 3 days (was due Friday 19 February) · out-of-cycle review, due Monday 15 March, no earlier review on record · opened because of "Laptop stolen at the airport" · started',
        '[Review] [Hand over]',
        '*Acceptable use* `ISP-02`, version 3.0 · acknowledge by Monday 1 March (in 7 days) · changed since 2.4, which you acknowledged',
        '[Read] [Acknowledge]',
        '(You are told because you own or were asked about these. <@U0ANAWEBER> hears of Access control on Monday 1 March if nothing is started. With Acknowledge you say: I have read and understood "Acceptable use" (ISP-02), version 3.0.)',
      ),
    })
  })

  test.each([
    ['2027-02-21', 'your review is overdue by 1 day (was due Sunday 21 February)'],
    ['2027-02-22', 'your review is due today (Monday 22 February)'],
    ['2027-02-23', 'your review is due tomorrow (Tuesday 23 February)'],
    ['2027-02-24', 'your review is to be submitted by Wednesday 24 February (in 2 days)'],
  ])('says of a review due on %s: %s', (dueOn, words) => {
    expect(compose(facts('reminder', review({ dueOn }))).text).toContain(words)
  })

  test('tells of each review who hears next where that differs', () => {
    const shown = read(
      compose(
        facts(
          'reminder',
          review({ nextToHear: { people: [ana], on: '2027-03-01' } }),
          review({ code: 'ISP-08', nextToHear: { people: [leo, jo], on: '2027-03-02' } }),
        ),
      ).blocks,
    )
    expect(shown).toContain(' · <@U0ANAWEBER> hears on Monday 1 March if nothing is started\n')
    expect(shown).toContain(' · <@U0LEOBRAND> and Jo Keller hear on Tuesday 2 March if nothing is started\n')
  })

  test('says of which reviews someone hears next, where there are others', () => {
    const next = { people: [ana], on: '2027-03-01' }
    const titled = (title: string) => review({ title, nextToHear: next })
    const small = (...items: Parameters<typeof facts>[1][]) =>
      read(compose(facts('reminder', ...items)).blocks)
        .split('\n')
        .at(-1)
    expect(small(titled('Backups'))).toContain(' hears on Monday 1 March if nothing is started.')
    expect(small(titled('Backups'), titled('Privacy'), review({ isStarted: true }))).toContain(
      ' hears of Backups and Privacy on Monday 1 March if nothing is started.',
    )
    expect(small(titled('A'), titled('B'), titled('C'), titled('D'))).toContain(
      ' hears of A, B, C and 1 more on',
    )
  })

  test.each([
    [1, 'monthly review'],
    [3, 'quarterly review'],
    [5, 'review every 5 months'],
    [6, 'half-yearly review'],
    [12, 'yearly review'],
  ])('names the rhythm of a review every %d months: %s', (cadenceMonths, words) => {
    expect(read(compose(facts('reminder', review({ cadenceMonths }))).blocks)).toContain(
      ` · ${words}, due Monday`,
    )
  })

  test('says both days of a waived review, and for whom one stands in', () => {
    const shown = read(
      compose(
        facts(
          'reminder',
          review({ waivedUntil: '2027-05-03', standInFor: jo, causes: ['a', 'b', 'c'].map(cause) }),
        ),
      ).blocks,
    )
    expect(shown).toContain('due Monday 15 March, waived until Monday 3 May,')
    expect(shown).toContain('opened because of "a", "b" and 1 more · you stand in for Jo Keller')
  })

  test('tells an escalation neutrally: whose it is, how late, and that nobody has started', () => {
    expect(said(compose(facts('reminder', review({ as: 'escalation', reviewDueOn: '2027-02-12' }))))).toEqual(
      {
        text: lines(
          '1 review is not done yet',
          'Access control `ISP-07` · with Marek Novak · the review is overdue by 10 days (was due Friday 12 February) · nobody has started',
        ),
        blocks: lines(
          '*1 review is not done yet*',
          '*Access control* `ISP-07` · with <@U0MAREKNOV> · the review is overdue by 10 days (was due Friday 12 February) · nobody has started',
          '[Open] [Give it to someone else]',
          '(You are told beside whoever holds these; they are reminded too.)',
        ),
      },
    )
  })

  test('counts a waived review that is escalated from the day it was waived until', () => {
    const { text } = compose(
      facts(
        'reminder',
        review({ as: 'escalation', waivedUntil: '2027-03-01', holders: [], isStarted: true }),
      ),
    )
    expect(text).toContain('with nobody · the review is due in 7 days (Monday 1 March) · started')
  })

  test('keeps what is one’s own and what is others’ apart in its first line', () => {
    const { text } = compose(
      facts(
        'reminder',
        review(),
        review({ as: 'escalation' }),
        endorse(),
        endorse({ as: 'escalation' }),
        missing(),
        fill(),
      ),
    )
    expect(text).toBe(
      lines(
        '1 review, 1 endorsement and 1 vacancy are waiting for you; 1 review and 1 endorsement of others are not done yet; acknowledgments are missing for 1 policy',
        'Access control `ISP-07` · your review is to be submitted by Monday 1 March (in 7 days)',
        'Access control `ISP-07` · with Marek Novak · the review is due in 21 days (Monday 15 March) · nobody has started',
        'Access control `ISP-07`, version 3.0 · your endorsement is due in 7 days (Monday 1 March)',
        'Access control `ISP-07`, version 3.0 · awaited from Leo Brandt and Ana Weber · the endorsement is due in 7 days (Monday 1 March)',
        'Acceptable use `ISP-02`, version 3.0 · 34 of 40 acknowledged · missing: Ana Weber, Jo Keller and 4 more',
        'Privacy `ISP-09` · no owner since Jo Keller left on Friday 19 February · to be filled, due in 11 days (Friday 5 March)',
      ),
    )
  })

  test('names at most ten people who are missing', () => {
    const people = Array.from({ length: 12 }, (_, index) => ({ name: `P${index + 1}`, slackId: null }))
    expect(compose(facts('reminder', missing({ missing: people, more: 3 }))).text).toContain(
      'missing: P1, P2, P3, P4, P5, P6, P7, P8, P9, P10 and 5 more',
    )
  })

  test('with sixty reviews is still one message that fits, and counts what has no room', () => {
    const many = Array.from({ length: 60 }, (_, index) => review({ code: `ISP-${index + 1}` }))
    const message = compose(facts('reminder', ...many))
    expect(checkMessage(message)).toEqual([])
    expect(message.text.split('\n')[0]).toBe('60 reviews are waiting for you')
    const shown = read(message.blocks).match(/`ISP-\d+`/g)!.length
    expect(read(message.blocks)).toContain(`… and ${60 - shown} more: /policy due)`)
    const told = message.text.match(/`ISP-\d+`/g)!.length
    expect(message.text.split('\n').at(-1)).toBe(`… and ${60 - told} more: /policy due`)
    expect(shown).toBe(24)
    expect(told).toBeGreaterThan(30)
  })
})

test.each([
  [endorse({ effectiveOn: '2027-04-01' }), 'In force from Thursday 1 April'],
  [endorse({ effectiveOn: '2027-02-20' }), 'In force at once when endorsed'],
  [endorse({ kind: 'reaffirmation' }), ''],
])('an endorsement request says when the version would come into force', (item, words) => {
  const shown = read(compose(facts('endorsement request', item)).blocks).split('\n')
  expect(shown.filter((line) => line.startsWith('In force')).join()).toBe(words)
})

test('an endorsement request sets the words of others apart from ours and shows the whole hash', () => {
  const item = endorse({ causes: [cause('New law')], statement: 'Still fits.' })
  expect(said(compose(facts('endorsement request', item)))).toEqual({
    text: lines(
      '1 version awaits your endorsement',
      'Access control `ISP-07`, version 3.0 · your endorsement is due in 7 days (Monday 1 March)',
    ),
    blocks: lines(
      '*1 version awaits your endorsement*',
      '*Access control* `ISP-07`, version 3.0 · major change · your endorsement is due in 7 days (Monday 1 March)',
      'Summary',
      '| Passkeys replace passwords.',
      '| Shared accounts end.',
      'Statement',
      '| Still fits.',
      'What caused the review',
      '| • New law',
      'Submitted by <@U0MAREKNOV> on 22 February 2027, 10:04 (Europe/Vienna) · written by Marek Novak',
      'Scope: whole policy · considered: incidents; law and contracts',
      'In force at once when endorsed',
      'Endorsement awaited from <@U0LEOBRAND> and <@U0ANAWEBER>',
      '12 lines added, 3 removed',
      '| + Passkeys are used.',
      '| - Passwords have 8 characters.',
      `(SHA-256 ${'ab'.repeat(32)} · 1 event since submission)`,
      '[Compare] [*Endorse*] [Send back]',
    ),
  })
})

test('requests of several kinds go as one message', () => {
  const message = compose(
    facts(
      'endorsement request',
      endorse({ difference: null, summary: null, eventsSince: 0 }),
      endorse({ kind: 'reaffirmation', number: '2.4', changeKind: null, sha256: null }),
      endorse({ kind: 'retirement', number: null }),
    ),
  )
  expect(message.text.split('\n').map((line) => line.split(' · ')[0])).toEqual([
    '1 version, 1 reaffirmation and 1 retirement await your endorsement',
    'Access control `ISP-07`, version 3.0',
    'Access control `ISP-07`, reaffirmation of version 2.4',
    'Access control `ISP-07`, retirement',
  ])
  expect(read(message.blocks)).toContain('(Text not held · 1 event since submission)')
})

test('an outcome and a distribution name the deputy and for whom they decided', () => {
  const by = [{ ...marek, onBehalfOf: leo }]
  const told = compose(facts('outcome', outcome({ by })))
  expect(told.text).toContain('endorsed by Marek Novak for Leo Brandt')
  const spread = compose(facts('distribution', distribution({ endorsedBy: by })))
  expect(read(spread.blocks)).toContain('endorsed by <@U0MAREKNOV> for <@U0LEOBRAND>')
})

test('an endorsement given outside Slack is marked so, with its document', () => {
  const by = [{ ...marek, outside: { recordedBy: leo, document: 'Board minutes' } }]
  expect(compose(facts('outcome', outcome({ by }))).text).toContain(
    'endorsed by Marek Novak (recorded by Leo Brandt: "Board minutes")',
  )
})

test('an outcome says who decided, from when it holds and when the next review is due', () => {
  expect(
    said(compose(facts('outcome', outcome({ comment: 'Well done.', inForceOn: '2027-03-01' })))),
  ).toEqual({
    text: lines(
      '1 version is endorsed',
      'Access control `ISP-07`, version 3.0 · endorsed by Leo Brandt · in force from Monday 1 March · next review due Tuesday 22 February 2028 · comment: Well done.',
    ),
    blocks: lines(
      '*1 version is endorsed*',
      '*Access control* `ISP-07`, version 3.0 · endorsed by <@U0LEOBRAND> · in force from Monday 1 March · next review due Tuesday 22 February 2028',
      'Comment',
      '| Well done.',
      '[Open]',
    ),
  })
})

test('what was sent back says why, in the words of whoever did, and until when it is awaited again', () => {
  const item = outcome({
    result: 'sent back',
    reason: 'Section 4 is missing.',
    inForceOn: null,
    nextReviewDueOn: null,
    submitAgainBy: '2027-03-01',
    review: 'r1',
  })
  expect(said(compose(facts('sent back', item)))).toEqual({
    text: lines(
      '1 version was sent back',
      'Access control `ISP-07`, version 3.0 · sent back by Leo Brandt · submit again by Monday 1 March (in 7 days) · reason: Section 4 is missing.',
    ),
    blocks: lines(
      '*1 version was sent back*',
      '*Access control* `ISP-07`, version 3.0 · sent back by <@U0LEOBRAND> · submit again by Monday 1 March (in 7 days)',
      'Reason',
      '| Section 4 is missing.',
      '[*Review*]',
    ),
  })
})

describe('A distribution', () => {
  test('says what changed in at most three lines, who endorsed, where to read and until when', () => {
    const message = compose({
      ...facts('distribution', distribution({ code: 'ISP 07/b' })),
      portalUrl: 'https://policies.example.com/a?b=1&c=2',
    })
    expect(said(message)).toEqual({
      text: 'Access control `ISP 07/b`, version 3.0, is in force since today · acknowledge by Monday 8 March (in 14 days)',
      blocks: lines(
        '*Access control* `ISP 07/b`, version 3.0, is in force since today',
        'What changed and why',
        '| Passkeys replace passwords.',
        '| Shared accounts end.',
        '| Guests need a sponsor.',
        'major change · endorsed by <@U0LEOBRAND> · acknowledge by Monday 8 March (in 14 days)',
        '[Read] [*Acknowledge*]',
        '(With Acknowledge you say: I have read and understood "Access control" (ISP 07/b), version 3.0.)',
      ),
    })
  })

  test('of a minor change says that there is nothing to do', () => {
    const item = distribution({
      changeKind: 'minor',
      daysToAcknowledge: null,
      summary: null,
      inForceOn: '2027-02-19',
    })
    expect(said(compose(facts('distribution', item)))).toEqual({
      text: 'Access control `ISP-07`, version 3.0, is in force since Friday 19 February · nothing to do',
      blocks: lines(
        '*Access control* `ISP-07`, version 3.0, is in force since Friday 19 February',
        'minor change · endorsed by <@U0LEOBRAND> · nothing to do',
        '[Read]',
      ),
    })
  })

  test('of several versions has a first line of its own', () => {
    const { text } = compose(facts('distribution', distribution(), distribution({ code: 'ISP-08' })))
    expect(text.split('\n')[0]).toBe('2 policies changed')
  })
})

test('a request to acknowledge lists what is in force, each with its day', () => {
  const items = [
    acknowledge({ summary: 'How we use what we are given.', lastGiven: null }),
    acknowledge({ code: 'ISP-03', title: 'Privacy', dueOn: null }),
    acknowledge({ code: 'ISP-04', title: 'Backups', dueOn: '2027-02-20' }),
  ]
  expect(said(compose(facts('acknowledgment request', ...items)))).toEqual({
    text: lines(
      '3 policies are waiting for your acknowledgment',
      'Acceptable use `ISP-02`, version 3.0 · acknowledge by Monday 1 March (in 7 days)',
      'Privacy `ISP-03`, version 3.0 · to be acknowledged',
      'Backups `ISP-04`, version 3.0 · the acknowledgment is overdue by 2 days (was due Saturday 20 February)',
    ),
    blocks: lines(
      '*3 policies are waiting for your acknowledgment*',
      '*Acceptable use* `ISP-02`, version 3.0 · acknowledge by Monday 1 March (in 7 days) · your first acknowledgment of it',
      'What it is about',
      '| How we use what we are given.',
      '[Read] [Acknowledge]',
      '*Privacy* `ISP-03`, version 3.0 · to be acknowledged · changed since 2.4, which you acknowledged',
      '[Read] [Acknowledge]',
      '*Backups* `ISP-04`, version 3.0 · the acknowledgment is overdue by 2 days (was due Saturday 20 February) · changed since 2.4, which you acknowledged',
      '[Read] [Acknowledge]',
      '(With Acknowledge you say of the version above it, for example: I have read and understood "Acceptable use" (ISP-02), version 3.0.)',
    ),
  })
})

test('a stand-in is told for whom, and why', () => {
  const shown = read(
    compose(facts('stand-in', review({ standInFor: jo }), review({ standInFor: jo }))).blocks,
  )
  expect(shown).toContain('*You stand in for Jo Keller on 2 reviews*\n')
  expect(shown).toContain(
    '(You are told because whom you stand in for can no longer be reached here, and you are next in line.)',
  )
  const several = compose(facts('stand-in', review({ standInFor: jo }), review({ standInFor: leo })))
  expect(several.text.split('\n')[0]).toBe('You stand in on 2 reviews')
})

describe('Vacancies', () => {
  test('are one list, and tell one story once', () => {
    expect(
      said(compose(facts('vacancies', fill(), fill({ code: 'ISP-10', title: 'Third parties' })))),
    ).toEqual({
      text: lines(
        '2 policies have no owner since Jo Keller left on Friday 19 February',
        'Privacy `ISP-09` · to be filled, due in 11 days (Friday 5 March)',
        'Third parties `ISP-10` · to be filled, due in 11 days (Friday 5 March)',
      ),
      blocks: lines(
        '*2 policies have no owner since Jo Keller left on Friday 19 February*',
        '*Privacy* `ISP-09` · to be filled, due in 11 days (Friday 5 March) · <@U0ANAWEBER> stands in',
        '[Assign…]',
        '*Third parties* `ISP-10` · to be filled, due in 11 days (Friday 5 March) · Ana Weber stands in',
        '[Assign…]',
        '[Assign all…]',
      ),
    })
  })

  test('tell each its own story where they differ', () => {
    const { text } = compose(
      facts(
        'vacancies',
        fill(),
        fill({ left: marek, leftOn: null }),
        fill({ left: null }),
        fill({ left: null, statedOwner: 'Head of *IT*' }),
      ),
    )
    expect(text.split('\n').map((line) => line.split(' · ')[1])).toEqual([
      undefined,
      'no owner since Jo Keller left on Friday 19 February',
      'no owner, as Marek Novak cannot be reached here',
      'no owner, as none is named',
      'no owner, as "Head of ∗IT∗" names no person',
    ])
  })
})

test('trouble is said in its sentence', () => {
  const item = { is: 'trouble' as const, sentence: 'The channel #security was archived.' }
  expect(said(compose(facts('trouble', item)))).toEqual({
    text: '1 problem needs your attention\nThe channel #security was archived.',
    blocks: '*1 problem needs your attention*\nThe channel #security was archived.',
  })
})

test('a title of 300 characters is shortened on the message alone, with an ellipsis', () => {
  const message = compose(facts('reminder', review({ title: 'A'.repeat(300) })))
  expect(message.text).toContain(`${'A'.repeat(199)}… \`ISP-07\``)
  expect(checkMessage(message)).toEqual([])
})

test.each([
  ['<!channel> Policy', '&lt;!channel&gt; Policy'],
  ['R&D <Data> Policy', 'R&amp;D &lt;Data&gt; Policy'],
  ['Use of `root`', 'Use of ˋrootˋ'],
  ['*All* ~staff~ _now_ and file_name', '∗All∗ ∼staff∼ ＿now＿ and file_name'],
  ['One\n\ttitle \u202eturned', 'One title \ufffdturned'],
  ['', 'ISP-07'],
])('the title %j is written as %j', (title, written) => {
  const message = compose(facts('reminder', review({ title })))
  expect(message.text).toContain(`\n${written} \`ISP-07\` ·`)
  expect(read(message.blocks)).toContain(`\n*${written}* \`ISP-07\` ·`)
})

test('facts without an item are no message', () => {
  expect(() => compose(facts('reminder'))).toThrow('at least one thing')
})

describe('A message drawn anew', () => {
  const at = '2027-03-12T09:04:00.000Z'
  const newer = { version: 'v31', number: '3.1' }
  const reason = 'Section 4 is missing.'

  test.each<[string, SettledItem['ending'], string, string]>([
    [
      'an acknowledgment',
      { how: 'acknowledged', at, inForce: null },
      'You acknowledged 3.0 on 12 March, 10:04 (Europe/Vienna).',
      '',
    ],
    [
      'an acknowledgment of what is no longer in force',
      { how: 'acknowledged', at, inForce: newer },
      'Recorded for 3.0 on 12 March, 10:04 (Europe/Vienna). Version 3.1 is in force now.',
      '[Read 3.1]',
    ],
    [
      'a superseded version',
      { how: 'superseded', by: newer },
      'Superseded by 3.1: nothing to do.',
      '[Read 3.1]',
    ],
    [
      'a review that was submitted',
      { how: 'submitted', by: marek, at, decision: { is: 'awaited', from: [leo] } },
      'Submitted by <@U0MAREKNOV> on 12 March, 10:04 (Europe/Vienna); waits for <@U0LEOBRAND>.',
      '',
    ],
    [
      'a request that another decided',
      { how: 'decided', decision: { is: 'endorsed', by: [leo], at } },
      'Endorsed by <@U0LEOBRAND> on 12 March, 10:04 (Europe/Vienna).',
      '',
    ],
    [
      'a request that a deputy decided',
      { how: 'decided', decision: { is: 'endorsed', by: [{ ...marek, onBehalfOf: leo }], at } },
      'Endorsed by <@U0MAREKNOV> for <@U0LEOBRAND> on 12 March, 10:04 (Europe/Vienna).',
      '',
    ],
    [
      'what was sent back',
      { how: 'decided', decision: { is: 'sent back', by: [leo], at, reason } },
      'Sent back by <@U0LEOBRAND> on 12 March, 10:04 (Europe/Vienna).',
      `Reason\n| ${reason}`,
    ],
    ['what another holds now', { how: 'reassigned', to: [leo] }, 'Reassigned to <@U0LEOBRAND>.', ''],
    ['a vacancy', { how: 'filled', owner: leo }, 'Filled: <@U0LEOBRAND> is the owner.', ''],
    ['what is void', { how: 'void', reason: 'retired' }, 'Void: retired.', ''],
  ])('says of %s how it ended, and asks for nothing', (_, ending, sentence, below) => {
    const message = compose(facts('reminder', settled(ending)))
    expect(read(message.blocks)).toBe(
      lines('*Access control* `ISP-07`, version 3.0', sentence, ...(below === '' ? [] : [below])),
    )
    expect(message.text).toContain('Access control `ISP-07`, version 3.0 · ')
    expect(checkMessage(message)).toEqual([])
  })

  test.each<[SettledItem['ending'], string]>([
    [
      { how: 'decided', decision: { is: 'sent back', by: [leo], at, reason } },
      'on 12 March, 10:04: Section 4 is missing.',
    ],
    [
      {
        how: 'submitted',
        by: marek,
        at,
        decision: { is: 'sent back', by: [leo], at, reason: 'Why?' },
      },
      'on 12 March, 10:04: Why?',
    ],
    [{ how: 'void', reason: 'It was retired.' }, 'Void: It was retired.'],
    [{ how: 'reassigned', to: [{ name: 'Leo Brandt Jr.', slackId: null }] }, 'Reassigned to Leo Brandt Jr.'],
  ])('ends with one full stop, whatever people wrote at its end', (ending, end) => {
    const { text } = compose(facts('reminder', settled(ending)))
    expect(text.slice(-end.length)).toBe(end)
  })

  test('counts in its first line what is still owed, and leaves the rest where it stood', () => {
    const { text } = compose(
      facts('reminder', review(), settled({ how: 'reassigned', to: [leo] }, { number: null })),
    )
    expect(text).toBe(
      lines(
        '1 review is waiting for you',
        'Access control `ISP-07` · your review is to be submitted by Monday 1 March (in 7 days)',
        'Access control `ISP-07` · Reassigned to Leo Brandt.',
      ),
    )
  })

  test('of which nothing is owed any more says so once', () => {
    const { text } = compose(
      facts(
        'acknowledgment request',
        settled({ how: 'acknowledged', at, inForce: null }),
        settled({ how: 'void', reason: 'retired' }, { code: 'ISP-08' }),
      ),
    )
    expect(text).toBe(
      lines(
        'Nothing here is waiting for you any more',
        'Access control `ISP-07`, version 3.0 · You acknowledged 3.0 on 12 March, 10:04.',
        'Access control `ISP-08`, version 3.0 · Void: retired.',
      ),
    )
  })

  test('says until when a review is snoozed, by when what has come is due, and why it comes again', () => {
    expect(compose(facts('reminder', review({ snoozedUntil: '2027-02-26' }))).text).toContain(
      '· snoozed until Friday 26 February',
    )
    const again = { given: { number: '2.4', on: '2026-03-12' } }
    for (const [anew, words] of [
      [{ again }, 'everyone is asked anew: you acknowledged 2.4 on Thursday 12 March 2026'],
      [{ again: { given: null } }, 'everyone is asked anew'],
    ] as const) {
      const blocks = JSON.stringify(compose(facts('acknowledgment request', distribution(anew))).blocks)
      expect(blocks).toContain(words)
      expect(blocks).not.toContain('Passkeys replace passwords')
    }
    const before = acknowledge({ number: '3.0', lastGiven: '3.0' })
    expect(JSON.stringify(compose(facts('reminder', before)).blocks)).toContain(
      'which you acknowledged before, and everyone is asked for anew',
    )
    const asked = distribution({ dueOn: '2027-03-03' })
    expect(compose(facts('acknowledgment request', asked)).text).toContain(
      'acknowledge by Wednesday 3 March (in 9 days)',
    )
  })
})

describe('Buttons', () => {
  type Button = { action_id: string; value: string; url?: string; accessibility_label?: string }
  const buttonsOf = (message: ReturnType<typeof compose>) =>
    (message.blocks as { type: string; elements: Button[] }[])
      .filter(({ type }) => type === 'actions')
      .flatMap(({ elements }) => elements)

  test('carry what they are about', () => {
    const all = buttonsOf(compose(facts('reminder', review(), endorse(), acknowledge(), missing(), fill())))
    expect(all.map(({ action_id, value }) => `${action_id} ${value}`)).toEqual([
      'review r1',
      'snooze o1',
      'hand_over p7',
      'compare s1',
      'endorse s1',
      'send_back s1',
      'read v3',
      'acknowledge v3',
      'missing v3',
      'excuse v3',
      'hand_over p9',
    ])
  })

  test('say in a message of several which policy each is about, also where titles begin alike', () => {
    const title = 'A'.repeat(300)
    const all = buttonsOf(compose(facts('reminder', review({ title }), review({ title, code: 'ISP-08' }))))
    const labels = all.map(({ accessibility_label }) => accessibility_label!)
    expect(labels[0]).toMatch(/^Review: ISP-07 A+…$/)
    expect(labels[3]).toMatch(/^Review: ISP-08 A+…$/)
    expect(Math.max(...labels.map(({ length }) => length))).toBeLessThanOrEqual(75)
  })

  test('offer to snooze only what has a morning left before its day, and to hand over only who may', () => {
    const actionsOf = (more: object) =>
      buttonsOf(compose(facts('reminder', review(more)))).map(({ action_id }) => action_id)
    expect(actionsOf({ dueOn: '2027-02-23' })).toEqual(['review', 'snooze', 'hand_over'])
    expect(actionsOf({ dueOn: '2027-02-22' })).toEqual(['review', 'hand_over'])
    expect(actionsOf({ mayHandOver: false })).toEqual(['review', 'snooze'])
    expect(actionsOf({ as: 'escalation', mayHandOver: false })).toEqual(['show'])
  })

  test('let an approver read what cannot be compared, and nothing where no text is held', () => {
    const actionsOf = (more: object) =>
      buttonsOf(compose(facts('endorsement request', endorse({ canCompare: false, ...more })))).map(
        ({ action_id, value }) => `${action_id} ${value}`,
      )
    expect(actionsOf({})).toEqual(['read v3', 'endorse s1', 'send_back s1'])
    expect(actionsOf({ text: null })).toEqual(['endorse s1', 'send_back s1'])
  })

  test('lead to the page of a policy where a portal is set', () => {
    const [first] = buttonsOf(
      compose({
        ...facts('distribution', distribution({ code: 'ISP 07/b' })),
        portalUrl: 'https://p.example',
      }),
    )
    expect(first).toMatchObject({ action_id: 'read_portal', url: 'https://p.example/policies/ISP%2007%2Fb' })
  })

  test.each([14, 60])('of %i reviews stand each under its own, in one message that fits', (count) => {
    const many = Array.from({ length: count }, (_, index) =>
      review({ code: `ISP-${index + 1}`, subject: `r${index + 1}` }),
    )
    const message = compose(facts('reminder', ...many))
    expect(checkMessage(message)).toEqual([])
    const reviews = buttonsOf(message).filter(({ action_id }) => action_id === 'review')
    expect(reviews.map(({ value }) => value)).toEqual(many.slice(0, 24).map(({ subject }) => subject))
  })
})
