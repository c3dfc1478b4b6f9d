import { describe, expect } from 'vitest'
import { claim } from '../../db/notices.ts'
import type { LookUp, SendOutcome } from '../../src/rules/delivery.ts'
import { engines } from '../support/engines.ts'
import { submitted } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'
import { postOffice } from './post-office.ts'

const lost: SendOutcome = { outcome: 'in doubt', channel: 'D0ANN', reason: 'no answer' }
const lease = 35_000

/** ann and bob are asked to endorse; here only ann's request matters. */
async function annIsAsked(s: Told): Promise<void> {
  await submitted(s)
  await s.database.kysely
    .updateTable('notices')
    .set({ state: 'withdrawn' })
    .where('recipient', '<>', s.id('ann'))
    .execute()
}

const ofAnn = (s: Told) => s.row('notices', { kind: 'endorsement request', recipient: s.id('ann') })

/** Slack has taken the message and its answer is lost; `found` is what a look in the conversation shows. */
function doubtfulOffice(s: Told, found: LookUp) {
  return postOffice(s, { answer: ({ number }) => (number === 1 ? lost : undefined), lookUp: () => found })
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story(
      'A message whose answer was lost is looked at only when its request can no longer land',
      async (s) => {
        await annIsAsked(s)
        const office = doubtfulOffice(s, { found: 'absent' })
        await office.deliver()
        expect(await ofAnn(s)).toMatchObject({ state: 'in doubt', reason: 'no answer' })
        await office.wait(lease - 5_000)
        expect(await office.recover()).toBe(0)
        expect(office.lookedUp).toEqual([])
        await office.deliver()
        expect(office.posts).toHaveLength(1)
        await office.wait(5_000)
        expect(await office.recover()).toBe(1)
        expect(office.lookedUp).toEqual([(await ofAnn(s)).id])
      },
    )

    story('Found in the conversation it is sent, with its text, and is not posted again', async (s) => {
      await annIsAsked(s)
      const office = doubtfulOffice(s, { found: 'sent', channel: 'D0ANN', ts: '7.7' })
      await office.deliver()
      await office.wait(lease)
      await office.recover()
      await office.deliver()
      expect(office.posts).toHaveLength(1)
      expect(await ofAnn(s)).toMatchObject({
        state: 'sent',
        channel: 'D0ANN',
        ts: '7.7',
        text: 'endorsement request: endorse ISP-07',
        reason: 'found in the conversation',
        mayRepeat: 0,
        leaseOwner: null,
      })
    })

    story('Not found it is posted again, and is no repeat', async (s) => {
      await annIsAsked(s)
      const office = doubtfulOffice(s, { found: 'absent' })
      await office.deliver()
      await office.wait(lease)
      await office.recover()
      expect(await ofAnn(s)).toMatchObject({ state: 'ready', reason: 'had not arrived', text: null })
      await office.deliver()
      expect(office.posts).toHaveLength(2)
      expect(await ofAnn(s)).toMatchObject({ state: 'sent', mayRepeat: 0, attempt: 2 })
    })

    story(
      'Where the conversation cannot be read it is posted again, and the record says that it may repeat',
      async (s) => {
        await annIsAsked(s)
        const office = doubtfulOffice(s, { found: 'unknown', reason: 'missing_scope' })
        await office.deliver()
        await office.wait(lease)
        await office.recover()
        expect((await ofAnn(s)).reason).toBe('sent again, may repeat: missing_scope')
        await office.deliver()
        expect(office.posts).toHaveLength(2)
        expect(await ofAnn(s)).toMatchObject({ state: 'sent', mayRepeat: 1 })
        expect(office.lines.filter(({ level }) => level === 'warn').length).toBeGreaterThanOrEqual(2)
      },
    )

    story(
      'A claim whose sender died is looked up when its lease has run out, never posted blindly',
      async (s) => {
        await annIsAsked(s)
        const dead = {
          owner: 'died',
          now: s.world.now(),
          lane: 'urgent',
          limit: 5,
          leaseMilliseconds: lease,
          except: [],
        } as const
        expect(await claim(s.database, 'w1', dead)).toHaveLength(1)
        const office = postOffice(s, { lookUp: () => ({ found: 'sent', channel: 'D0ANN', ts: '9.9' }) })
        await office.deliver()
        expect(await office.recover()).toBe(0)
        await office.wait(lease)
        await office.deliver()
        expect(office.posts).toEqual([])
        expect(await office.recover()).toBe(1)
        await office.deliver()
        expect(office.posts).toEqual([])
        expect(await ofAnn(s)).toMatchObject({ state: 'sent', ts: '9.9', leaseOwner: null })
      },
    )

    story(
      'Without recovery it stays in doubt for good, and with a blind second try there are two',
      async (s) => {
        await annIsAsked(s)
        const arrived: string[] = []
        const office = postOffice(s, {
          answer: ({ to, number }) => {
            arrived.push(to)
            return number === 1 ? lost : undefined
          },
        })
        await office.deliver()
        for (let day = 0; day < 3; day += 1) {
          await office.wait(86_400_000)
          await office.deliver()
        }
        expect(arrived).toEqual(['U0ANN'])
        expect(await ofAnn(s)).toMatchObject({ state: 'in doubt', sentAt: null })
        await s.database.kysely
          .updateTable('notices')
          .set({ state: 'ready' })
          .where('state', '=', 'in doubt')
          .execute()
        await office.deliver()
        expect(arrived).toEqual(['U0ANN', 'U0ANN'])
      },
    )

    story('Two that recover at once look up each message once', async (s) => {
      for (const code of ['A', 'B', 'C', 'D']) await submitted(s, code)
      const office = postOffice(s, { answer: () => lost })
      await office.deliver()
      const inDoubt = await s.rows('notices', { state: 'in doubt' })
      expect(inDoubt.length).toBeGreaterThanOrEqual(2)
      await office.wait(lease)
      const others = [postOffice(s, { owner: 'one' }), postOffice(s, { owner: 'other' })] as const
      await Promise.all(others.map((other) => other.recover()))
      const lookedUp = others.flatMap((other) => other.lookedUp)
      expect(lookedUp.sort()).toEqual(inDoubt.map(({ id }) => id).sort())
    })

    story('Who left while a message was in doubt is not written to again', async (s) => {
      await annIsAsked(s)
      const office = doubtfulOffice(s, { found: 'absent' })
      await office.deliver()
      await s.database.kysely
        .updateTable('people')
        .set({ deactivatedAt: s.world.now() })
        .where('id', '=', s.id('ann'))
        .execute()
      await office.wait(lease)
      await office.recover()
      await office.deliver()
      expect(office.lookedUp).toEqual([])
      expect(office.posts).toHaveLength(1)
      expect(await ofAnn(s)).toMatchObject({ state: 'dead', reason: 'has left' })
      await s.database.kysely
        .updateTable('people')
        .set({ deactivatedAt: null })
        .where('id', '=', s.id('ann'))
        .execute()
    })
  })
}
