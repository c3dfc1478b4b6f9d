import { describe, expect } from 'vitest'
import { triageEvent } from '../../src/actions/triage-event.ts'
import { takeReport } from '../../src/hooks/take-report.ts'
import { engines } from '../support/engines.ts'
import { storiesOn } from '../support/stories.ts'

const laptop = {
  id: 'alert-1',
  category: 'security_event' as const,
  happenedOn: '2027-02-28',
  what: 'A laptop was lost',
  tags: ['customer data', 'system metadata'],
  link: 'https://tickets.example.com/7',
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story('The same id again changes nothing and is answered alike, also when it was decided', async (s) => {
      const first = await takeReport(s.world, 'pagerduty', laptop)
      expect(first).toEqual({ isNew: true, event: 'E-1', number: 1, decideBy: '2027-03-03' })
      s.at('2027-03-02T09:00:00.000Z')
      expect(await takeReport(s.world, 'pagerduty', laptop)).toEqual({ ...first, isNew: false })
      const { id: event } = await s.row('events', {})
      await s.does('mia', triageEvent, { event, reason: 'found again', decision: { is: 'not significant' } })
      expect(await takeReport(s.world, 'pagerduty', laptop)).toEqual({ ...first, isNew: false })
      expect(await s.rows('events')).toHaveLength(1)
      expect(await s.rows('notices', { kind: 'triage request' })).toHaveLength(1)
    })

    story('The same id with other content is refused, and changes nothing: report_differs', async (s) => {
      await takeReport(s.world, 'pagerduty', laptop)
      for (const change of [
        { category: 'platform_change' as const },
        { happenedOn: '2027-02-27' },
        { what: 'Two laptops were lost' },
        { tags: ['customer data'] },
        { link: null },
      ])
        await expect(takeReport(s.world, 'pagerduty', { ...laptop, ...change })).rejects.toMatchObject({
          code: 'report_differs',
          message: expect.stringContaining('stands for E-1'),
        })
      expect(await s.rows('events')).toHaveLength(1)
    })

    story('The same id of another source is another report', async (s) => {
      await takeReport(s.world, 'pagerduty', laptop)
      expect(await takeReport(s.world, 'jira', laptop)).toMatchObject({ isNew: true, number: 2 })
    })

    story(
      'The same report twice in the same second is one event, and one of both is told that it is new',
      async (s) => {
        const both = await Promise.all([1, 2].map(() => takeReport(s.world, 'pagerduty', laptop)))
        expect(both.map(({ event }) => event)).toEqual(['E-1', 'E-1'])
        expect(both.map(({ isNew }) => isNew).sort()).toEqual([false, true])
        expect(await s.rows('events')).toHaveLength(1)
      },
    )

    story(
      'Two that differ under one id in the same second: one is taken, and the other refused',
      async (s) => {
        const other = { ...laptop, what: 'Something else' }
        const both = await Promise.allSettled(
          [laptop, other].map((one) => takeReport(s.world, 'pagerduty', one)),
        )
        expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
        expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
          reason: { code: 'report_differs' },
        })
        expect(await s.rows('events')).toHaveLength(1)
      },
    )

    story('Two different reports in the same second have a number each', async (s) => {
      const both = await Promise.all(
        ['a', 'b'].map((id) => takeReport(s.world, 'pagerduty', { ...laptop, id })),
      )
      expect(both.map(({ number }) => number).sort()).toEqual([1, 2])
    })

    story('What is refused leaves its id free, and is taken once it is right', async (s) => {
      for (const [change, code] of [
        [{ tags: ['Mars'] }, 'unknown_tag'],
        [{ happenedOn: '2027-03-02' }, 'happened_later'],
        [{ happenedOn: '1999-12-31' }, 'happened_long_ago'],
        [{ what: ' \n ' }, 'bad_text'],
      ] as const)
        await expect(
          takeReport(s.world, 'pagerduty', {
            ...laptop,
            ...change,
            tags: [...('tags' in change ? change.tags : [])],
          }),
        ).rejects.toMatchObject({ code })
      expect(await s.rows('entries', { action: 'report-event' })).toEqual([])
      expect(await takeReport(s.world, 'pagerduty', laptop)).toMatchObject({ isNew: true, number: 1 })
    })
  })
}
