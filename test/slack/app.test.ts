import { describe, expect, onTestFinished, test } from 'vitest'
import { openDesk } from './desk.ts'

/** The program in the sandbox, connected. */
async function connected() {
  const desk = await openDesk()
  onTestFinished(() => desk.close())
  await expect.poll(() => socketOf(desk)).toMatchObject({ ok: true })
  return desk
}

type Desk = Awaited<ReturnType<typeof openDesk>>

async function socketOf({ program }: Desk): Promise<object | undefined> {
  const answer = await fetch(`http://127.0.0.1:${program.port}/readyz`)
  const { checks } = (await answer.json()) as { checks: { name: string }[] }
  return checks.find(({ name }) => name === 'socket')
}

const socketFault = (fault: object) => ({ surface: 'socket', times: 1, ...fault })

async function openings({ sandbox }: Desk): Promise<number> {
  const journal = await sandbox.journal()
  return journal.filter(({ method }) => method === 'apps.connections.open').length
}

const askForHelp = (desk: Desk) => desk.as('olga').command('/policy help', 'general')

test('A command is acknowledged without words, and answered to the person alone, without a violation', async () => {
  const desk = await connected()
  const acted = await askForHelp(desk)
  expect(acted.ack?.error).toBeUndefined()
  expect(Object.keys(acted.ack?.payload ?? {})).toEqual([])
  expect(acted.messages).toMatchObject([{ ephemeralFor: 'U0OLGA', text: expect.any(String) }])
  expect(acted.violations).toEqual([])
})

test('The same envelope delivered twice is answered once', async () => {
  const desk = await connected()
  await desk.sandbox.control('POST', 'faults', { surface: 'slash_commands', do: 'twice', as: 'envelope' })
  const acted = await askForHelp(desk)
  expect(acted.messages).toHaveLength(1)
})

describe('People are answered again after', () => {
  for (const fault of [
    { do: 'disconnect', reason: 'warning' },
    { do: 'disconnect', reason: 'refresh_requested' },
    { do: 'disconnect', reason: 'too_many_websockets' },
    { do: 'close', code: 1000 },
    { do: 'close', code: 1011 },
    { do: 'terminate' },
  ])
    test(Object.values(fault).join(' '), async () => {
      const desk = await connected()
      const before = await openings(desk)
      await desk.sandbox.control('POST', 'faults', socketFault(fault))
      await expect.poll(() => openings(desk)).toBeGreaterThan(before)
      await expect.poll(() => socketOf(desk)).toMatchObject({ ok: true })
      const acted = await askForHelp(desk)
      expect(acted.messages).toHaveLength(1)
    })
})

describe('The connection stands through', () => {
  for (const frame of ['app_rate_limited', 'unknown_event', 'missing_fields', 'binary', 'not_json'])
    test(frame, async () => {
      const desk = await connected()
      const before = await openings(desk)
      await desk.sandbox.control('POST', 'faults', socketFault({ do: 'frame', frame }))
      const acted = await askForHelp(desk)
      expect(acted.messages).toHaveLength(1)
      expect(await openings(desk)).toBe(before)
    })
})

test('What Slack refuses when it is opened again is a pause that readiness shows, and ends by itself', async () => {
  const desk = await connected()
  await desk.sandbox.control('POST', 'faults', {
    method: 'apps.connections.open',
    do: 'error',
    error: 'invalid_auth',
  })
  await desk.sandbox.control('POST', 'faults', socketFault({ do: 'terminate' }))
  await expect
    .poll(() => socketOf(desk))
    .toEqual({ name: 'socket', ok: false, detail: 'not connected: invalid_auth' })
  const pauses = () => desk.world.database.kysely.selectFrom('pauses').selectAll().execute()
  await expect.poll(pauses).toMatchObject([{ subject: 'slack events', reason: 'invalid_auth' }])
  await desk.sandbox.control('DELETE', 'faults')
  await expect.poll(pauses, { timeout: 10_000 }).toEqual([])
  expect((await askForHelp(desk)).messages).toHaveLength(1)
})
