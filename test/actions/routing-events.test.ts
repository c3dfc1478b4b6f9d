import { describe, expect } from 'vitest'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { retirePolicy } from '../../src/actions/retire-policy.ts'
import { triageEvent } from '../../src/actions/triage-event.ts'
import { operator } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { endorsed, inForce, reported, text } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'

const set = (s: Told, key: string, value: string) =>
  s.does(operator, changeSettings, { changes: [{ key, text: value }] })
const stored = async (s: Told) => JSON.parse((await s.row('settings', { key: 'routingRules' })).value)

async function retired(s: Told, policy: string): Promise<void> {
  const { submission } = await s.does('mia', retirePolicy, {
    policy,
    reason: 'no longer needed',
    replacement: null,
  })
  await endorsed(s, 'ann', submission)
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story('Rules keep policies by what they are, whatever stands for them in the text', async (s) => {
      const { policy } = await inForce(s, 'ISP-07', { components: ['Privacy'] })
      await set(s, 'routingRules', 'security_event, customer data -> isp-07, component: Privacy')
      expect(await stored(s)).toEqual([
        {
          category: 'security_event',
          tags: ['customer data'],
          policies: [policy],
          components: ['Privacy'],
          withoutTriage: false,
        },
      ])
    })

    story('A rule that names what is not there is refused at saving, and nothing is half done', async (s) => {
      await inForce(s, 'ISP-07', { components: ['Privacy'] })
      const old = await inForce(s, 'ISP-08', { title: 'Logging' })
      await retired(s, old.policy)
      for (const [value, code] of [
        ['security_event -> ISP-99', 'unknown_policy'],
        ['security_event -> ISP-08', 'retired'],
        ['security_event -> component: Privcy', 'unknown_component'],
        ['security_event, Mars -> ISP-07', 'unknown_tag'],
        ['security_event', 'bad_setting'],
      ] as const) {
        const changes = [{ key: 'routingRules', text: value }]
        expect(await s.refused('mia', changeSettings, { changes })).toBe(code)
      }
      expect(await s.rows('settings', { key: 'routingRules' })).toEqual([])
      expect(await s.refused('olga', changeSettings, { changes: [{ key: 'lawDays', text: '5' }] })).toBe(
        'not_permitted',
      )
    })

    story('A rule whose policy was retired since keeps nobody from changing another', async (s) => {
      await inForce(s, 'ISP-07')
      const old = await inForce(s, 'ISP-08', { title: 'Logging' })
      await set(s, 'routingRules', 'security_event -> ISP-08')
      await retired(s, old.policy)
      await set(s, 'routingRules', 'security_event -> ISP-08\nservice_change -> ISP-07')
      expect(await stored(s)).toHaveLength(2)
    })

    story('A change that builds on rules that stand no more is refused', async (s) => {
      await inForce(s)
      const changes = [{ key: 'routingRules', text: 'security_event -> ISP-07', was: '[]' }]
      await s.does('mia', changeSettings, { changes })
      expect(await s.refused('mia', changeSettings, { changes })).toBe('stale')
    })

    story('A report that a rule takes without triage is significant at once, by the rule', async (s) => {
      const one = await inForce(s, 'ISP-07')
      const other = await inForce(s, 'ISP-08', { title: 'Logging', components: ['Logging and monitoring'] })
      await set(s, 'reviewDays', 'security_event 14')
      await set(
        s,
        'routingRules',
        'security_event, customer data -> ISP-07, component: Logging and monitoring; without triage',
      )
      const recorded = await reported(s, { tags: ['customer data'] })
      expect(recorded).toMatchObject({ rule: 'security event, customer data', decideBy: '2027-03-01' })
      expect(recorded.reviews).toHaveLength(2)
      expect(await s.row('events', {})).toMatchObject({
        state: 'significant',
        decidedBy: null,
        decidedByRule: 'security event, customer data',
        decidedAt: s.world.now(),
        reason: expect.stringContaining('By the rule "security event, customer data"'),
      })
      expect(
        (await s.rows('reviews', { kind: 'out of cycle', dueOn: '2027-03-15' })).map((r) => r.policy).sort(),
      ).toEqual([one.policy, other.policy].sort())
      expect(await s.rows('obligations', { kind: 'triage' })).toEqual([])
      const to = async (kind: 'report outcome' | 'event accepted' | 'review opened') =>
        (await s.rows('notices', { kind })).map(({ recipient }) => recipient)
      expect(await to('report outcome')).toEqual([s.id('sam')])
      expect(await to('event accepted')).toEqual([s.id('mia')])
      expect(await to('review opened')).toEqual([s.id('olga')])
      // Another one joins what is open.
      const again = await reported(s, { tags: ['customer data'] }, 'bob')
      expect(again.reviews).toEqual(recorded.reviews)
    })

    story(
      'Where such a rule would open nothing, and where only a part of it fits, people decide',
      async (s) => {
        const { policy } = await inForce(s, 'ISP-07')
        await set(s, 'routingRules', 'security_event, customer data -> ISP-07; without triage')
        expect((await reported(s)).rule).toBeNull()
        expect((await reported(s, { category: 'service_change', tags: ['customer data'] })).rule).toBeNull()
        await retired(s, policy)
        expect((await reported(s, { tags: ['customer data'] })).rule).toBeNull()
        expect(await s.rows('obligations', { kind: 'triage', state: 'open' })).toHaveLength(3)
        expect(await s.rows('reviews', { kind: 'out of cycle' })).toEqual([])
      },
    )

    story('A company gives other days than ours, by category and for a law that holds already', async (s) => {
      const { policy } = await inForce(s)
      await set(s, 'reviewDays', 'platform_change 60')
      await set(s, 'lawDays', '5')
      const significant = (effectiveOn: string | null = null) => ({
        is: 'significant' as const,
        policies: [policy],
        effectiveOn,
        dueOn: null,
      })
      const reason = 'new duties'
      const platform = await reported(s, { category: 'platform_change' })
      await s.does('mia', triageEvent, { event: platform.event, reason, decision: significant() })
      expect(await s.row('reviewCauses', { event: platform.event })).toMatchObject({ dueOn: '2027-04-30' })
      const law = await reported(s, { category: 'legal_requirement' })
      await s.does('mia', triageEvent, { event: law.event, reason, decision: significant('2027-02-01') })
      expect(await s.row('reviewCauses', { event: law.event })).toMatchObject({ dueOn: '2027-03-08' })
    })

    story(
      'The new version is in force by the day of a law, and none that comes later is submitted',
      async (s) => {
        const { policy } = await inForce(s)
        const { event } = await reported(s, { category: 'legal_requirement' })
        const decision = {
          is: 'significant' as const,
          policies: [policy],
          effectiveOn: '2027-03-21',
          dueOn: '2027-03-19',
        }
        await s.does('mia', triageEvent, { event, reason: 'new duties', decision })
        const revising = (effectiveOn: string | null) => ({
          policy,
          scope: 'limited' as const,
          considered: [],
          note: 'says what the law wants',
          outcome: 'revised' as const,
          version: text('1.1', { changeKind: 'minor', effectiveOn }),
        })
        expect(await s.refused('olga', concludeReview, revising('2027-03-22'))).toBe('effective_after_law')
        s.at('2027-03-15T09:00:00.000Z')
        const { submission } = await s.does('olga', concludeReview, revising('2027-03-21'))
        const asked = await s.row('obligations', { kind: 'endorse', subject: submission })
        expect(asked.dueOn <= '2027-03-19').toBe(true)
        s.at('2027-03-18T09:00:00.000Z')
        await endorsed(s, 'ann', submission)
        expect(await s.row('versions', { number: '1.1' })).toMatchObject({
          state: 'endorsed',
          effectiveOn: '2027-03-21',
        })
      },
    )
  })
}
