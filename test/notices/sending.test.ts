import { describe, expect } from 'vitest'
import { claim } from '../../db/notices.ts'
import { acknowledge } from '../../src/actions/acknowledge.ts'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { startReview } from '../../src/actions/start-review.ts'
import { syncPeople } from '../../src/actions/sync-people.ts'
import { beat } from '../../src/beat.ts'
import { deliver } from '../../src/notices/deliver.ts'
import { directory, member } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { attestedUntil, directoryOf, distributed, inForce, submitted } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'
import { postOffice } from './post-office.ts'

const firstRung = '2028-01-17T08:00:00.000Z'

/** Everything of the first days is sent; then olga's review has its first rung. */
async function reminderWaits(s: Told): Promise<{ policy: string }> {
  const made = await inForce(s)
  await postOffice(s).deliver()
  await attestedUntil(s, firstRung)
  s.at(firstRung)
  await beat(s.world)
  return made
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story(
      'What was sent keeps where, when and the text as sent, and the conversation is remembered',
      async (s) => {
        await reminderWaits(s)
        const office = postOffice(s)
        expect(await office.deliver()).toBe(true)
        expect(await s.row('notices', { kind: 'reminder' })).toMatchObject({
          state: 'sent',
          channel: 'D0OLGA',
          ts: '1.000100',
          text: 'reminder: review ISP-07',
          sentAt: firstRung,
          attempt: 1,
          reason: null,
          leaseOwner: null,
          leaseUntil: null,
          mayRepeat: 0,
        })
        expect(await s.row('dmChannels', { person: s.id('olga') })).toMatchObject({ channel: 'D0OLGA' })
        expect(await office.deliver()).toBe(true)
        expect(office.posts).toHaveLength(1)
      },
    )

    story('The second message to a person goes to the conversation that the first one opened', async (s) => {
      await reminderWaits(s)
      const known: (string | null)[] = []
      const office = postOffice(s)
      const post = office.delivery.sender.post
      office.delivery.sender.post = (to, message) => {
        known.push(to.kind === 'person' ? to.knownChannel : to.channel)
        return post(to, message)
      }
      await office.deliver()
      s.at('2028-02-02T08:00:00.000Z')
      await beat(s.world)
      await office.deliver()
      expect(known).toEqual(['D0OLGA', 'D0OLGA'])
    })

    story('Nobody is written to before the hour that a message waits for', async (s) => {
      await inForce(s)
      const office = postOffice(s)
      await office.deliver()
      s.at('2027-03-06T10:00:00.000Z')
      const people = [{ ...member('olga'), isDeactivated: true }]
      await s.does(directory, syncPeople, { people, isLast: false })
      office.posts.length = 0
      await office.deliver()
      expect(office.to('dan')).toEqual([])
      s.at('2027-03-08T08:00:00.000Z')
      await office.deliver()
      expect(office.to('dan').map(({ facts }) => facts.kind)).toEqual(['stand-in'])
    })

    story(
      'What waited until after the hours goes on the next morning, in one message with what is new',
      async (s) => {
        await reminderWaits(s)
        const office = postOffice(s)
        s.at('2028-01-17T18:30:00.000Z')
        expect(await office.deliver()).toBe(true)
        expect(office.posts).toEqual([])
        expect(await s.row('notices', { kind: 'reminder' })).toMatchObject({
          state: 'ready',
          notBefore: '2028-01-18T08:00:00.000Z',
          attempt: 0,
        })
        s.at('2028-01-18T08:00:00.000Z')
        await beat(s.world)
        await office.deliver()
        expect(office.posts.map(({ to, facts }) => [to, facts.kind])).toEqual([['U0OLGA', 'reminder']])
      },
    )

    story(
      'Who moved to where it is night hears in their morning; a request to endorse waits for none',
      async (s) => {
        await reminderWaits(s)
        const office = postOffice(s)
        const people = [{ ...member('olga'), zone: 'America/Los_Angeles' }]
        await s.does(directory, syncPeople, { people, isLast: false })
        await office.deliver()
        expect(office.to('olga')).toEqual([])
        s.at('2028-01-17T17:00:00.000Z')
        await office.deliver()
        expect(office.to('olga').map(({ facts }) => facts.kind)).toEqual(['reminder'])
        s.at('2028-01-18T02:00:00.000Z')
        await submitted(s, 'ISP-09')
        await office.deliver()
        expect(office.posts.at(-1)?.facts.kind).toBe('endorsement request')
      },
    )

    story(
      'Who is found to have left at sending gets nothing; the message is dead and somebody stands in',
      async (s) => {
        await reminderWaits(s)
        const people = [{ ...member('olga'), isDeactivated: true }]
        const office = postOffice(s, {
          isHere: async (slackId) => slackId !== 'U0OLGA',
          directory: directoryOf(people),
        })
        await office.deliver()
        expect(office.to('olga')).toEqual([])
        const dead = await s.row('notices', { kind: 'reminder', recipient: s.id('olga') })
        expect(dead).toMatchObject({ state: 'dead', reason: 'has left', sentAt: null })
        expect(await s.row('people', { id: s.id('olga') })).toMatchObject({
          deactivatedAt: expect.any(String),
        })
        expect(office.to('dan').map(({ facts }) => facts.kind)).toEqual(['stand-in'])
        expect(office.to('mia').map(({ facts }) => facts.kind)).toEqual(['vacancies'])
      },
    )

    story('A person recorded as gone is not asked about in Slack again, and gets nothing', async (s) => {
      await reminderWaits(s)
      const asked: string[] = []
      const people = [{ ...member('olga'), isDeactivated: true }]
      const office = postOffice(s, {
        isHere: async (slackId) => {
          asked.push(slackId)
          return true
        },
        directory: directoryOf(people),
      })
      await s.does(directory, syncPeople, { people, isLast: false })
      await office.deliver()
      expect(asked).not.toContain('U0OLGA')
      expect(office.to('olga')).toEqual([])
      expect(office.to('dan')).toHaveLength(1)
    })

    story('Urgent messages go before a mailing that has waited longer', async (s) => {
      await distributed(s)
      s.at('2027-03-01T08:30:00.000Z')
      await submitted(s, 'ISP-08')
      const office = postOffice(s)
      await office.deliver()
      const lanes = office.posts.map(({ facts }) => facts.kind)
      const firstBulk = lanes.indexOf('acknowledgment request')
      expect(lanes.slice(0, firstBulk)).toContain('endorsement request')
      expect(lanes.slice(firstBulk).every((kind) => kind === 'acknowledgment request')).toBe(true)
      expect(lanes.slice(firstBulk).length).toBeGreaterThanOrEqual(5)
    })

    story(
      'An urgent message that comes in the middle of a mailing waits for one small batch of it at most',
      async (s) => {
        await distributed(s)
        s.at('2027-03-01T14:30:00.000Z')
        const office = postOffice(s, {
          answer: async ({ facts }) => {
            const isFirst =
              office.posts.filter((post) => post.facts.kind === 'acknowledgment request').length === 1
            if (facts.kind === 'acknowledgment request' && isFirst) await submitted(s, 'ISP-08')
            return undefined
          },
        })
        await office.deliver()
        const kinds = office.posts.map(({ facts }) => facts.kind)
        const first = kinds.indexOf('acknowledgment request')
        expect(kinds.indexOf('endorsement request', first) - first).toBeLessThanOrEqual(5)
      },
    )

    story('What is owed to one person of one kind is one message, also from several policies', async (s) => {
      for (const code of ['A', 'B', 'C']) await distributed(s, code)
      s.at('2027-03-01T14:30:00.000Z')
      const office = postOffice(s)
      await office.deliver()
      const asked = office.posts.filter(({ facts }) => facts.kind === 'acknowledgment request')
      expect(asked.map(({ to }) => to).sort()).toEqual([
        'U0ANN',
        'U0BOB',
        'U0DAN',
        'U0MIA',
        'U0OLGA',
        'U0SAM',
      ])
      for (const { facts } of asked)
        expect(facts.items.map((item) => 'code' in item && item.code)).toEqual(['A', 'B', 'C'])
    })

    story('Of a message with several items only those still owed are said', async (s) => {
      const a = await distributed(s, 'A')
      await distributed(s, 'B')
      s.at('2027-03-01T14:30:00.000Z')
      await s.does('bob', acknowledge, { version: a.version, statement: 'read' })
      const office = postOffice(s)
      await office.deliver()
      const asked = office.to('bob').find(({ facts }) => facts.kind === 'acknowledgment request')
      expect(asked?.facts.items).toMatchObject([{ is: 'distribution', code: 'B' }])
    })

    story('A review that was begun meanwhile is still reminded of, as begun', async (s) => {
      const { policy } = await reminderWaits(s)
      await s.does('olga', startReview, { policy })
      const office = postOffice(s)
      await office.deliver()
      expect(office.to('olga')[0]?.facts.items).toMatchObject([
        { is: 'review', isStarted: true, nextToHear: null },
      ])
    })

    story(
      'A message that is no longer owed is withdrawn with the reason, and never reaches Slack',
      async (s) => {
        const { policy } = await reminderWaits(s)
        await s.does('olga', concludeReview, {
          policy,
          scope: 'whole policy',
          considered: [],
          note: 'still right',
          outcome: 'reaffirmed',
        })
        const office = postOffice(s)
        await office.deliver()
        expect(office.to('olga')).toEqual([])
        expect(await s.row('notices', { kind: 'reminder' })).toMatchObject({
          state: 'withdrawn',
          reason: 'no longer owed',
          sentAt: null,
          leaseOwner: null,
        })
      },
    )

    story(
      'A message that cannot be put into words is dead, told to the log, and stops nobody else’s',
      async (s) => {
        await distributed(s)
        s.at('2027-03-01T14:30:00.000Z')
        const office = postOffice(s)
        const { compose } = office.delivery
        let broken = 0
        office.delivery.compose = (facts) => {
          if (facts.kind === 'acknowledgment request') broken += 1
          if (facts.kind === 'acknowledgment request' && broken === 1) throw new Error('too long')
          return compose(facts)
        }
        await office.deliver()
        const asked = await s.rows('notices', { kind: 'acknowledgment request' })
        expect(asked.map(({ state }) => state).sort()).toEqual([
          'dead',
          'sent',
          'sent',
          'sent',
          'sent',
          'sent',
        ])
        expect(asked.find(({ state }) => state === 'dead')?.reason).toBe('it cannot be written: too long')
        expect(office.lines.filter(({ level }) => level === 'error')).toHaveLength(1)
      },
    )

    story('A stop in the middle gives back what was not tried, as it was', async (s) => {
      await distributed(s)
      s.at('2027-03-01T14:30:00.000Z')
      const stopping = new AbortController()
      const office = postOffice(s, {
        answer: async ({ number }) => {
          if (number === 2) stopping.abort()
          return undefined
        },
      })
      await deliver(office.delivery, stopping.signal, 1_000_000)
      expect(office.posts).toHaveLength(2)
      const rows = await s.rows('notices')
      expect(rows.filter(({ state }) => state === 'sent')).toHaveLength(2)
      for (const row of rows.filter((one) => one.kind === 'acknowledgment request' && one.state !== 'sent'))
        expect(row).toMatchObject({ state: 'ready', attempt: 0, leaseOwner: null, leaseUntil: null })
    })

    story('Several senders at once never take the same message', async (s) => {
      for (const code of ['A', 'B', 'C', 'D']) await submitted(s, code)
      await distributed(s, 'E')
      s.at('2027-03-01T14:30:00.000Z')
      const ready = (await s.rows('notices', { state: 'ready' })).length
      const take = (owner: string, lane: 'urgent' | 'bulk') =>
        claim(s.database, 'w1', {
          owner,
          now: s.world.now(),
          lane,
          limit: 2,
          leaseMilliseconds: 25_000,
          except: [],
        })
      const taken: string[] = []
      for (;;) {
        const claims = await Promise.all(
          ['a', 'b', 'c', 'd'].flatMap((owner) => [take(owner, 'urgent'), take(owner, 'bulk')]),
        )
        const ids = claims.flat().map(({ id }) => id)
        if (ids.length === 0) break
        taken.push(...ids)
      }
      expect(taken).toHaveLength(ready)
      expect(new Set(taken).size).toBe(ready)
    })

    story('Two senders that work side by side send everything once', async (s) => {
      for (const code of ['A', 'B', 'C']) await submitted(s, code)
      await distributed(s, 'D')
      s.at('2027-03-01T14:30:00.000Z')
      const [one, other] = [postOffice(s, { owner: 'one' }), postOffice(s, { owner: 'other' })]
      await Promise.all([one.deliver(), other.deliver()])
      const sent = [...one.posts, ...other.posts].map(({ noticeId }) => noticeId)
      expect(new Set(sent).size).toBe(sent.length)
      expect((await s.rows('notices')).every(({ state }) => state === 'sent')).toBe(true)
    })

    story('A sender whose claim was taken over while it waited for its turn does not post', async (s) => {
      await reminderWaits(s)
      const office = postOffice(s)
      office.delivery.isHere = async () => {
        await s.database.kysely
          .updateTable('notices')
          .set({ leaseOwner: 'another', state: 'in doubt' })
          .where('kind', '=', 'reminder')
          .execute()
        return true
      }
      await office.deliver()
      expect(office.posts).toEqual([])
      expect(await s.row('notices', { kind: 'reminder' })).toMatchObject({
        state: 'in doubt',
        leaseOwner: 'another',
        text: null,
      })
    })
  })
}
