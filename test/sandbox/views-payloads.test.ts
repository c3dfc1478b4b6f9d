import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fullViews } from './full-views.ts'
import { hasRecordings, recordingOf, strangers } from './oracle.ts'
import { shapeOf, together } from './shape.ts'

/** Documented by Slack and not among the recordings, each with its page. */
const DOCUMENTED = [
  // https://docs.slack.dev/apis/events-api#authorizations
  /^events\/\w+\.context_(team|enterprise)_id$/,
  // https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
  /\.view\.(blocks|state\.values)$/,
  /^interactivity\/ViewSubmissionPayload\.response_urls$/,
]

test('what views and files bring to the app has exactly the keys and types written down', async () => {
  const { payloads } = await fullViews()
  const written = JSON.parse(readFileSync(new URL('./view-shapes.json', import.meta.url), 'utf8'))
  expect(Object.keys(payloads).sort()).toEqual(Object.keys(written).sort())
  for (const [name, given] of Object.entries(payloads))
    expect({ [name]: given.map(shapeOf).reduce(together) }).toEqual({ [name]: written[name] })
})

test.skipIf(!hasRecordings)(
  'what views and files bring to the app has only keys and types that Slack was recorded with',
  async () => {
    const { payloads } = await fullViews()
    const found = Object.entries(payloads).flatMap(([name, given]) =>
      given.flatMap((payload) => strangers(payload, recordingOf(name), name)),
    )
    const unknown = found.filter((one) => !DOCUMENTED.some((known) => known.test(one.split(':')[0]!)))
    expect([...new Set(unknown)]).toEqual([])
  },
)
