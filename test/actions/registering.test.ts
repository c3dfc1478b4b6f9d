import { describe, expect } from 'vitest'
import { changePolicy } from '../../src/actions/change-policy.ts'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { claimWorkspace } from '../../src/actions/claim-workspace.ts'
import { makeWorkspace } from '../../src/actions/make-workspace.ts'
import { performAll } from '../../src/actions/perform.ts'
import { registerPolicy } from '../../src/actions/register-policy.ts'
import { aPolicy, directory, operator } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { inForce } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'

const request = (story: Told, change: object = {}) => ({
  code: 'ISP-07',
  title: 'Access control',
  owner: story.id('olga'),
  deputies: [],
  approvers: [],
  cadenceMonths: 12,
  preferredMonth: null,
  audience: { everyone: true, channels: [], groups: [], people: [] },
  tags: [],
  components: [],
  ...change,
})

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story('A registered policy is a draft without a clock, and one entry says all of it', async (s) => {
      const before = (await s.rows('entries')).length
      const policy = await aPolicy(s)
      expect(await s.row('policies', { id: policy })).toMatchObject({
        code: 'ISP-07',
        status: 'draft',
        owner: s.id('olga'),
        lastReviewedOn: null,
        activeOn: null,
        revision: 1,
      })
      expect(await s.row('policyRoles', {})).toMatchObject({
        person: s.id('dan'),
        role: 'deputy',
        position: 0,
      })
      expect(await s.rows('reviews')).toEqual([])
      expect(await s.rows('obligations')).toEqual([])
      expect(await s.rows('notices')).toEqual([])
      expect(await s.rows('entries')).toHaveLength(before + 1)
      const entry = await s.row('entries', { action: 'register-policy' })
      expect(entry).toMatchObject({ actor: s.id('mia'), subject: policy, at: '2027-03-01T07:00:00.000Z' })
      expect(JSON.parse(entry.bytes)).toMatchObject({
        roles: ['member', 'administrator', 'manager'],
        way: 'slack',
      })
    })

    const nobody = { everyone: false, channels: [], groups: [], people: [] }
    const refusals: [string, object | ((s: Told) => object), string][] = [
      ['without a code', { code: '' }, 'bad_text'],
      ['with a code of spaces', { code: '  ' }, 'bad_text'],
      ['with a code longer than is kept', { code: 'x'.repeat(101) }, 'bad_text'],
      ['with a title of spaces', { title: '  ' }, 'bad_text'],
      ['with a cadence of 24 months', { cadenceMonths: 24 }, 'bad_cadence'],
      ['with a cadence of no months', { cadenceMonths: 0 }, 'bad_cadence'],
      ['owned by nobody known', { owner: 'nobody' }, 'unknown_person'],
      ['owned by a bot', (s) => ({ owner: s.id('robot') }), 'not_an_owner'],
      ['with a deputy of another workspace', (s) => ({ deputies: [s.id('xena')] }), 'not_an_owner'],
      ['approved by a bot', (s) => ({ approvers: [s.id('robot')] }), 'not_an_owner'],
      ['for a bot', (s) => ({ audience: { ...nobody, people: [s.id('robot')] } }), 'not_an_owner'],
    ]
    for (const [what, change, code] of refusals) {
      story(`A policy ${what} is refused and leaves nothing`, async (s) => {
        const changed = typeof change === 'function' ? change(s) : change
        expect(await s.refused('mia', registerPolicy, request(s, changed))).toBe(code)
        expect(await s.rows('policies')).toEqual([])
      })
    }

    story('A code that is taken is refused, however it is written, with whose it is', async (s) => {
      await s.does('mia', registerPolicy, request(s, { code: 'Zürich 01' }))
      for (const code of ['Zürich 01', 'zürich 01', 'ZÜRICH 01', 'Zu\u0308rich  01 '])
        await expect(s.does('mia', registerPolicy, request(s, { code }))).rejects.toMatchObject({
          code: 'code_taken',
          message: expect.stringContaining('The code "Zürich 01" belongs to'),
        })
      expect(await s.rows('policies')).toHaveLength(1)
    })

    story(
      'Of several in one transaction the refused ones alone are undone, and each refusal is told',
      async (s) => {
        const told: string[] = []
        const world = { ...s.world, refused: ({ code }: { code: string }) => void told.push(code) }
        const keyed = ['A', 'B', 'A', 'C'].map((code, i) => ({
          request: request(s, { code }),
          key: `all ${i}`,
        }))
        const results = await performAll(world, s.as('mia'), registerPolicy, keyed)
        expect(results.map((one) => ('refusal' in one ? one.refusal.code : 'done'))).toEqual([
          'done',
          'done',
          'code_taken',
          'done',
        ])
        expect((await s.rows('policies')).map(({ code }) => code).sort()).toEqual(['A', 'B', 'C'])
        expect(told).toEqual(['code_taken'])
      },
    )

    story('A title, deputies and tags change without moving the due date', async (s) => {
      const { policy } = await inForce(s)
      const { revision } = await s.row('policies', { id: policy })
      const due = (await s.row('reviews', { state: 'open' })).dueOn
      const changes = {
        title: 'Who may enter',
        deputies: [s.id('sam'), s.id('dan')],
        tags: ['system metadata'],
      }
      expect(await s.does('olga', changePolicy, { policy, revision, changes })).toEqual({
        revision: revision + 1,
      })
      const roles = (await s.rows('policyRoles')).sort((a, b) => a.position - b.position)
      expect(roles.map(({ person }) => person)).toEqual([s.id('sam'), s.id('dan')])
      expect(await s.row('policies', { id: policy })).toMatchObject({
        title: 'Who may enter',
        codeKey: 'isp-07',
        titleKey: 'who may enter',
      })
      expect((await s.row('reviews', { state: 'open' })).dueOn).toBe(due)
    })

    story(
      'Another rhythm moves the due date from the last whole review, with submit-by and the next reminder',
      async (s) => {
        const { policy } = await inForce(s)
        const { revision } = await s.row('policies', { id: policy })
        await s.does('olga', changePolicy, { policy, revision, changes: { cadenceMonths: 6 } })
        expect(await s.row('reviews', { state: 'open' })).toMatchObject({
          openedOn: '2027-03-01',
          dueOn: '2027-09-01',
        })
        const obligation = await s.row('obligations', { kind: 'review', state: 'open' })
        expect(obligation.dueOn).toBe('2027-08-18')
        const holder = await s.row('obligationHolders', { obligation: obligation.id })
        expect(holder.nextReminderAt).toBe('2027-07-19T07:00:00.000Z')
      },
    )

    story('A save from an older state is refused, and what the other changed stays', async (s) => {
      const policy = await aPolicy(s)
      await s.does('mia', changePolicy, { policy, revision: 1, changes: { title: 'By mia' } })
      const late = { policy, revision: 1, changes: { title: 'By olga' } }
      expect(await s.refused('olga', changePolicy, late)).toBe('stale')
      expect(await s.row('policies', { id: policy })).toMatchObject({ title: 'By mia', revision: 2 })
    })

    story('Settings are changed all or none, with people given by address', async (s) => {
      const changes = [
        { key: 'quorum', text: 'all' },
        { key: 'approvers', text: 'nobody@example.com' },
      ]
      expect(await s.refused('mia', changeSettings, { changes })).toBe('unknown_person')
      expect(await s.rows('settings', { key: 'quorum' })).toEqual([])
      expect(await s.refused('mia', changeSettings, { changes: [{ key: 'quorom', text: 'all' }] })).toBe(
        'unknown_setting',
      )
      expect(await s.refused('mia', changeSettings, { changes: [{ key: 'quorum', text: 'most' }] })).toBe(
        'bad_setting',
      )
      await s.does('mia', changeSettings, { changes: [{ key: 'approvers', text: 'Dan@Example.com' }] })
      expect((await s.row('settings', { key: 'approvers' })).value).toBe(JSON.stringify([s.id('dan')]))
    })

    story('A workspace is made once, and belongs to the team that claimed it first', async (s) => {
      expect(await s.does(operator, makeWorkspace, { name: 'Other', kind: 'real' })).toEqual({ made: false })
      expect(await s.does(directory, claimWorkspace, { team: 'T1', name: 'Example' })).toEqual({
        claimed: false,
      })
      expect(await s.refused(directory, claimWorkspace, { team: 'T2', name: 'Other' })).toBe('other_team')
      expect(await s.row('workspaces', {})).toMatchObject({
        name: 'Example',
        kind: 'rehearsal',
        slackTeam: 'T1',
      })
    })
  })
}
