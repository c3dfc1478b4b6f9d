import { expect, test } from 'vitest'
import { readManifest } from '../../src/commands/manifest.ts'
import { inForce } from '../support/situations.ts'
import { told } from '../support/stories.ts'
import { people } from './gestures.ts'

/** The loop over HTTP: the sandbox delivers, signed, to the program's own port, as Slack does without Socket Mode. */

const signingSecret = 'sandbox-signing-secret-0123456789'

test('commands, windows, presses and events come over HTTP as they do by the socket', async () => {
  const { as, desk, settle } = await people({ signingSecret })
  const request_url = `http://127.0.0.1:${desk.program.port}/slack/events`
  const { settings, ...manifest } = readManifest()
  await desk.sandbox.control('POST', 'manifest', {
    ...manifest,
    settings: {
      ...settings,
      socket_mode_enabled: false,
      interactivity: { is_enabled: true, request_url },
      event_subscriptions: { ...settings.event_subscriptions, request_url },
    },
  })
  const s = told(desk.company)
  const mia = as('mia')
  const fields = {
    code: 'ISP-01',
    title: 'Acceptable use',
    owner: 'U0OLGA',
    cadence: '12',
    preferredMonth: 'none',
  }
  await mia.fill(fields, await mia.command('/policy add'))
  expect(await s.row('policies', { code: 'ISP-01' })).toMatchObject({ title: 'Acceptable use' })

  const { version } = await inForce(s)
  await settle()
  const pressed = await as('bob').press('acknowledge')
  expect(pressed.ack?.error).toBeUndefined()
  expect(await s.row('acknowledgments', { version, person: s.id('bob') })).toMatchObject({ state: 'given' })

  await as('olga').openHome()
  expect(JSON.stringify((await as('olga').home())?.blocks)).toContain('Acceptable use')
})
