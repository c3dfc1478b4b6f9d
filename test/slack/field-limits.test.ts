import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { aPolicy } from '../support/company.ts'
import { distributed, inForce, submitted } from '../support/situations.ts'
import { type Told, told } from '../support/stories.ts'
import { openDesk } from './desk.ts'

/** Every field of every window at its limit, and one beyond: refused at the field, nothing recorded, what was typed kept. */

type Desk = Awaited<ReturnType<typeof openDesk>>
type Modals = Awaited<ReturnType<ReturnType<Desk['as']>['modals']>>
type View = Modals[number]
type Typed = Record<string, unknown>

let desk: Desk
let story: Told

beforeAll(async () => {
  desk = await openDesk()
  story = told(desk.company)
  await inForce(story, 'ISP-01')
  await submitted(story, 'ISP-02')
  await aPolicy(story, 'ISP-03')
  await distributed(story, 'ISP-04')
  await desk.program.rounds.settle()
}, 60_000)

const person = (name: string) => desk.as(`U0${name.toUpperCase()}`)

afterEach(async () => {
  for (const name of ['mia', 'olga', 'ann']) {
    const top = (await person(name).modals()).at(-1)
    if (top) await desk.sandbox.act({ as: `U0${name.toUpperCase()}`, do: 'close', view: top.id, all: true })
  }
})

afterAll(async () => {
  const violations = await desk.sandbox.violations()
  await desk.close()
  expect(violations).toEqual([])
})

const entries = async () => (await story.rows('entries')).length

/** A window, opened by a command or, in what a command showed, by a button; then its first choice, where it has one. */
type Window = { who: string; command: string; button?: string; section?: string; outcome?: string }
const windows = {
  add: { who: 'mia', command: 'add' },
  edit: { who: 'mia', command: 'edit ISP-01' },
  submit: { who: 'olga', command: 'submit ISP-03' },
  revise: { who: 'olga', command: 'review ISP-01', outcome: 'revised' },
  reaffirm: { who: 'olga', command: 'review ISP-01', outcome: 'reaffirmed' },
  'retire in a review': { who: 'olga', command: 'review ISP-01', outcome: 'retired' },
  endorse: { who: 'ann', command: 'endorse ISP-02', button: 'endorse' },
  'send back': { who: 'ann', command: 'endorse ISP-02', button: 'send_back' },
  retire: { who: 'mia', command: 'retire ISP-01' },
  'programme of settings': { who: 'mia', command: 'settings', section: 'programme' },
  'people of settings': { who: 'mia', command: 'settings', section: 'people' },
  'calendar of settings': { who: 'mia', command: 'settings', section: 'calendar' },
  'endorsement of settings': { who: 'mia', command: 'settings', section: 'endorsement' },
  'distribution of settings': { who: 'mia', command: 'settings', section: 'distribution' },
  'reminders of settings': { who: 'mia', command: 'settings', section: 'reminders' },
  pick: { who: 'mia', command: 'submit' },
  delegate: { who: 'mia', command: 'delegate' },
} satisfies Record<string, Window>

async function opened({ who, command, button, section, outcome }: Window): Promise<View> {
  const acting = person(who)
  const first = await acting.command(`/policy ${command}`)
  const second = button === undefined ? first : await acting.click(first.messages.at(-1)!, button)
  const chosen =
    section === undefined
      ? second
      : await acting.click(second.views!.modals.at(-1)!, 'settings', { blockId: `settings:${section}` })
  const view = chosen.views!.modals.at(-1)!
  if (outcome === undefined) return view
  const third = await acting.select(view, 'value', outcome, { blockId: 'outcome' })
  return third.views!.modals.at(-1)!
}

function blockOf(view: View, field: string) {
  const block = view.blocks.find(({ block_id }) => block_id?.split('~')[0] === field)
  if (!block) throw new Error(`Expected a field "${field}" in "${view.title?.text}"`)
  return block
}

const valuesIn = (view: View, typed: Typed) =>
  Object.fromEntries(
    Object.entries(typed).map(([field, value]) => [blockOf(view, field).block_id, { value }]),
  )

