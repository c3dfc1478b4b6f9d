import { describe, expect } from 'vitest'
import type { Claimed } from '../db/notices.ts'
import { makeOnOutcome, takeIn } from '../src/outcomes.ts'
import { type Directory, IncompleteRead } from '../src/rules/delivery.ts'
import { member, staff } from './support/company.ts'
import { engines } from './support/engines.ts'
import { delivered, directoryOf, distributed, inForce } from './support/situations.ts'
import { storiesOn, type Told } from './support/stories.ts'

const open = '2027-03-01T14:30:00.000Z'

function outcomesOf(s: Told, directory: Directory = directoryOf()) {
  const lines: string[] = []
  const say = (level: string) => (fields: object, message: string) =>
    void lines.push(`${level}: ${message} ${JSON.stringify(fields)}`)
  const log = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') }
  return { lines, onOutcome: makeOnOutcome(s.world, directory, log) }
}

/** A notice as a sender has claimed it. */
function claimed(s: Told, change: Partial<Claimed>): Claimed {
  return {
    workspace: s.world.workspace,
    id: 'one',
    recipient: s.id('olga'),
    isChannel: 0,
    kind: 'reminder',
    lane: 'urgent',
    state: 'sending',
    createdAt: open,
    notBefore: open,
    leaseOwner: 'me',
    leaseUntil: 0,
    attempt: 1,
    sentAt: null,
    channel: null,
    ts: null,
    text: null,
    reason: null,
    mayRepeat: 0,
    isLive: 0,
    staleBy: null,
    items: [],
    ...change,
  }
}

