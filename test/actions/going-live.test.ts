import { describe, expect } from 'vitest'
import { firstEndorsements, firstMornings, firstRequests } from '../../src/actions/first-mornings.ts'
import { goLive } from '../../src/actions/go-live.ts'
import { importPolicy } from '../../src/actions/import-policy.ts'
import { beat } from '../../src/beat.ts'
import { distribute } from '../../src/distribute.ts'
import { engines } from '../support/engines.ts'
import { delivered, directoryOf, inForce, submitted } from '../support/situations.ts'
import { storiesOn } from '../support/stories.ts'
import { aRow } from './register-row.ts'

const notYet = { isLive: false }

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story(
      'Before going live nothing is ready to be sent',
      async (s) => {
        await inForce(s, 'A')
        await submitted(s, 'B')
        await s.does('mia', importPolicy, aRow({ ownerEmail: null, lastReviewedOn: '2024-01-01' }))
        s.at('2027-03-02T09:00:00.000Z')
        expect(await beat(s.world)).toEqual({ inForce: 0, escalated: 0, reminded: 0 })
        expect(await s.rows('notices')).toEqual([])
      },
      notYet,
    )

    story(
      'Going live needs managers, approvers, a time zone and a Slack workspace',
      async (s) => {
        expect(await s.refused('mia', goLive, {})).toBe('golive_incomplete')
        expect((await s.row('workspaces', {})).liveAt).toBeNull()
      },
      { isLive: false, isClaimed: false },
    )

    story(
      'Before going live one sees which versions go out at once, and to whom',
      async (s) => {
        await inForce(s, 'A')
        expect(await firstMornings(s.world)).toEqual([])
        expect(await firstRequests(s.world)).toEqual([
          {
            code: 'A',
            title: 'Access control',
            version: '1.0',
            asks: 'acknowledge',
            audience: { everyone: true, channels: [], groups: [], people: [] },
          },
        ])
      },
      notYet,
    )

    story(
      'What was submitted before is put in front of its approvers by going live, once',
      async (s) => {
        const { submission } = await submitted(s)
        expect(await firstEndorsements(s.world)).toEqual([
          { code: 'ISP-07', title: 'Access control', to: ['Ann', 'Bob'] },
        ])
        s.at('2027-03-02T20:00:00.000Z')
        await s.does('mia', goLive, {})
        const asked = await s.rows('notices', { kind: 'endorsement request' })
        expect(asked.map(({ recipient, notBefore }) => [recipient, notBefore]).sort()).toEqual(
          ['ann', 'bob'].map((name) => [s.id(name), s.world.now()]).sort(),
        )
        const { id } = await s.row('obligations', { kind: 'endorse', subject: submission })
        for (const row of await s.rows('obligationHolders', { obligation: id }))
          expect(row).toMatchObject({ toldOn: '2027-03-02', rung: '2027-03-02' })
      },
      notYet,
    )

    story('It happens once', async (s) => {
      expect(await s.refused('mia', goLive, {})).toBe('already_live')
    })

    story(
      'On the first morning each holder gets one message with all that is overdue or inside its ladder',
      async (s) => {
        await s.does('mia', importPolicy, aRow({ code: 'OVERDUE', lastReviewedOn: '2024-01-10' }))
        await s.does('mia', importPolicy, aRow({ code: 'SOON', lastReviewedOn: '2026-03-25' }))
        await s.does('mia', importPolicy, aRow({ code: 'LATER', lastReviewedOn: '2026-12-01' }))
        await s.does(
          'mia',
          importPolicy,
          aRow({ code: 'VACANT', ownerEmail: null, lastReviewedOn: '2026-12-01' }),
        )
        s.at('2027-03-05T20:00:00.000Z')
        await s.does('mia', goLive, {})
        expect((await s.row('reviews', { dueOn: '2025-01-10' })).state).toBe('open')
        s.at('2027-03-08T07:59:00.000Z')
        await beat(s.world)
        expect(await s.rows('notices')).toEqual([])
        s.at('2027-03-08T08:00:00.000Z')
        await beat(s.world)
        const notice = await s.row('notices', { kind: 'reminder', recipient: s.id('olga') })
        expect(await s.rows('noticeItems', { notice: notice.id })).toHaveLength(2)
        await beat(s.world)
        s.at('2027-03-08T08:01:00.000Z')
        await beat(s.world)
        expect(await s.rows('notices', { recipient: s.id('olga') })).toHaveLength(1)
        const overdue = await s.row('reviews', { dueOn: '2025-01-10' })
        const obligation = await s.row('obligations', { subject: overdue.id })
        expect(obligation.escalatedOn).toBeNull()
        expect(await s.rows('obligationHolders', { obligation: obligation.id, as: 'escalation' })).toEqual([])
      },
      { isLive: false, startsAt: '2027-03-05T10:00:00.000Z' },
    )

    story(
      'What came into force before is distributed once the workspace is live',
      async (s) => {
        await inForce(s)
        expect(await distribute(s.world, directoryOf())).toBe(0)
        expect(await s.rows('acknowledgments')).toEqual([])
        await s.does('mia', goLive, {})
        expect(await distribute(s.world, directoryOf())).toBe(1)
        expect(await s.rows('notices', { kind: 'acknowledgment request' })).toHaveLength(6)
        s.at('2027-03-02T15:00:00.000Z')
        await delivered(s)
        for (const row of await s.rows('acknowledgments'))
          expect(row).toMatchObject({ state: 'open', dueOn: '2027-03-16' })
      },
      notYet,
    )
  })
}
