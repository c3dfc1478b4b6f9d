import { describe, expect, test } from 'vitest'
import { acknowledge } from '../../../src/actions/acknowledge.ts'
import { startCampaign } from '../../../src/actions/start-campaign.ts'
import { distribute } from '../../../src/distribute.ts'
import { delivered, directoryOf, inForce } from '../../support/situations.ts'
import { type Window, type Windows, windows } from './windows.ts'

const everything = { components: [], tags: [] }
const nextYear = '2028-03-01T09:00:00.000Z'

/** Three policies in force, acknowledged by olga alone. */
async function office(): Promise<Windows> {
  const here = await windows()
  await inForce(here, 'ISP-01', { tags: ['payments'], components: ['Privacy'] })
  const { version } = await inForce(here, 'ISP-02', {
    tags: ['payments'],
    audience: { everyone: false, channels: [], groups: [], people: [here.id('olga'), here.id('sam')] },
  })
  await inForce(here, 'ISP-03')
  await distribute(here.world, directoryOf())
  here.at('2027-03-01T15:00:00.000Z')
  await delivered(here)
  await here.does('olga', acknowledge, { version, statement: 'I have read it.' })
  here.at(nextYear)
  return here
}

/** Ticks what the window shows that it will do. */
function confirmed(window: Window): Window {
  const block = window.view.blocks.find(({ block_id }) => block_id?.startsWith('confirm~'))
  return window.type({ confirm: [String(block?.block_id?.split('~')[1])] })
}

describe('The window to ask for everything', () => {
  test('shows how many people and policies, and until when, and starts it', async () => {
    const here = await office()
    const window = await here.open('mia', 'campaign', '')
    expect(window.text).toContain('6 people get one message each, for 3 policies: ISP-01, ISP-02 and ISP-03.')
    expect(window.text).toContain('They have 14 days from the day it comes: until Wednesday 15 March')
    expect(window.text).toContain('Ask 6 people for 3 policies')
    expect((await confirmed(window).submit()).text).toContain(
      'Started: everybody whom 3 policies concern is asked',
    )
    expect(await here.row('campaigns', {})).toMatchObject({ state: 'asking', startedBy: here.id('mia') })
  })

  test('is narrowed to components and tags, and counts again whom they concern', async () => {
    const here = await office()
    const window = await here.open('mia', 'campaign', '')
    await window.type({ tags: ['payments'] }).press('value')
    expect(window.text).toContain('6 people get one message each, for 2 policies: ISP-01 and ISP-02.')
    await window.type({ components: ['Privacy'] }).press('value')
    expect(window.text).toContain('6 people get one message each, for 1 policy: ISP-01.')
    expect((await confirmed(window).submit()).text).toContain('everybody whom 1 policy concerns is asked')
    expect(await here.row('campaigns', {})).toMatchObject({ tags: '["payments"]', components: '["Privacy"]' })
  })

  test('asks for nothing that it has not shown, and keeps what was chosen', async () => {
    const here = await office()
    const window = await here.open('mia', 'campaign', '')
    const refused = await confirmed(window)
      .type({ tags: ['payments'] })
      .submit()
    expect(refused.text).toContain('What this asks for has changed since it was shown.')
    expect(refused.text).toContain('for 2 policies: ISP-01 and ISP-02.')
    expect(await here.rows('campaigns')).toEqual([])
    expect((await window.submit()).text).toContain('has changed since it was shown')
    expect((await confirmed(window).submit()).text).toContain('Started')
  })

  test('tells how far the last one is, and while it is being asked offers no other', async () => {
    const here = await office()
    await here.does('mia', startCampaign, { components: [], tags: ['payments'] })
    const asking = await here.open('mia', 'campaign', '')
    expect(asking.text).toContain('*Being asked now*: started by Mia on Wednesday 1 March · payments')
    expect(asking.view.submit).toBeUndefined()
    await distribute(here.world, directoryOf())
    await delivered(here)
    const { version } = await here.row('acknowledgmentsBefore', {})
    await here.does('olga', acknowledge, { version, statement: 'I have read it.' })
    const after = await here.open('mia', 'campaign', '')
    expect(after.text).toContain('*Asked the last time*: started by Mia')
    expect(after.text).toContain('1 request for 2 policies · 1 acknowledged · 0 missing')
    expect(after.view.submit?.text).toBe('Ask')
  })

  test('says what it cannot count and why', async () => {
    const here = await office()
    await here.database.kysely
      .updateTable('policies')
      .set({ audience: JSON.stringify({ everyone: false, channels: [], groups: [], people: [] }) })
      .execute()
    const window = await here.open('mia', 'campaign', '')
    expect(window.text).toContain('No policy that has a version in force and an audience fits this.')
    expect((await window.submit()).text).toContain('Choose other components or tags, or none.')
  })

  test('is for policy managers, and for after going live', async () => {
    const here = await office()
    const closed = await here.open('olga', 'campaign', '')
    expect(closed.text).toContain('Only a policy manager may ask for everything in force anew. Ask Mia')
    expect(await here.refused('olga', startCampaign, everything)).toBe('not_permitted')
    const before = await windows({ isLive: false })
    await inForce(before)
    expect((await before.open('mia', 'campaign', '')).text).toContain('Open "/policy golive" first')
  })
})