/** Requests to acknowledge that Slack has, as their sender marked them. */
async function requestsSent(s: Told): Promise<Claimed[]> {
  await distributed(s)
  s.at(open)
  await s.database.kysely
    .updateTable('notices')
    .set({ state: 'sent', sentAt: open, channel: 'D1', ts: '1.1', text: 'as sent' })
    .where('kind', '=', 'acknowledgment request')
    .execute()
  return (await s.rows('notices', { kind: 'acknowledgment request' })).map((row) => ({ ...row, items: [] }))
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story(
      'The days to acknowledge count from what was sent, in one entry for all that went together',
      async (s) => {
        const notices = await requestsSent(s)
        const { onOutcome } = outcomesOf(s)
        await onOutcome(notices.map((notice) => ({ notice, is: 'sent' })))
        for (const row of await s.rows('acknowledgments'))
          expect(row).toMatchObject({ deliveredAt: open, dueOn: '2027-03-15' })
        expect(await s.rows('entries', { action: 'record-delivery' })).toHaveLength(1)
      },
    )

    story('The same delivery told twice is recorded once', async (s) => {
      const sent = (await requestsSent(s)).map((notice) => ({ notice, is: 'sent' as const }))
      const { onOutcome } = outcomesOf(s)
      await onOutcome(sent)
      s.at('2027-03-02T14:30:00.000Z')
      await onOutcome(sent)
      expect(await s.rows('entries', { action: 'record-delivery' })).toHaveLength(1)
      for (const row of await s.rows('acknowledgments')) expect(row.dueOn).toBe('2027-03-15')
    })

    story('That a reminder was sent changes nothing on the record', async (s) => {
      await inForce(s)
      const before = (await s.rows('entries')).length
      await outcomesOf(s).onOutcome([{ notice: claimed(s, {}), is: 'sent' }])
      expect(await s.rows('entries')).toHaveLength(before)
    })

    story('A token refused again keeps the moment at which it was first refused', async (s) => {
      const { onOutcome, lines } = outcomesOf(s)
      s.at('2027-03-01T09:00:00.000Z')
      await onOutcome([{ notice: claimed(s, {}), is: 'stopped', reason: 'token_revoked' }])
      s.at('2027-03-01T10:00:00.000Z')
      await onOutcome([{ notice: claimed(s, {}), is: 'stopped', reason: 'invalid_auth' }])
      expect(await s.row('pauses', {})).toMatchObject({
        subject: 'slack',
        reason: 'token_revoked',
        since: '2027-03-01T09:00:00.000Z',
      })
      expect(lines.filter((line) => line.startsWith('error'))).toHaveLength(2)
    })

    story('A lost channel is told to the managers once, however often it fails', async (s) => {
      const notice = claimed(s, { recipient: 'C0GOVERN', isChannel: 1 })
      const { onOutcome } = outcomesOf(s)
      for (let day = 1; day <= 5; day += 1) {
        s.at(`2027-03-0${day}T09:00:00.000Z`)
        await onOutcome([{ notice, is: 'dead', lost: 'channel', reason: 'is_archived' }])
      }
      expect((await s.rows('notices', { kind: 'trouble' })).map(({ recipient }) => recipient)).toEqual([
        s.id('mia'),
      ])
    })

    story('A channel that was mended and is lost again is told of again, once', async (s) => {
      const notice = claimed(s, { recipient: 'C0GOVERN', isChannel: 1 })
      const { onOutcome } = outcomesOf(s)
      const lost = async (at: string) => {
        s.at(at)
        await onOutcome([{ notice, is: 'dead', lost: 'channel', reason: 'is_archived' }])
        return (await s.rows('notices', { kind: 'trouble' })).length
      }
      const reached = async (id: string, at: string) => {
        const { items: _, ...row } = claimed(s, { id, recipient: 'C0GOVERN', isChannel: 1 })
        const sent = { ...row, state: 'sent' as const, sentAt: at, leaseOwner: null, leaseUntil: null }
        await s.database.kysely.insertInto('notices').values(sent).execute()
      }
      await reached('first', '2027-03-01T08:00:00.000Z')
      expect(await lost('2027-03-02T09:00:00.000Z')).toBe(1)
      await delivered(s)
      expect(await lost('2027-03-03T09:00:00.000Z')).toBe(1)
      await reached('second', '2027-03-04T09:00:00.000Z')
      expect(await lost('2027-03-05T09:00:00.000Z')).toBe(2)
      await delivered(s)
      expect(await lost('2027-03-06T09:00:00.000Z')).toBe(2)
    })

    story('A person whom Slack no longer knows has left', async (s) => {
      await inForce(s)
      const { onOutcome } = outcomesOf(s, directoryOf(staff.filter(({ slackId }) => slackId !== 'U0OLGA')))
      await onOutcome([{ notice: claimed(s, {}), is: 'dead', lost: 'person', reason: 'user_not_found' }])
      expect((await s.row('people', { id: s.id('olga') })).deactivatedAt).toBe(s.world.now())
      expect(await s.rows('obligations', { kind: 'fill', state: 'open' })).toHaveLength(1)
    })

    story(
      'Where Slack does not answer about a person they keep what they hold, and what else was learnt is recorded',
      async (s) => {
        await inForce(s)
        const silent = {
          ...directoryOf(),
          person: () => Promise.reject(new IncompleteRead('U0OLGA', 'no answer', false)),
        }
        const { onOutcome, lines } = outcomesOf(s, silent)
        const channel = claimed(s, { recipient: 'C0GOVERN', isChannel: 1 })
        await onOutcome([
          { notice: claimed(s, {}), is: 'dead', lost: 'person', reason: 'user_not_found' },
          { notice: channel, is: 'dead', lost: 'channel', reason: 'is_archived' },
        ])
        expect((await s.row('people', { id: s.id('olga') })).deactivatedAt).toBeNull()
        expect(await s.rows('notices', { kind: 'trouble' })).toHaveLength(1)
        expect(lines.filter((line) => line.startsWith('warn'))).toHaveLength(1)
      },
    )

    story('A message that broke a limit of Slack changes nothing on the record', async (s) => {
      await inForce(s)
      const before = (await s.rows('entries')).length
      await outcomesOf(s).onOutcome([
        { notice: claimed(s, {}), is: 'dead', lost: null, reason: 'invalid_blocks' },
      ])
      expect(await s.rows('entries')).toHaveLength(before)
    })

    story('Who is taken in as gone and returns is here again', async (s) => {
      await takeIn(s.world, { ...member('sam'), isDeactivated: true })
      expect((await s.row('people', { id: s.id('sam') })).deactivatedAt).not.toBeNull()
      s.at('2027-03-02T09:00:00.000Z')
      await takeIn(s.world, member('sam'))
      expect((await s.row('people', { id: s.id('sam') })).deactivatedAt).toBeNull()
    })
  })
}
