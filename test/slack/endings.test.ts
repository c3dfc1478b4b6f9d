import { expect, test } from 'vitest'
import { inForce, submitted } from '../support/situations.ts'
import { told } from '../support/stories.ts'
import { people } from './gestures.ts'

/** How a window ends, by the place that it was opened from. */

type Acted = { views?: { modals: unknown[] } | null }
const windowsOf = ({ views }: Acted) => views?.modals ?? []
const words = (shown: unknown) => JSON.stringify(shown)

async function reviewIsDue() {
  const all = await people()
  const s = told(all.desk.company)
  const { policy } = await inForce(s)
  await all.settle()
  await all.moveTo('2028-01-17T08:00:00.000Z')
  return { ...all, s, policy, olga: all.as('olga') }
}

test('From the message that tells it, the window closes, and the message says how it ended', async () => {
  const { olga, settle } = await reviewIsDue()
  expect(windowsOf(await olga.fill({ on: '2028-01-20' }, await olga.press('snooze')))).toEqual([])
  await settle()
  expect(words(await olga.newest())).toContain('snoozed until Thursday 20 January')
  expect(windowsOf(await olga.fill({ owner: 'U0SAM' }, await olga.press('hand_over')))).toEqual([])
  await settle()
  expect(words(await olga.newest())).toContain('Reassigned to <@U0SAM>')
})

test('From Home the window says how it ended, and Home is drawn anew', async () => {
  const { olga, settle } = await reviewIsDue()
  await olga.openHome()
  const pressed = async (action: string) => await olga.click((await olga.home())!, action)
  const snoozed = await olga.fill({ on: '2028-01-20' }, await pressed('snooze'))
  expect(words(windowsOf(snoozed))).toContain(
    'Your next reminder about ISP-07 comes on Thursday 20 January, 09:00.',
  )
  await settle()
  expect(words(await olga.home())).toContain('snoozed until Thursday 20 January')
  const begun = await olga.fill({ outcome: 'begun' }, await pressed('review'))
  expect(words(windowsOf(begun))).toContain('You began the review of ISP-07. Submit it by ')
  await settle()
  expect(words(await olga.home())).toContain('started')
  const given = await olga.fill({ owner: 'U0SAM' }, await pressed('hand_over'))
  expect(words(windowsOf(given))).toContain('Sam owns ISP-07 now.')
  await settle()
  expect(words(await olga.home())).toContain('You own no policy.')
})

test('From Home a decision is said, and stands there no more', async () => {
  const { as, desk, settle } = await people()
  const s = told(desk.company)
  for (const code of ['ISP-01', 'ISP-02']) await submitted(s, code)
  await settle()
  const ann = as('ann')
  await ann.openHome()
  const pressed = async (action: string) => await ann.click((await ann.home())!, action)
  const endorsed = await ann.fill({}, await pressed('endorse'))
  expect(words(windowsOf(endorsed))).toContain('You endorsed ISP-01 1.0. It is in force now.')
  await settle()
  expect(words(await ann.home())).toContain('*1 submission to endorse*')
})

test('From the answer to a command, which is drawn no more, the window says how it ended', async () => {
  const { as, desk, settle } = await people()
  const s = told(desk.company)
  await submitted(s)
  await settle()
  const ann = as('ann')
  const answer = (await ann.command('/policy endorse ISP-07')).messages.at(-1)!
  const sent = await ann.fill({ reason: 'Too long' }, await ann.click(answer, 'send_back'))
  expect(words(windowsOf(sent))).toContain('You sent ISP-07 1.0 back. Olga is told why.')
  const again = await ann.click(answer, 'send_back')
  expect(words(windowsOf(again))).toContain('You sent it back on Monday 1 March.')
})