/** Each field of words by its window and its most characters. */
const fields: [window: keyof typeof windows, field: string, most: number][] = [
  ['add', 'code', 100],
  ['add', 'title', 300],
  ['add', 'tags', 2_000],
  ['edit', 'title', 300],
  ['edit', 'tags', 2_000],
  ...(['submit', 'revise'] as const).flatMap((window): typeof fields => [
    [window, 'number', 50],
    [window, 'summary', 3_000],
    [window, 'content', 3_000],
    [window, 'note', 3_000],
  ]),
  ['reaffirm', 'note', 3_000],
  ['retire in a review', 'note', 3_000],
  ['retire in a review', 'replacement', 300],
  ['endorse', 'comment', 3_000],
  ['send back', 'reason', 3_000],
  ['retire', 'reason', 3_000],
  ['retire', 'replacement', 300],
  ['calendar of settings', 'timeZone', 60],
  ['calendar of settings', 'country', 2],
  ['calendar of settings', 'region', 6],
  ['calendar of settings', 'closedDays', 3_000],
  ['endorsement of settings', 'quorum', 3],
  ['distribution of settings', 'portalUrl', 300],
  ['calendar of settings', 'sendingHour', 5],
  ['reminders of settings', 'reviewReminders', 120],
  ['programme of settings', 'components', 3_000],
  ['pick', 'filter', 100],
]

describe('One character beyond the limit is refused at the field by the client, and nothing is recorded', () => {
  test.each(fields)('%s: %s of %i', async (name, field, most) => {
    const window: Window = windows[name]
    const view = await opened(window)
    const block = blockOf(view, field)
    expect(block.element.max_length).toBe(most)
    const before = await entries()
    const text = '🔐'.repeat(most / 2 + 1).slice(0, most + 1)
    const sent = person(window.who).submit(view, { [block.block_id]: { value: text } })
    await expect(sent).rejects.toThrow(`"${block.block_id}" (Must be ${most} characters or fewer.)`)
    expect(await entries()).toBe(before)
    const kept = (await person(window.who).modals()).at(-1)!
    expect(JSON.stringify(kept.state)).toContain(JSON.stringify(text))
  })
})

const version = { number: '9.9', changeKind: 'major', summary: '-', content: '-' }
const policy = { code: 'NEW', title: 'New', owner: 'U0OLGA', cadence: '12', preferredMonth: 'none' }
const spaces = ' \n\u00a0 '

/** What the client lets through and we do not: the field, and a part of the sentence. */
const refused: [name: keyof typeof windows, typed: Typed, field: string, says: string][] = [
  ['add', { ...policy, title: '   ' }, 'title', 'title'],
  ['add', { ...policy, code: '   ' }, 'code', 'code'],
  ['add', { ...policy, code: 'ISP-01' }, 'code', 'belongs to "Access control"'],
  ['add', { ...policy, owner: 'U0ROBOT' }, 'owner', 'cannot be'],
  ['add', { ...policy, owner: 'U0XENA' }, 'owner', 'cannot be'],
  ['add', { ...policy, deputy: ['U0ROBOT'] }, 'deputy', 'cannot be'],
  ['add', { ...policy, approver: ['U0XENA'] }, 'approver', 'cannot be'],
  ['edit', { title: spaces }, 'title', 'title'],
  ['edit', { owner: 'U0ROBOT' }, 'owner', 'cannot be'],
  ['submit', { ...version, number: spaces }, 'number', 'number'],
  ['submit', { ...version, summary: spaces }, 'summary', 'summary'],
  ['submit', { ...version, content: '' }, 'content', 'text'],
  ['submit', { ...version, content: spaces }, 'content', 'text'],
  ['submit', { ...version, effectiveOn: '2027-02-28' }, 'effectiveOn', 'has passed'],
  ['submit', { ...version, effectiveOn: '2027-02-30' }, 'effectiveOn', 'calendar day'],
  ['revise', { ...version, number: '0.9', note: '-' }, 'number', 'not higher'],
  ['revise', { ...version, note: spaces }, 'note', 'in a sentence'],
  ['reaffirm', { note: spaces }, 'note', 'in a sentence'],
  ['retire in a review', { note: spaces }, 'note', '0 came'],
  ['send back', { reason: spaces }, 'reason', 'reason'],
  ['retire', { reason: spaces }, 'reason', 'reason'],
  ['calendar of settings', { timeZone: 'Europe/Nowhere' }, 'timeZone', 'the time zone'],
  ['calendar of settings', { country: '<!' }, 'country', 'country'],
  ['calendar of settings', { region: '<!>' }, 'region', 'region'],
  ['calendar of settings', { closedDays: '2027-02-30' }, 'closedDays', 'the closed days'],
  ['endorsement of settings', { quorum: '100' }, 'quorum', 'how many endorse'],
  ['endorsement of settings', { quorum: '0' }, 'quorum', 'how many endorse'],
  [
    'distribution of settings',
    { portalUrl: 'javascript:alert(1)' },
    'portalUrl',
    'the address of the portal',
  ],
  ['people of settings', { policyManagers: ['U0ROBOT'] }, 'policyManagers', 'Robot cannot be policy manager'],
  ['calendar of settings', { weekend: [] }, 'weekend', 'the weekend'],
  ['delegate', { deputy: 'U0MIA', fromOn: '2027-03-02', untilOn: '2027-03-03' }, 'deputy', ''],
  ['delegate', { deputy: 'U0ANN', fromOn: '2027-03-03', untilOn: '2027-03-02' }, 'untilOn', ''],
  ['delegate', { deputy: 'U0ROBOT', fromOn: '2027-03-02', untilOn: '2027-03-03' }, 'deputy', 'cannot be'],
]

