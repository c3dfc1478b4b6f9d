import { describe, expect } from 'vitest'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { reportTrouble } from '../../src/actions/report-trouble.ts'
import { calendar } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { delivered, distributed, submitted } from '../support/situations.ts'
import { storiesOn } from '../support/stories.ts'
import { postOffice } from './post-office.ts'
import { beats, open, said } from './said.ts'

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story('A trouble is said in its own sentence', async (s) => {
      const sentence = 'The audience C1 could not be read.'
      await s.does(calendar, reportTrouble, { subject: 'C1', sentence, distribution: null })
      expect(await said(s, 'mia', 'trouble')).toEqual([{ is: 'trouble', sentence }])
    })

    story('The person’s own comes first, then what is due first', async (s) => {
      await s.does('mia', changeSettings, {
        changes: [{ key: 'policyManagers', text: 'mia@example.com olga@example.com' }],
      })
      const { version } = await distributed(s)
      s.at(open)
      await delivered(s)
      await beats(s, '2027-03-08T08:00:00.000Z')
      expect(version).toBeTruthy()
      expect(
        (await said(s, 'olga', 'reminder')).map((item) => `${item.is} ${'as' in item ? item.as : ''}`),
      ).toEqual(['acknowledge holder', 'who is missing escalation'])
    })

    story('What a message says is dated by the workspace’s day and names its portal', async (s) => {
      await s.does('mia', changeSettings, {
        changes: [{ key: 'portalUrl', text: 'https://policies.example.com' }],
      })
      await submitted(s)
      s.at('2027-03-01T23:30:00.000Z')
      const office = postOffice(s)
      await office.deliver()
      expect(office.to('ann')[0]?.facts).toMatchObject({
        today: '2027-03-02',
        zone: 'Europe/Vienna',
        portalUrl: 'https://policies.example.com',
      })
    })
  })
}
