import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { EVENTS } from '../../src/sandbox/default-manifest.ts'
import { fullPayloads } from './full-payloads.ts'
import { hasRecordings, recordingOf, strangers } from './oracle.ts'
import { shapeOf, together } from './shape.ts'

/** Nobody recorded them. */
const UNRECORDED = ['interactivity/global shortcut', 'events/ReactionRemovedPayload']

/** Documented by Slack and not among the recordings, each with its page. */
const DOCUMENTED = [
  // https://docs.slack.dev/apis/events-api#authorizations
  /^events\/\w+\.context_(team|enterprise)_id$/,
  // https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
  /^interactivity\/BlockActionPayload\.(state\.values|actions\[\]\.selected_(options|date_time))$/,
  // A form knows only text: https://docs.slack.dev/interactivity/implementing-slash-commands
  /^interactivity\/SlashCommandPayload\.is_enterprise_install$/,
]
/** Told of by what brings views and files. */
const ELSEWHERE = ['app_home_opened', 'file_shared', 'message.mpim']

test('what is brought to the app has exactly the keys and types written down', async () => {
  const payloads = await fullPayloads()
  const written = JSON.parse(readFileSync(new URL('./payload-shapes.json', import.meta.url), 'utf8'))
  expect(Object.keys(payloads).sort()).toEqual(Object.keys(written).sort())
  for (const [name, given] of Object.entries(payloads))
    expect({ [name]: given.map(shapeOf).reduce(together) }).toEqual({ [name]: written[name] })
})

test('every event that the default manifest subscribes to comes', async () => {
  const payloads = await fullPayloads()
  const told = Object.values(payloads)
    .flat()
    .flatMap(({ event }) =>
      event
        ? [event.channel_type && event.type === 'message' ? `message.${event.channel_type}s` : event.type]
        : [],
    )
    .map((name: string) => (name === 'message.ims' ? 'message.im' : name))
  expect([...new Set(told), ...ELSEWHERE].sort()).toEqual(EVENTS)
})

test.skipIf(!hasRecordings)(
  'every payload has only keys and types that Slack was recorded with',
  async () => {
    const payloads = await fullPayloads()
    const found = Object.entries(payloads)
      .filter(([name]) => !UNRECORDED.includes(name))
      .flatMap(([name, given]) => given.flatMap((payload) => strangers(payload, recordingOf(name), name)))
    const unknown = found.filter((one) => !DOCUMENTED.some((known) => known.test(one.split(':')[0]!)))
    expect([...new Set(unknown)]).toEqual([])
  },
)
