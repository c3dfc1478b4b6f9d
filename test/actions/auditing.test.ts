import { describe, expect } from 'vitest'
import { acknowledge } from '../../src/actions/acknowledge.ts'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { delegate } from '../../src/actions/delegate.ts'
import { firstManager } from '../../src/actions/first-manager.ts'
import { importPolicy } from '../../src/actions/import-policy.ts'
import { registerPolicy } from '../../src/actions/register-policy.ts'
import { retirePolicy } from '../../src/actions/retire-policy.ts'
import { transferOwnership } from '../../src/actions/transfer-ownership.ts'
import { aPolicy } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { distributed, endorsed, inForce } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'
import { aRow } from './register-row.ts'

const naming = (key: string, ...names: string[]) => ({
  changes: [{ key, text: names.map((name) => `${name}@example.com`).join(' ') }],
})
const sets = (s: Told, key: string, ...names: string[]) =>
  s.does('mia', changeSettings, naming(key, ...names))

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    for (const [what, name] of [
      ['manages the policies', 'mia'],
      ['endorses for the workspace', 'ann'],
      ['owns a policy', 'olga'],
      ['is deputy of one', 'dan'],
    ] as const)
      story(`Nobody who ${what} becomes an auditor`, async (s) => {
        await aPolicy(s)
        expect(await s.refused('mia', changeSettings, naming('auditors', name))).toBe('not_independent')
      })

    story('Who acts for somebody becomes no auditor before that is over', async (s) => {
      const away = { person: s.id('ann'), deputy: s.id('sam'), fromOn: '2027-03-01', untilOn: '2027-03-05' }
      await s.does('ann', delegate, away)
      expect(await s.refused('mia', changeSettings, naming('auditors', 'sam'))).toBe('not_independent')
      s.at('2027-03-08T08:00:00.000Z')
      await sets(s, 'auditors', 'sam')
    })

    story('Who had a part in nothing but a retired policy may audit', async (s) => {
      const { policy } = await inForce(s)
      expect(await s.refused('mia', changeSettings, naming('auditors', 'olga'))).toBe('not_independent')
      const ended = { policy, reason: 'no use', replacement: null }
      const { submission } = await s.does('olga', retirePolicy, ended)
      await endorsed(s, 'ann', submission)
      await sets(s, 'auditors', 'olga')
    })

    story('An auditor is given no part in any policy', async (s) => {
      const policy = await aPolicy(s)
      await sets(s, 'auditors', 'sam')
      const sam = s.id('sam')
      const away = { person: s.id('ann'), deputy: sam, fromOn: '2027-03-01', untilOn: '2027-03-05' }
      expect(await s.refused('ann', delegate, away)).toBe('not_an_owner')
      expect(await s.refused('mia', transferOwnership, { policy, to: sam })).toBe('not_an_owner')
      expect(await s.refused('mia', importPolicy, aRow({ code: 'A', ownerEmail: 'sam@example.com' }))).toBe(
        'not_an_owner',
      )
      const request = {
        code: 'ISP-08',
        title: 'Logging',
        owner: s.id('olga'),
        deputies: [],
        approvers: [],
        cadenceMonths: 12,
        preferredMonth: null,
        audience: { everyone: true, channels: [], groups: [], people: [] },
        tags: [],
        components: [],
      }
      for (const part of [{ owner: sam }, { deputies: [sam] }, { approvers: [sam] }])
        expect(await s.refused('mia', registerPolicy, { ...request, ...part })).toBe('not_an_owner')
      for (const key of ['policyManagers', 'approvers'])
        expect(await s.refused('mia', changeSettings, naming(key, 'bob', 'sam'))).toBe('not_independent')
    })

    story('Who leaves a part and audits in one change may', async (s) => {
      const changes = [...naming('approvers', 'bob').changes, ...naming('auditors', 'ann').changes]
      await s.does('mia', changeSettings, { changes })
      expect(await s.row('settings', { key: 'auditors' })).toMatchObject({ value: `["${s.id('ann')}"]` })
    })

    story('An auditor acknowledges what they were asked, as anybody does', async (s) => {
      await sets(s, 'auditors', 'sam')
      const { version } = await distributed(s)
      await s.does('sam', acknowledge, { version, statement: 'I have read it.' })
      expect(await s.row('acknowledgments', { person: s.id('sam') })).toMatchObject({ state: 'given' })
    })

    story(
      'An administrator who audits does not answer for policy managers where there are none',
      async (s) => {
        await sets(s, 'policyManagers')
        await s.does({ kind: 'operator', user: 'x' }, changeSettings, naming('auditors', 'mia'))
        expect(await s.refused('mia', firstManager, {})).toBe('not_permitted')
        expect(await s.refused('mia', changeSettings, naming('auditors'))).toBe('not_permitted')
      },
    )
  })
}
