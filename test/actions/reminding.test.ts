import { describe, expect } from 'vitest'
import { acknowledge } from '../../src/actions/acknowledge.ts'
import { escalate } from '../../src/actions/escalate.ts'
import { importPolicy } from '../../src/actions/import-policy.ts'
import { pinDay, pinOf } from '../../src/actions/pin-day.ts'
import { snooze } from '../../src/actions/snooze.ts'
import { startReview } from '../../src/actions/start-review.ts'
import { beat, nextDueAt } from '../../src/beat.ts'
import type { Instant } from '../../src/rules/terms.ts'
import { calendar } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { attestedUntil, delivered, distributed, inForce, submitted } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'
import { aRow } from './register-row.ts'

/** Beats whenever something is due until an instant, as the program does; answers the messages to a person by day. */
async function liveUntil(s: Told, until: Instant): Promise<void> {
  await attestedUntil(s, until)
  for (;;) {
    await beat(s.world)
    await delivered(s)
    const next = await nextDueAt(s.world)
    expect(next > s.world.now(), `${next} is after ${s.world.now()}`).toBe(true)
    if (next > until) break
    s.at(next)
  }
  s.at(until)
}

async function reminded(s: Told, recipient: string): Promise<string[]> {
  return (await s.rows('notices', { kind: 'reminder', recipient })).map(({ createdAt }) => createdAt).sort()
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story(
      'The owner of a review is reminded on the rungs of submit-by, each once, at nine in their zone',
      async (s) => {
        await inForce(s)
        expect((await s.row('obligations', { kind: 'review' })).dueOn).toBe('2028-02-16')
        await liveUntil(s, '2028-02-25T12:00:00.000Z')
        expect(await reminded(s, s.id('olga'))).toEqual([
          '2028-01-17T08:00:00.000Z',
          '2028-02-02T08:00:00.000Z',
          '2028-02-09T08:00:00.000Z',
          '2028-02-15T08:00:00.000Z',
          '2028-02-16T08:00:00.000Z',
          '2028-02-23T08:00:00.000Z',
        ])
      },
    )

    story(
      'A review that nobody starts escalates to deputies, managers, approvers and the channel, and weekly',
      async (s) => {
        await inForce(s)
        await liveUntil(s, '2028-03-17T12:00:00.000Z')
        expect(await reminded(s, s.id('dan'))).toEqual([
          '2028-02-16T08:00:00.000Z',
          '2028-03-08T08:00:00.000Z',
          '2028-03-15T08:00:00.000Z',
        ])
        expect(await reminded(s, s.id('mia'))).toEqual([
          '2028-02-16T08:00:00.000Z',
          '2028-02-28T08:00:00.000Z',
          '2028-03-08T08:00:00.000Z',
          '2028-03-15T08:00:00.000Z',
        ])
        expect(await reminded(s, s.id('ann'))).toEqual([
          '2028-03-02T08:00:00.000Z',
          '2028-03-08T08:00:00.000Z',
          '2028-03-15T08:00:00.000Z',
        ])
        expect(await reminded(s, 'C0GOVERN')).toEqual([
          '2028-03-13T08:00:00.000Z',
          '2028-03-15T08:00:00.000Z',
        ])
      },
      { settings: { governanceChannel: 'C0GOVERN' } },
    )

    story('Who has started spares the deputies', async (s) => {
      const { policy } = await inForce(s)
      s.at('2028-02-01T09:00:00.000Z')
      await s.does('olga', startReview, { policy })
      await liveUntil(s, '2028-03-03T12:00:00.000Z')
      expect(await reminded(s, s.id('dan'))).toEqual([])
      expect(await reminded(s, s.id('mia'))).toEqual(['2028-02-28T08:00:00.000Z'])
    })

    story(
      'An endorsement is reminded of two days before, on the day and each business day; then the manager hears',
      async (s) => {
        await submitted(s)
        await liveUntil(s, '2027-03-12T12:00:00.000Z')
        expect(await reminded(s, s.id('ann'))).toEqual([
          '2027-03-08T08:00:00.000Z',
          '2027-03-09T08:00:00.000Z',
          '2027-03-10T08:00:00.000Z',
          '2027-03-11T08:00:00.000Z',
          '2027-03-12T08:00:00.000Z',
        ])
        expect(await reminded(s, s.id('mia'))).toEqual(['2027-03-10T08:00:00.000Z'])
      },
    )

    story(
      'Acknowledgments: seven and three days before, on the day, weekly; the owner weekly, the manager once',
      async (s) => {
        const { version } = await distributed(s)
        s.at('2027-03-01T15:00:00.000Z')
        await delivered(s)
        for (const name of ['mia', 'olga', 'dan', 'ann', 'bob'])
          await s.does(name, acknowledge, { version, statement: 'read' })
        await liveUntil(s, '2027-03-31T20:00:00.000Z')
        expect(await reminded(s, s.id('sam'))).toEqual([
          '2027-03-08T14:00:00.000Z',
          '2027-03-12T14:00:00.000Z',
          '2027-03-15T13:00:00.000Z',
          '2027-03-22T13:00:00.000Z',
          '2027-03-29T13:00:00.000Z',
        ])
        expect(await reminded(s, s.id('olga'))).toEqual([
          '2027-03-08T08:00:00.000Z',
          '2027-03-15T08:00:00.000Z',
          '2027-03-22T08:00:00.000Z',
          '2027-03-29T07:00:00.000Z',
        ])
        expect(await reminded(s, s.id('mia'))).toEqual(['2027-03-29T07:00:00.000Z'])
        await s.does('sam', acknowledge, { version, statement: 'read' })
        await liveUntil(s, '2027-04-20T20:00:00.000Z')
        expect(await reminded(s, s.id('sam'))).toHaveLength(5)
        expect(await reminded(s, s.id('olga'))).toHaveLength(4)
      },
    )

    story('Fourteen reminders of one morning are one message with fourteen items', async (s) => {
      for (let i = 0; i < 14; i++)
        await s.does('mia', importPolicy, aRow({ code: `POL-${i}`, lastReviewedOn: '2026-03-15' }))
      s.at('2027-03-02T08:00:00.000Z')
      await beat(s.world)
      const notice = await s.row('notices', { kind: 'reminder', recipient: s.id('olga') })
      expect(await s.rows('noticeItems', { notice: notice.id })).toHaveLength(14)
    })

    story(
      'After downtime only the newest rung goes, once, and a restart in the same morning sends nothing',
      async (s) => {
        await inForce(s)
        s.at('2028-02-10T10:00:00.000Z')
        await beat(s.world)
        await beat(s.world)
        s.at('2028-02-10T10:01:00.000Z')
        await beat(s.world)
        expect(await reminded(s, s.id('olga'))).toEqual(['2028-02-10T10:00:00.000Z'])
        expect(await s.row('obligationHolders', { as: 'holder', holder: s.id('olga') })).toMatchObject({
          rung: '2028-02-09',
          nextReminderAt: '2028-02-15T08:00:00.000Z',
        })
      },
    )

    story('A snooze moves the own next reminder and says when; escalation goes on', async (s) => {
      await inForce(s)
      const { id } = await s.row('obligations', { kind: 'review' })
      await attestedUntil(s, '2028-01-17T08:00:00.000Z')
      s.at('2028-01-17T08:00:00.000Z')
      await beat(s.world)
      expect(await s.does('olga', snooze, { obligation: id, on: '2028-02-12' })).toEqual({
        at: '2028-02-14T08:00:00.000Z',
      })
      await liveUntil(s, '2028-02-20T12:00:00.000Z')
      expect((await reminded(s, s.id('olga'))).slice(1)).toEqual([
        '2028-02-14T08:00:00.000Z',
        '2028-02-15T08:00:00.000Z',
        '2028-02-16T08:00:00.000Z',
      ])
      expect(await reminded(s, s.id('mia'))).toEqual(['2028-02-16T08:00:00.000Z'])
    })

    story('A snooze cannot pass the due day, lie in the past, or begin once overdue', async (s) => {
      await inForce(s)
      const { id } = await s.row('obligations', { kind: 'review' })
      s.at('2028-02-14T09:00:00.000Z')
      expect(await s.refused('olga', snooze, { obligation: id, on: '2028-02-17' })).toBe('snooze_late')
      expect(await s.refused('olga', snooze, { obligation: id, on: '2028-02-14' })).toBe('snooze_passed')
      expect(await s.refused('olga', snooze, { obligation: id, on: 'tomorrow' })).toBe('bad_day')
      expect(await s.refused('olga', snooze, { obligation: 'none', on: '2028-02-16' })).toBe('nothing_owed')
      s.at('2028-02-16T23:00:00.000Z')
      expect(await s.refused('olga', snooze, { obligation: id, on: '2028-02-18' })).toBe('snooze_overdue')
    })

    story('A request to acknowledge can be put off like everything else', async (s) => {
      const { version } = await distributed(s)
      s.at('2027-03-01T20:00:00.000Z')
      await delivered(s)
      const { dueOn } = await s.row('acknowledgments', { version, person: s.id('sam') })
      expect(dueOn).toBe('2027-03-15')
      expect(await s.refused('sam', snooze, { version, on: '2027-03-16' })).toBe('snooze_late')
      expect(await s.does('sam', snooze, { version, on: '2027-03-11' })).toEqual({
        at: '2027-03-11T14:00:00.000Z',
      })
      await liveUntil(s, '2027-03-15T14:00:00.000Z')
      expect(await reminded(s, s.id('sam'))).toEqual([
        '2027-03-11T14:00:00.000Z',
        '2027-03-12T14:00:00.000Z',
        '2027-03-15T13:00:00.000Z',
      ])
      expect(await s.refused('gus', snooze, { version, on: '2027-03-15' })).toBe('nothing_owed')
      await s.does('sam', acknowledge, { version, statement: 'read' })
      expect(await s.refused('sam', snooze, { version, on: '2027-03-15' })).toBe('nothing_owed')
    })

    story('An escalation of something settled, or not yet come, tells nobody', async (s) => {
      await submitted(s)
      const { id } = await s.row('obligations', { kind: 'endorse' })
      expect(await s.does(calendar, escalate, { obligation: id })).toEqual({ to: [] })
      expect(await s.rows('obligationHolders', { as: 'escalation' })).toEqual([])
    })

    story('The messages of a day are pinned the day after by count and hash', async (s) => {
      await distributed(s)
      s.at('2031-05-05T09:00:00.000Z')
      await delivered(s)
      const sent = (await s.rows('notices', { state: 'sent' })).sort((a, b) => (a.id < b.id ? -1 : 1))
      s.at('2031-05-06T00:30:00.000Z')
      await beat(s.world)
      const entry = await s.row('entries', { action: 'pin-day' })
      const { changes } = JSON.parse(entry.bytes) as { changes: unknown[] }
      expect(changes).toEqual([
        {
          op: 'pin',
          table: 'workspaces',
          key: { day: '2031-05-05' },
          before: null,
          after: { count: sent.length, sha256: pinOf(sent) },
        },
      ])
      await s.database.kysely
        .updateTable('notices')
        .set({ text: 'another text' })
        .where('id', '=', sent[0]?.id ?? '')
        .execute()
      expect(
        pinOf((await s.rows('notices', { state: 'sent' })).sort((a, b) => (a.id < b.id ? -1 : 1))),
      ).not.toBe(pinOf(sent))
    })

    story('A day without messages has no pin', async (s) => {
      expect(await s.does(calendar, pinDay, { day: '2027-02-28' })).toMatchObject({ count: 0 })
      expect(await s.rows('entries', { action: 'pin-day' })).toEqual([])
    })
  })
}
