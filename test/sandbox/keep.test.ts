import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startSandbox } from '../../src/sandbox/start.ts'
import { appFor } from './http-app.ts'
import { START, sandboxFor } from './support.ts'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'sandbox-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

test('a restart goes on where it was: messages, people, the clock, and one more generation', async () => {
  const dataFolder = folder()
  const before = await sandboxFor({ dataFolder })
  await before.control('POST', 'people', { people: [{ name: 'New Person' }] })
  await before.control('POST', 'clock', { advance: 'P7D' })
  const { ts } = await before.call('chat.postMessage', { channel: 'U0ANAWEBER', text: 'kept' })
  const people = await before.control('GET', 'people')
  const { generation } = await before.control('GET', 'clock')
  await before.stop()
  const after = await sandboxFor({ dataFolder, now: '2001-01-01T00:00:00Z' })
  expect(await after.control('GET', 'messages?as=ana')).toMatchObject([{ ts, text: 'kept' }])
  expect(await after.control('GET', 'people')).toEqual(people)
  expect(await after.control('GET', 'clock')).toMatchObject({
    now: '2027-03-19T08:00:00.000Z',
    generation: generation + 1,
  })
  expect((await after.call('chat.update', { channel: 'D0ANAWEBER', ts, text: 'changed' })).ok).toBe(true)
})

test('what was posted is on disk a moment later, without a stop, and whole', async () => {
  const dataFolder = folder()
  const { call } = await sandboxFor({ dataFolder })
  await call('chat.postMessage', { channel: 'C0GENERAL1', text: 'written down' })
  const file = join(dataFolder, 'workspace.json')
  await vi.waitFor(() => expect(readFileSync(file, 'utf8')).toContain('written down'), { timeout: 2_000 })
  expect(() => JSON.parse(readFileSync(file, 'utf8'))).not.toThrow()
})

test('a move of the clock is on disk before it is answered', async () => {
  const dataFolder = folder()
  const { control } = await sandboxFor({ dataFolder })
  await control('POST', 'clock', { set: '2027-05-01T00:00:00Z' })
  const kept = JSON.parse(readFileSync(join(dataFolder, 'clock.json'), 'utf8'))
  expect(new Date(kept.businessMs).toISOString()).toBe('2027-05-01T00:00:00.000Z')
})

test('time passes for a ticking clock while the sandbox is off', async () => {
  const dataFolder = folder()
  const wall = { ms: 1_000, now: () => wall.ms, elapsed: () => wall.ms }
  const before = await sandboxFor({ dataFolder, wall, ticking: true })
  await before.stop()
  wall.ms += 60_000
  const after = await sandboxFor({ dataFolder, wall, ticking: true })
  expect((await after.control('GET', 'clock')).now).toBe('2027-03-12T08:01:00.000Z')
})

test('without a folder nothing is kept', async () => {
  const before = await sandboxFor()
  await before.call('chat.postMessage', { channel: 'U0ANAWEBER', text: 'gone' })
  await before.stop()
  const after = await sandboxFor()
  expect(await after.control('GET', 'messages?as=ana')).toEqual([])
  expect((await after.control('GET', 'clock')).now).toBe(START)
})

test('a stop in the middle of a walk ends it where it is, and a restart goes on from there', async () => {
  const dataFolder = folder()
  const before = await sandboxFor({ dataFolder })
  await before.control('GET', 'clock?after=0&follower=slow')
  await before.control('POST', 'clock/settled', {
    follower: 'slow',
    generation: 1,
    nextDueAt: '2027-03-13T00:00:00Z',
  })
  const move = before.control('POST', 'clock', { advance: 'P7D' }).catch(() => 'cut off')
  await vi.waitFor(async () => expect((await before.control('GET', 'clock')).generation).toBe(2))
  await before.stop()
  expect(await move).toBe('cut off')
  const after = await sandboxFor({ dataFolder })
  expect((await after.control('GET', 'clock')).now).toBe('2027-03-13T00:00:00.000Z')
})

test('no half-written file stays behind after a stop', async () => {
  const dataFolder = folder()
  const { call, stop } = await sandboxFor({ dataFolder })
  await call('chat.postMessage', { channel: 'C0GENERAL1', text: 'x' })
  await stop()
  expect(readdirSync(dataFolder).sort()).toEqual(['clock.json', 'workspace.json'])
})

test('a kept file that is damaged is refused with what to do', async () => {
  const dataFolder = folder()
  writeFileSync(join(dataFolder, 'workspace.json'), '{"team":')
  await expect(startSandbox({ port: 0, dataFolder })).rejects.toThrow('delete the file to begin anew')
})

test('a port that is taken is refused with what to do', async () => {
  const { port } = await sandboxFor()
  await expect(startSandbox({ port })).rejects.toMatchObject({
    code: 'refused',
    message: `Port ${port} is in use by another program; stop it or set PERENNIAL_SANDBOX_PORT to a free port.`,
  })
})

test('it does not start in production', async () => {
  vi.stubEnv('NODE_ENV', 'production')
  onTestFinished(() => void vi.unstubAllEnvs())
  await expect(startSandbox({ port: 0 })).rejects.toMatchObject({ code: 'refused' })
})

test('a first instant that is none is refused', async () => {
  await expect(startSandbox({ port: 0, now: 'noon' })).rejects.toMatchObject({ code: 'refused' })
})

test('the first gesture after a restart has another trigger than the first before it', async () => {
  const [before, after] = [await appFor(), await appFor()]
  expect(await after.trigger()).not.toBe(await before.trigger())
})
