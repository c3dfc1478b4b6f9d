import { expect, test } from 'vitest'
import { inForce } from '../support/situations.ts'
import { told } from '../support/stories.ts'
import { people } from './gestures.ts'

const words = (shown: unknown) => JSON.stringify(shown)

test("A quarter ends: the policy managers are reminded, compare a tracker's export, report what is missing, and one attests", async () => {
  const { as, desk, settle, moveTo } = await people({
    settings: { policyManagers: 'mia@example.com dan@example.com' },
  })
  const s = told(desk.company)
  await inForce(s)
  await settle()
  await as('sam').fill(
    { category: 'security_event', happenedOn: '2027-02-27', what: 'A laptop was stolen, see SEC-7' },
    await as('sam').command('/policy report'),
  )
  await settle()

  await moveTo('2027-04-01T08:00:00.000Z')
  await as('mia').openHome()
  expect(words(await as('mia').home())).toContain('1 quarter to attest')
  expect(words((await as('mia').command('/policy due')).messages.at(-1))).toContain(
    'Events of the first quarter of 2027',
  )

  await moveTo('2027-04-05T07:30:00.000Z')
  const reminder = await as('dan').newest(({ text }) => text.includes('Attest the events'))
  expect(reminder.text).toContain(
    'Attest the events of the first quarter of 2027 · 0 reports significant, 0 not significant, 1 not decided yet · due in 5 days (Saturday 10 April)',
  )
  expect(words(reminder)).toContain('Compare with a tracker…')

  await as('mia').fill({ reason: 'It was encrypted' }, await as('mia').press('not_significant'))
  await settle()
  const after = await as('dan').newest(({ text }) => text.includes('Attest the events'))
  expect(words(after)).toContain('0 reports significant, 1 not significant')
  expect(words(after)).not.toContain('not decided yet')

  await as('mia').fill({ isComplete: ['yes'] }, await as('mia').press('attest'))
  await settle()
  expect(await s.row('attestations', {})).toMatchObject({ attestedBy: s.id('mia'), notSignificant: 1 })
  const over = await as('dan').newest((one) => words(one).includes('Events of the first quarter'))
  expect(words(over)).toContain('attested by')
  expect(words(over)).not.toContain('Attest…')
  expect(words(await as('mia').home())).not.toContain('to attest')
  const late = await as('dan').command('/policy due')
  expect(words(late.messages.at(-1))).not.toContain('attestation')
})
