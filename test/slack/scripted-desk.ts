import { onTestFinished } from 'vitest'
import { told } from '../support/stories.ts'
import { type DeskOptions, openDesk } from './desk.ts'
import { type ScriptedSlack, scriptedSlack } from './scripted-slack.ts'

type Kind = 'slash_commands' | 'interactive' | 'events_api'

/** The program in a sandbox workspace, whose socket and answers are in the test's hand. */
export async function scriptedDesk(options: DeskOptions = {}) {
  let slack: ScriptedSlack | null = null
  const desk = await openDesk({
    ...options,
    async apiUrl(sandbox) {
      slack = await scriptedSlack(['address'], { sandbox })
      return slack.apiUrl
    },
  })
  onTestFinished(() => desk.close())
  const script = slack as unknown as ScriptedSlack
  await script.until(() => script.sockets.length > 0)
  let envelopes = 0

  /** Delivers a payload, and again under other envelopes where that is wanted; resolves when all are acknowledged. */
  async function send(type: Kind, payload: object, times = 1): Promise<object[]> {
    const ids = Array.from({ length: times }, () => `envelope ${++envelopes}`)
    const url = type === 'events_api' ? {} : { response_url: script.answerUrl() }
    for (const envelope_id of ids)
      script.say({
        type,
        envelope_id,
        accepts_response_payload: type !== 'events_api',
        payload: { ...url, ...payload },
      })
    const acksOf = () =>
      script.acks.filter((ack) => ids.includes((ack as { envelope_id: string }).envelope_id))
    await script.until(() => acksOf().length === times)
    return acksOf() as object[]
  }

  const answers = () => script.answers as { text: string; [field: string]: unknown }[]

  return {
    ...desk,
    slack: script,
    story: told(desk.company),
    send,
    answers,
    /** The next answer to a person, in words. */
    async heard(count = 1): Promise<string[]> {
      await script.until(() => script.answers.length >= count)
      return answers().map(({ text }) => text)
    },
    control: desk.sandbox.control,
  }
}