describe('What no record can hold is refused at its field in one sentence, and what was typed stays', () => {
  test.each(refused)('%s: %j', async (name, typed, field, says) => {
    const window: Window = windows[name]
    const view = await opened(window)
    const before = await entries()
    const acted = await person(window.who).submit(view, valuesIn(view, typed))
    const errors = acted.ack?.payload?.errors
    expect(errors).toEqual({
      [blockOf(view, field).block_id]: expect.stringMatching(/^["A-Z09][^\n]{20,}\.$/),
    })
    expect(Object.values(errors).join()).toContain(says)
    expect(await entries()).toBe(before)
    expect(acted.views?.modals.at(-1)?.id).toBe(view.id)
  })
})

const full = (most: number) =>
  '🔐<&*سي>'
    .repeat(most)
    .slice(0, most - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .concat('.')
const list = Array.from({ length: 250 }, (_, index) => `t${String(index).padStart(6, '0')}`)
  .join(',')
  .slice(0, 2_000)

/** At the limit of every field at once. */
const accepted: [name: keyof typeof windows, typed: Typed][] = [
  [
    'calendar of settings',
    {
      closedDays: Array.from(
        { length: 272 },
        (_, i) => `2027-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`,
      ).join(' '),
    },
  ],
  ['distribution of settings', { portalUrl: `https://p.example/${'x'.repeat(282)}` }],
  ['endorsement of settings', { quorum: 'all' }],
  ['add', { ...policy, code: full(100), title: full(300), tags: list }],
  ['edit', { title: full(300), tags: list }],
  [
    'submit',
    {
      number: `1.${'0'.repeat(48)}`,
      changeKind: 'major',
      summary: full(3_000),
      content: full(3_000),
      note: full(3_000),
    },
  ],
  ['send back', { reason: full(3_000) }],
  [
    'revise',
    {
      number: `2.${'0'.repeat(48)}`,
      changeKind: 'major',
      summary: full(3_000),
      content: full(3_000),
      note: full(3_000),
    },
  ],
]

describe('Every field at its limit is recorded whole', () => {
  test.each(accepted)('%s', async (name, typed) => {
    const window: Window = windows[name]
    const view = await opened(window)
    const before = await entries()
    const acted = await person(window.who).submit(view, valuesIn(view, typed))
    expect(acted.ack?.payload?.errors).toBeUndefined()
    expect(JSON.stringify(acted.views?.modals)).not.toMatch(/Not done|went wrong/)
    expect(await entries()).toBeGreaterThan(before)
    await desk.program.rounds.settle()
  })
})
