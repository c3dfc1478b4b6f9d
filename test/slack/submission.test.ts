import { expect, test } from 'vitest'
import { readIncidents } from '../../src/import/incidents.ts'
import { makeClient } from '../../src/slack/client.ts'
import type { Desk } from '../../src/slack/gesture.ts'
import { takeSubmission } from '../../src/slack/submission.ts'
import { team } from './envelopes.ts'
import { scriptedDesk } from './scripted-desk.ts'

const body = (who: string) => ({
  type: 'view_submission',
  user: { id: `U0${who.toUpperCase()}`, team_id: team },
  team: { id: team },
  trigger_id: `form.${who}`,
  view: {
    id: 'V1',
    hash: 'h1',
    type: 'modal',
    callback_id: 'settings',
    private_metadata: '',
    title: { type: 'plain_text', text: 'A form' },
    submit: { type: 'plain_text', text: 'Save' },
    app_installed_team_id: team,
    state: { values: { title: { value: { type: 'plain_text_input', value: 'What was typed' } } } },
    blocks: [
      {
        type: 'input',
        block_id: 'title',
        label: { type: 'plain_text', text: 'Title' },
        element: { type: 'plain_text_input', action_id: 'value' },
      },
    ],
  },
})

test('A form whose answer takes too long shows that it is worked on, and then what came of it, with what was typed', async () => {
  const { world, program, slack } = await scriptedDesk()
  const desk: Desk = {
    world,
    client: makeClient({ token: 'xoxb-sandbox-perennial', apiUrl: slack.apiUrl }),
    directory: program.directory,
    redraw: async () => true,
    incidentsIn: readIncidents,
    audienceOf: async () => ({ people: [], leftOut: [] }),
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  }
  const acks: unknown[] = []
  const ack = async (answer?: object) => void acks.push(answer)
  await takeSubmission(desk, body('gus'), ack, async () => {})
  expect(acks).toMatchObject([
    { response_action: 'update', view: { blocks: [{ text: { text: 'Working on it …' } }] } },
  ])
  const updates = slack.passedOn.filter(({ method }) => method === 'views.update')
  expect(updates).toHaveLength(1)
  expect(updates[0]?.given.view_id).toBe('V1')
  expect(JSON.parse(updates[0]?.given.view ?? '')).toMatchObject({
    callback_id: 'settings',
    blocks: [
      { text: { text: expect.stringMatching(/^Guests can report/) } },
      { block_id: 'title', element: { initial_value: 'What was typed' } },
    ],
  })
})

test('A form that is delivered again is answered again, and carried out once', async () => {
  const desk = await scriptedDesk()
  const first = await desk.send('interactive', body('gus'))
  const second = await desk.send('interactive', body('gus'))
  const payloads = [...first, ...second].map((ack) => (ack as { payload: object }).payload)
  expect(payloads[1]).toEqual(payloads[0])
})
