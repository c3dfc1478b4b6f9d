import { describe, expect, test } from 'vitest'
import { distributed, inForce, waiverAsked, waiverGranted } from '../../support/situations.ts'
import { windows } from './windows.ts'

const asked = { until: '2028-04-28', reason: 'The auditors are here until April' }

describe('The window to ask for a waiver', () => {
  test('says until when it can be, and who decides by when', async () => {
    const office = await windows()
    const { policy } = await inForce(office)
    const window = await office.open('olga', 'waive', policy)
    for (const shown of ['From Thursday 2 March 2028 to Tuesday 30 May 2028', 'Ann and Bob are asked'])
      expect(window.text).toContain(shown)
    const { errors } = await window.type({ ...asked, until: '2028-05-31' }).submit()
    expect(errors.until).toContain('this waiver can reach from')
    const done = await window.type(asked).submit()
    expect(done.text).toContain('Asked. Ann and Bob will decide by Thursday 4 March')
    expect(await office.row('waivers', {})).toMatchObject({ ...asked, askedBy: office.id('olga') })
    expect((await office.open('olga', 'waive', policy)).text).toContain('awaits its decision already')
  })

  test('is not for an approver, and says whom to ask', async () => {
    const office = await windows()
    const { policy } = await inForce(office)
    expect((await office.open('ann', 'waive', policy)).text).toContain('Ask Olga, who owns it.')
  })
})

describe('The windows to decide on a waiver', () => {
  test('grant it until a day that may be earlier, and tell who asked', async () => {
    const office = await windows()
    const { waiver } = await waiverAsked(office)
    const window = await office.open('ann', 'grant_waiver', waiver)
    for (const shown of ['<@U0OLGA>', 'the auditors are here', '90 days', 'never waived before'])
      expect(window.text).toContain(shown)
    const { errors } = await window.type({ until: '2028-04-29' }).submit()
    expect(errors.until).toContain('does not fit')
    const done = await window.type({ until: '2028-04-14' }).submit()
    expect(done.text).toContain('Granted until Friday 14 April 2028. Olga is told.')
    expect(await office.row('reviews', { kind: 'scheduled' })).toMatchObject({ waivedUntil: '2028-04-14' })
  })

  test('refuse it with a reason, and go to nobody who benefits', async () => {
    const office = await windows()
    const { waiver } = await waiverAsked(office)
    expect((await office.open('olga', 'grant_waiver', waiver)).text).toContain('may decide on this waiver')
    const window = await office.open('bob', 'refuse_waiver', waiver)
    expect((await window.submit()).errors.reason).toContain('0 came')
    expect((await window.type({ reason: 'It was late last year' }).submit()).text).toContain('Refused.')
    expect(await office.row('waivers', {})).toMatchObject({ state: 'refused', decidedBy: office.id('bob') })
  })

  test('say that another decided meanwhile', async () => {
    const office = await windows()
    const { waiver } = await waiverAsked(office)
    const window = await office.open('bob', 'refuse_waiver', waiver)
    await waiverGranted(office, waiver, '2028-04-28')
    const late = await window.type({ reason: 'typed before' }).submit()
    for (const shown of ['granted already', 'typed before']) expect(late.text).toContain(shown)
    expect((await office.open('bob', 'grant_waiver', waiver)).text).toContain('granted already')
  })
})

describe('The window to excuse somebody', () => {
  test('excuses one who is missing, with a reason, and never oneself', async () => {
    const office = await windows()
    const { policy, version } = await distributed(office)
    const window = await office.open('olga', 'excuse', policy)
    expect(window.text).toContain('6 have not acknowledged it')
    const { errors } = await window.type({ person: 'U0OLGA', reason: 'busy' }).submit()
    expect(errors.person).toContain('Nobody excuses themselves')
    const done = await window.type({ person: 'U0SAM', reason: 'On leave' }).submit()
    expect(done.text).toContain('Sam is excused, and told so.')
    expect(await office.row('acknowledgments', { version, person: office.id('sam') })).toMatchObject({
      state: 'void',
      excuse: 'On leave',
    })
    expect((await office.open('dan', 'excuse', policy)).text).toContain('may excuse people')
    expect((await office.open('olga', 'missing', version)).text).toContain('1 excused')
  })
})
