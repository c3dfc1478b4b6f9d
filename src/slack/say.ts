import type { webApi } from '@slack/bolt'
import type { Log } from '../log.ts'
import type { Message } from '../rules/message-facts.ts'
import { openConversation } from './conversation.ts'
import { sortFailure } from './errors.ts'
import { smallModal } from './views/sentence.ts'

/** Where a gesture was made, and so where it is answered. */
export type Place = {
  slackId: string
  channel: string | null
  responseUrl: string | null
  /** Pressed in a form or in Home, where no message can be said beside it. */
  view: { id: string; type: 'modal' | 'home' } | null
  /** What was pressed is a message that this person alone sees. */
  isAlone: boolean
  triggerId: string | null
}

export type Answering = {
  /** To this person alone: by Slack's address for answers, else beside the place, else in their conversation with us. */
  say(message: Message, to?: 'a stranger'): Promise<void>
  /** In the place of what was pressed, where only this person sees that. */
  replace(message: Message): Promise<void>
}

/** Slack takes so many answers to one gesture, within half an hour. */
const mostAnswers = 5
const answerWithin = 5_000

export function makeAnswering(
  { client, log }: { client: webApi.WebClient; log: Log },
  place: Place,
): Answering {
  let answers = 0

  async function respond(message: Message, isReplacing: boolean): Promise<boolean> {
    if (place.responseUrl === null || answers === mostAnswers) return false
    answers += 1
    const body = {
      response_type: 'ephemeral',
      // Said always: left out, Slack takes the pressed message away.
      replace_original: isReplacing,
      delete_original: false,
      ...message,
    }
    try {
      const answer = await fetch(place.responseUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(answerWithin),
      })
      const heard = await answer.text()
      // What stands before Slack answers with a page of its own, also with status 200.
      const isTaken = answer.ok && !heard.trimStart().startsWith('<')
      if (!isTaken) log.warn({ status: answer.status, body: heard }, 'an answer was not taken')
      return isTaken
    } catch (error) {
      log.warn({ error: String(error) }, 'an answer did not arrive')
      return false
    }
  }

  async function tried(what: string, call: () => Promise<unknown>): Promise<boolean> {
    try {
      await call()
      return true
    } catch (error) {
      log.info({ what, failure: sortFailure(error) }, 'an answer could not be said there')
      return false
    }
  }

  async function openSmall(message: Message): Promise<boolean> {
    const { triggerId: trigger_id, view: where } = place
    if (!where || trigger_id === null) return false
    const method = where.type === 'modal' ? 'views.push' : 'views.open'
    return await tried(method, () => client.apiCall(method, { trigger_id, view: smallModal(message) }))
  }

  async function beside(message: Message): Promise<boolean> {
    const { channel, slackId: user } = place
    if (channel === null) return false
    return await tried('chat.postEphemeral', () =>
      client.apiCall('chat.postEphemeral', { channel, user, ...message }),
    )
  }

  async function write(message: Message): Promise<boolean> {
    const channel = await openConversation(client, place.slackId)
    if (typeof channel !== 'string') return false
    return await tried('chat.postMessage', () => client.apiCall('chat.postMessage', { channel, ...message }))
  }

  async function say(message: Message, to?: 'a stranger'): Promise<void> {
    const isSaid =
      (await respond(message, false)) ||
      (await openSmall(message)) ||
      (await beside(message)) ||
      // A stranger is answered where they are, and not written to of our own accord.
      (to === undefined && (await write(message)))
    if (!isSaid) log.error({ person: place.slackId }, 'an answer could be said nowhere')
  }

  async function replace(message: Message): Promise<void> {
    const view = place.view?.type === 'modal' ? place.view : null
    const isReplaced = view
      ? await tried('views.update', () =>
          client.apiCall('views.update', { view_id: view.id, view: smallModal(message) }),
        )
      : place.isAlone && (await respond(message, true))
    if (!isReplaced) await say(message)
  }

  return { say, replace }
}
