import { expect, test } from 'vitest'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { endorse } from '../../src/actions/endorse.ts'
import { perform } from '../../src/actions/perform.ts'
import { transferOwnership } from '../../src/actions/transfer-ownership.ts'
import { openOffice } from './support/office.ts'
import { temporaryFolder } from './support/processes.ts'

const mail = (name: string) => `${name}@example.com`
const owners = ['olga', 'otto', 'omar', 'oona', 'odin']
const people = ['mia', 'ann', ...owners, 'nina'].map((name) => ({
  id: `U0${name.toUpperCase()}`,
  name,
  email: mail(name),
}))

/** Two policies each, due while the program is down. */
const rows = owners.flatMap((owner, i) =>
  [0, 1].map((n) => `P-${i}${n},Policy ${i}${n},${mail(owner)},1.0,2026-03-${10 + i},annual,Approved`),
)
const register = `Code,Title,Owner,Version,Last reviewed,Frequency,Status\n${rows.join('\n')}\n`

test('Down for 45 days: one message a person, and nothing that is no longer owed', async () => {
  const { folder, remove } = temporaryFolder()
  const office = await openOffice(folder, {
    people,
    register,
    now: '2027-01-20T08:00:00Z',
    managers: [mail('mia')],
    approvers: [mail('ann')],
  })
  await office.command('golive')
  await office.walkTo('2027-02-01T12:00:00Z')
  await office.program().end('SIGKILL')
  const before = (await office.sandbox.get('messages?as=U0OLGA')) as unknown[]

  // Meanwhile, seen by a program that does not run: olga's are concluded, and otto's go to nina.
  const as = async (name: string) => ({ kind: 'person' as const, id: await office.personId(mail(name)) })
  const olga = await as('olga')
  for (const policy of ['P-00', 'P-01']) {
    const request = {
      policy,
      scope: 'whole policy' as const,
      considered: [],
      note: 'Still right.',
      outcome: 'reaffirmed' as const,
      content: `Text of ${policy}`,
    }
    const { submission } = await perform(office.world, olga, concludeReview, request, `conclude ${policy}`)
    const { sha256 } = await office.database.kysely
      .selectFrom('submissions')
      .select('sha256')
      .where('id', '=', submission)
      .executeTakeFirstOrThrow()
    await perform(
      office.world,
      await as('ann'),
      endorse,
      { submission, sha256, changeKind: null, comment: null },
      `endorse ${policy}`,
    )
  }
  const nina = await office.personId(mail('nina'))
  for (const policy of ['P-10', 'P-11'])
    await perform(
      office.world,
      await as('mia'),
      transferOwnership,
      { policy, to: nina },
      `transfer ${policy}`,
    )

  await office.sandbox.post('clock', { set: '2027-03-18T08:30:00Z' })
  const since = Date.parse('2027-03-18T00:00:00Z') / 1000
  await office.again()
  await office.settle()
  const heard = async (name: string): Promise<string[]> => {
    const messages = (await office.sandbox.get(`messages?as=U0${name.toUpperCase()}`)) as {
      ts: string
      text: string
    }[]
    return messages.filter(({ ts }) => Number(ts) > since).map(({ text }) => text)
  }
  for (const name of ['omar', 'oona', 'odin', 'nina', 'mia', 'ann']) {
    expect({ name, count: (await heard(name)).length }).toEqual({ name, count: 1 })
  }
  expect(await heard('otto')).toEqual([])
  const olgaHeard = await heard('olga')
  expect(olgaHeard.filter((text) => text.includes('waiting for you'))).toEqual([])
  expect(before.length).toBeGreaterThan(0)
  expect((await heard('nina'))[0]).toContain('`P-10`')
  expect((await heard('nina'))[0]).toContain('`P-11`')
  await office.end()
  remove()
}, 120_000)
