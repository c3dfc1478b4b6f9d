import { expect, test } from 'vitest'
import { problemsOfView } from '../../../src/sandbox/blocks/view.ts'
import { viewOf } from '../../../src/slack/modals/draw.ts'
import { postures } from '../../../src/slack/posture-words.ts'
import { checkView } from '../../../src/slack/views/check-view.ts'
import { homeSizes } from '../../../src/slack/views/home/parts.ts'
import { homeView } from '../../../src/slack/views/home.ts'
import { filterForm } from '../../../src/slack/views/modals/filter.ts'
import { makeNamer } from '../../../src/slack/views/mrkdwn.ts'
import { wordsIn } from '../commands/counter.ts'

const hostile = `<!channel>\u202e${'👩‍👩‍👧‍👦&'.repeat(40)}`.slice(0, 300)
const setting = {
  today: '2027-03-01',
  zone: 'Europe/Vienna',
  portalUrl: null,
  name: makeNamer(),
  isOnly: false,
}

test('A full page of the register in Home is within what Slack takes, whatever people wrote', () => {
  const size = homeSizes['home:register']
  const policy = {
    code: '`&'.repeat(100),
    title: hostile,
    status: 'active',
    owner: { name: '&'.repeat(300), slackId: 'U1', hasLeft: true },
    statedOwner: null,
    inForce: '1.0',
    waiting: { number: '&'.repeat(100), effectiveOn: '2028-03-01' },
    review: { dueOn: '2027-03-01', state: 'open', waivedUntil: '2027-04-01' },
    outOfCycle: { dueOn: '2027-03-01', waivedUntil: '2027-04-01' },
  } as const
  const view = homeView(
    {
      is: 'register',
      list: 'home:register',
      filter: `tag:"${'&amp;'.repeat(200)}"`,
      page: 4,
      size,
      total: 5_000,
      isManager: true,
      narrowed: { words: [...postures, hostile, hostile], whose: { name: hostile, slackId: null } },
      policies: Array.from({ length: size }, (_, i) => ({ ...policy, policy: `p${i}` })),
    },
    setting,
    'x'.repeat(2_900),
  )
  expect(checkView(view)).toEqual([])
  expect(problemsOfView(view, 'home')).toEqual([])
  expect(wordsIn(view.blocks)).toContain('· 61–80 of 5,000')
  expect(wordsIn(view.blocks)).not.toMatch(/<!|\u202e/)
})

test.each([
  ['none', []],
  ['as many as are offered', Array.from({ length: 99 }, (_, i) => `tag ${i}`)],
  ['more than that', Array.from({ length: 100 }, (_, i) => `tag ${i}`)],
  ['long ones', ['x'.repeat(300), hostile]],
])('The window of its filter is too, with tags: %s', (_, words) => {
  const filled = {
    postures: [...postures],
    status: '*',
    owner: 'U1',
    tag: '*',
    component: '*',
    text: hostile,
  }
  const form = filterForm({ tags: words, components: words, postures }, filled)
  const of = { modal: 'filter', subject: '', page: 0, from: {}, files: [], apart: {}, isTold: false } as const
  const view = viewOf(form, { ...of, files: [] })
  expect(checkView(view)).toEqual([])
  expect(problemsOfView(view, 'modal')).toEqual([])
})
