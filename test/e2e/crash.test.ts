import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { randomFrom } from '../support/naive-year/random.ts'
import { type Office, openOffice } from './support/office.ts'
import { beginScript, doom, temporaryFolder } from './support/processes.ts'

/** Owners of something overdue: on the first business morning each gets one message. */
const names = Array.from({ length: 300 }, (_, i) => `owner${String(i + 1).padStart(3, '0')}`)
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

type Call = { seq: number; method: string }

/** Waits until the program posts again; it has posted everything where it does not for a while. */
async function nextPost(office: Office, since: number): Promise<Call | null> {
  for (let look = 0; look < 1000; look++) {
    const calls = (await office.sandbox.get(`journal?since=${since}`)) as Call[]
    const post = calls.findLast(({ method }) => method === 'chat.postMessage')
    if (post) return post
    await new Promise((done) => setTimeout(done, 20))
  }
  return null
}

/** Kills at a random instant of a post under way: before Slack has it, before the answer, or before the mark. */
async function killManyTimes(office: Office, script: string | null, seed: number): Promise<number> {
  const random = randomFrom(seed)
  let [killed, seen] = [0, 0]
  while (killed < kills) {
    const program = doom(script, office.folder, office.env)
    const post = await nextPost(office, seen)
    if (post) await new Promise((done) => setTimeout(done, random() * 2 * afterPost))
    await program.kill()
    if (!post) break
    seen = post.seq
    killed += 1
  }
  await office.sandbox.clear('faults')
  return killed
}

describe('The program dies', () => {
  test('50 times at random instants, and each message is there once', async () => {
    const { folder, remove } = temporaryFolder()
    const office = await openBusyOffice(folder)
    expect(await killManyTimes(office, null, 1)).toBe(kills)
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
    expect(await killManyTimes(office, script, 2)).toBe(kills)
    const last = await beginScript(script, folder, office.env)
    await office.settle()
    expect((await counts(office)).filter((count) => count > 1).length).toBeGreaterThan(0)
    await last.end('SIGKILL')
    await office.end()
    remove()
  }, 300_000)
})
