import { createHmac } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { changeSources } from '../../src/actions/change-sources.ts'
import { perform } from '../../src/actions/perform.ts'
import { keyOfSource } from '../../src/hooks/keys.ts'
import { type DeskOptions, openDesk } from '../slack/desk.ts'
import { operator } from '../support/company.ts'
import { told } from '../support/stories.ts'
import { laptop, secret } from './sender.ts'

/** The whole program, with a source that reports to its port. */
async function watched(options: DeskOptions = {}) {
  const desk = await openDesk({ env: { PERENNIAL_ENCRYPTION_KEY: secret.toString('hex') }, ...options })
  onTestFinished(() => desk.close())
  await perform(desk.company.world, operator, changeSources, { name: 'pagerduty', change: 'add' }, 'add')
  const key = keyOfSource(secret, { workspace: desk.world.workspace, name: 'pagerduty', generation: 1 })
  const post = (report: object) => {
    const [at, body] = [String(Math.floor(Date.now() / 1000)), JSON.stringify(report)]
    const mac = createHmac('sha256', key).update(`v1:${at}:${body}`).digest('hex')
    const headers = {
      'content-type': 'application/json',
      'x-perennial-source': 'pagerduty',
      'x-perennial-timestamp': at,
      'x-perennial-signature': `v1=${mac}`,
    }
    return fetch(`http://127.0.0.1:${desk.program.port}/hooks/events`, { method: 'POST', headers, body })
  }
  return { ...desk, s: told(desk.company), post }
}

test('With Socket Mode a machine reports, a policy manager decides, and the source is named as reporter', async () => {
  const { post, as, program, s } = await watched()
  expect((await post(laptop)).status).toBe(201)
  await program.rounds.settle()
  const request = (await as('U0MIA').messages()).at(-1)
  expect(request?.text).toContain('reported by the source pagerduty')
  expect(JSON.stringify(request?.blocks)).toContain('reported by the source pagerduty')
  if (!request) throw new Error('Expected a request to decide')
  const opened = await as('U0MIA').click({ ...request, channel: 'app' }, 'not_significant')
  const [window] = opened.views?.modals ?? []
  if (!window) throw new Error('Expected the window to decide in')
  await as('U0MIA').submit(window, { reason: { value: 'A test of the alarm' } })
  await program.rounds.settle()
  expect(await s.row('events', {})).toMatchObject({ state: 'not significant', reason: 'A test of the alarm' })
  expect(await s.rows('notices', { kind: 'report outcome' })).toEqual([])
})

test('Beside events over HTTP both are answered on one port', async () => {
  const { post, program } = await watched({ signingSecret: '0123456789abcdef0123456789abcdef' })
  expect((await post(laptop)).status).toBe(201)
  const slack = await fetch(`http://127.0.0.1:${program.port}/slack/events`, { method: 'POST', body: '{}' })
  expect(slack.status).toBe(401)
  expect((await fetch(`http://127.0.0.1:${program.port}/healthz`)).status).toBe(200)
})

test('Without a key to make keys of the program starts all the same, and says what is missing', async () => {
  const { post } = await watched({ env: {} })
  const answer = await post(laptop)
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({ error: { code: 'no_encryption_key' } })
})
