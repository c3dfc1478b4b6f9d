import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { randomFrom } from '../support/naive-year/random.ts'
import { type Office, openOffice } from './support/office.ts'
import { beginProgram, beginScript, temporaryFolder } from './support/processes.ts'

/** Owners of something overdue: on the first business morning each gets one message. */
const names = Array.from({ length: 250 }, (_, i) => `owner${String(i + 1).padStart(3, '0')}`)
const mail = (name: string) => `${name}@example.com`
const people = ['mia', 'ann', ...names].map((name) => ({
  id: `U0${name.toUpperCase()}`,
  name,
  email: mail(name),
}))
const rows = names.map((name, i) => `P-${i + 1},Policy ${i + 1},${mail(name)},1.0,2026-01-15,annual,Approved`)
const register = `Code,Title,Owner,Version,Last reviewed,Frequency,Status\n${rows.join('\n')}\n`

const kills = 50
const afterPost = 30

async function openBusyOffice(folder: string): Promise<Office> {
  const office = await openOffice(folder, {
    people,
    register,
    now: '2027-03-01T07:30:00Z',
    managers: [mail('mia')],
    approvers: [mail('ann')],
  })
  await office.command('golive')
  await office.program().end()
  // Slack takes the message at once and answers a while later: most instants lie between post and mark.
  await office.sandbox.post('faults', {
    do: 'delay',
    method: 'chat.postMessage',
    ms: afterPost,
    when: 'after',
  })
  await office.sandbox.post('clock', { set: '2027-03-01T08:00:00Z' })
  return office
}

/** Messages by person: every owner's conversation is read to its end. */
async function counts(office: Office): Promise<number[]> {
  const journal = (await office.sandbox.get('journal')) as { method?: string }[]
  expect(journal.length).toBeGreaterThan(0)
  const found: number[] = []
  for (const { id } of people.slice(2)) {
    const messages = (await office.sandbox.get(`messages?as=${id}`)) as unknown[]
    found.push(messages.length)
  }
  return found
}

async function killManyTimes(
  office: Office,
  begin: () => Promise<{ end(signal?: NodeJS.Signals): Promise<number | null> }>,
  seed: number,
): Promise<void> {
  const random = randomFrom(seed)
  for (let kill = 0; kill < kills; kill++) {
    const program = await begin()
    await new Promise((done) => setTimeout(done, random() * 400))
    await program.end('SIGKILL')
  }
  await office.sandbox.post('faults', { do: 'delay', method: 'chat.postMessage', ms: 0, when: 'after' })
}

describe('The program dies', () => {
  test('50 times at random instants, and each message is there once', async () => {
    const { folder, remove } = temporaryFolder()
    const office = await openBusyOffice(folder)
    await killManyTimes(office, () => beginProgram(folder, office.env), 1)
    await office.again()
    await office.settle()
    expect(await counts(office)).toEqual(names.map(() => 1))
    const states = await office.database.kysely.selectFrom('notices').select('state').distinct().execute()
    expect(states).toEqual([{ state: 'sent' }])
    await office.end()
    remove()
  }, 300_000)

  test('and where a message in doubt is not looked up, some are there twice', async () => {
    const { folder, remove } = temporaryFolder()
    const office = await openBusyOffice(folder)
    const script = resolve(import.meta.dirname, 'support/without-look-up.mjs')
    await killManyTimes(office, () => beginScript(script, folder, office.env), 2)
    const last = await beginScript(script, folder, office.env)
    await office.settle()
    expect((await counts(office)).filter((count) => count > 1).length).toBeGreaterThan(0)
    await last.end('SIGKILL')
    await office.end()
    remove()
  }, 300_000)
})
