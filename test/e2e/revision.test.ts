import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acknowledge } from '../../src/actions/acknowledge.ts'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { delegate } from '../../src/actions/delegate.ts'
import { endorse } from '../../src/actions/endorse.ts'
import { type Action, perform } from '../../src/actions/perform.ts'
import { sendBack } from '../../src/actions/send-back.ts'
import { startReview } from '../../src/actions/start-review.ts'
import type { Json } from '../../src/rules/audit-chain.ts'
import { dmOf } from '../support/journey/people.ts'
import { type Office, openOffice } from './support/office.ts'
import { temporaryFolder } from './support/processes.ts'

/** 40 people: 37 who can be asked, 2 bots, and one who has left. */
const names = [
  'olga',
  'ann',
  'bob',
  'cara',
  'mia',
  ...Array.from({ length: 32 }, (_, i) => `staff${String(i + 1).padStart(2, '0')}`),
]
const mail = (name: string) => `${name}@example.com`
const slackId = (name: string) => `U0${name.toUpperCase()}`
const people = [
  ...names.map((name) => ({ id: slackId(name), name, email: mail(name) })),
  { id: 'U0ROBOT1', name: 'robot1', email: mail('robot1'), is_bot: true },
  { id: 'U0ROBOT2', name: 'robot2', email: mail('robot2'), is_bot: true },
  { id: 'U0GONE', name: 'gone', email: mail('gone'), deleted: true },
]
const register = `Code,Title,Owner,Version,Last reviewed,Frequency,Status
ISP-07,Access control,${mail('olga')},1.0,2026-03-16,annual,Approved
`

describe('A revision', () => {
  const { folder, remove } = temporaryFolder()
  let office: Office
  const as = async <R, L, A extends Json>(name: string, action: Action<R, L, A>, request: R): Promise<A> => {
    const id = await office.personId(mail(name))
    return await perform(
      office.world,
      { kind: 'person', id },
      action,
      request,
      `${name} ${action.name} ${JSON.stringify(request)}`,
    )
  }
  const text = (content: string) => ({
    number: '2.0',
    changeKind: 'major' as const,
    summary: 'Keys are rotated.',
    content,
    effectiveOn: '2027-03-12',
  })
  const revise = (content: string) =>
    as('olga', concludeReview, {
      policy: 'ISP-07',
      scope: 'whole policy',
      considered: ['incidents'],
      note: 'Revised.',
      outcome: 'revised',
      version: text(content),
    })
  const awaiting = async () =>
    await office.database.kysely
      .selectFrom('submissions')
      .selectAll()
      .where('state', '=', 'awaiting')
      .executeTakeFirstOrThrow()
  const decision = async () => {
    const { id, sha256 } = await awaiting()
    return { submission: id, sha256, changeKind: null, comment: null }
  }
  const received = async (name: string) => {
    const given = { channel: dmOf(slackId(name)), limit: '200' }
    const page = (await office.sandbox.call('conversations.history', given)) as {
      messages?: { text: string; blocks: unknown }[]
    }
    return (page.messages ?? []).reverse()
  }
  const said = async (name: string): Promise<string[]> => (await received(name)).map(({ text }) => text)

  beforeAll(async () => {
    const approvers = ['ann', 'bob', 'cara', 'olga'].map(mail)
    office = await openOffice(folder, {
      people,
      register,
      now: '2027-03-01T08:00:00Z',
      managers: [mail('mia')],
      approvers,
    })
    await office.command('settings', 'set', 'quorum', '2')
    await office.command('golive')
    await office.settle()
  })
  afterAll(async () => {
    await office.end()
    remove()
  })

  test('is submitted, endorsed by one, and sent back by another with the reason', async () => {
    await as('olga', startReview, { policy: 'ISP-07' })
    await revise('Keys are rotated yearly.')
    await office.settle()
    expect((await said('ann')).at(-1)).toContain('Access control')
    await as('ann', endorse, await decision())
    const { submission, sha256 } = await decision()
    await as('bob', sendBack, { submission, sha256, reason: 'Yearly is too seldom.' })
    await office.settle()
    expect((await said('olga')).at(-1)).toContain('was sent back')
    expect(JSON.stringify((await received('olga')).at(-1)?.blocks)).toContain('Yearly is too seldom.')
  })

  test('resubmitted with other bytes, the endorsement given is void', async () => {
    await revise('Keys are rotated monthly.')
    const given = await office.database.kysely
      .selectFrom('endorsements')
      .selectAll()
      .where('decision', '=', 'endorsed')
      .execute()
    expect(given.map((row) => row.voidedAt !== null)).toEqual([true])
    const { id, sha256 } = await awaiting()
    const old = given[0]?.sha256 as string
    expect(sha256).not.toBe(old)
    await expect(
      as('ann', endorse, { submission: id, sha256: old, changeKind: null, comment: null }),
    ).rejects.toMatchObject({ code: 'hash_changed' })
    expect(await as('ann', endorse, await decision())).toEqual({ isEndorsed: false })
  })

  test("the author's own endorsement is refused, also as deputy", async () => {
    await expect(as('olga', endorse, await decision())).rejects.toMatchObject({ code: 'barred' })
    await as('cara', delegate, {
      person: await office.personId(mail('cara')),
      deputy: await office.personId(mail('olga')),
      fromOn: '2027-03-01',
      untilOn: '2027-03-31',
    })
    await expect(as('olga', endorse, { ...(await decision()), comment: 'for Cara' })).rejects.toMatchObject({
      code: 'barred',
    })
  })

  test('endorsed, it waits for its day, and asks 37 of 40 people when it is in force', async () => {
    expect(await as('bob', endorse, await decision())).toEqual({ isEndorsed: true })
    await office.walkTo('2027-03-11T22:59:00Z')
    const stateOf = async () =>
      (
        await office.database.kysely
          .selectFrom('versions')
          .select(['number', 'state'])
          .orderBy('number')
          .execute()
      ).map(({ number, state }) => `${number} ${state}`)
    expect(await stateOf()).toEqual(['1.0 in force', '2.0 endorsed'])
    await office.walkTo('2027-03-11T23:00:00Z')
    expect(await stateOf()).toEqual(['1.0 superseded', '2.0 in force'])
    await office.walkTo('2027-03-12T08:00:00Z')
    const asked = await Promise.all(
      names.map(
        async (name) =>
          (await said(name)).filter((message) => message.includes('acknowledge') && message.includes('2.0'))
            .length,
      ),
    )
    expect(asked).toEqual(names.map(() => 1))
    for (const id of ['U0ROBOT1', 'U0ROBOT2', 'U0GONE']) {
      const page = await office.sandbox.call('conversations.history', { channel: dmOf(id) })
      expect(page).toMatchObject({ ok: false })
    }
  })

  test('36 acknowledge, and the owner is told who is missing', async () => {
    await office.walkTo('2027-03-12T09:30:00Z')
    const version = await office.database.kysely
      .selectFrom('versions')
      .select('id')
      .where('number', '=', '2.0')
      .executeTakeFirstOrThrow()
    for (const name of names.slice(0, -1))
      await as(name, acknowledge, { version: version.id, statement: 'I have read it.' })
    await office.walkTo('2027-03-19T08:00:00Z')
    const list = (await said('olga')).at(-1)
    expect(list).toContain('36 of 37')
    expect(list).toContain('staff32')
    expect(list).not.toContain('staff31')
    expect(await office.sandbox.get('violations')).toEqual([])
  })
})
