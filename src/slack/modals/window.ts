import { type Failure, sortFailure } from '../errors.ts'
import type { Desk, Gesture, Opened } from '../gesture.ts'
import type { Answering } from '../say.ts'
import { beside, type Press } from '../views/buttons.ts'
import { loading } from '../views/modals/shown.ts'
import { free } from '../views/mrkdwn.ts'
import { sentence, smallModal } from '../views/sentence.ts'
import { viewOf } from './draw.ts'
import type { ModalName } from './modal.ts'
import { modalOf } from './table.ts'

export type Wanted = {
  /** Null for a small window, in which something is said. */
  modal: ModalName | null
  /** The window in which it was pressed: this one comes on top. */
  below: { id: string } | null
  /** The same gesture once more, for where Slack opens nothing. */
  again: Pick<Press, 'action' | 'value'> | null
}

const tooLate = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id'])

/** Opens a light window at once, or says why Slack would not. */
export async function openWindow(
  desk: Desk,
  { triggerId }: Pick<Gesture, 'triggerId'>,
  { modal, below, again }: Wanted,
): Promise<Opened> {
  const title = modal === null ? 'the answer' : modalOf(modal).title
  const refused = (reason: string): Opened => ({ is: 'refused', said: whyClosed(reason, title, again) })
  if (triggerId === null) return refused('expired_trigger_id')
  const method = below === null ? 'views.open' : 'views.push'
  try {
    const view = modal === null ? smallModal(sentence('Loading …')) : loadingOf(modal, title)
    const answer = await desk.client.apiCall(method, { trigger_id: triggerId, view })
    const viewId = (answer as { view?: { id: string } }).view?.id
    return viewId === undefined ? refused('it named no window') : { is: 'open', viewId, isFilled: false }
  } catch (error) {
    const failure = sortFailure(error)
    desk.log.info({ method, failure }, 'a window could not be opened')
    return refused(reasonOf(failure))
  }
}

function loadingOf(modal: ModalName, title: string) {
  return viewOf(loading(title), {
    modal,
    subject: '',
    page: 0,
    from: {},
    files: [],
    apart: {},
    isTold: false,
  })
}

/** Says it in the window that waits, as long as it waits; else where the person is. */
export function sayIn(desk: Desk, opened: Opened | null, say: Answering['say']): Answering['say'] {
  return async (message, to) => {
    if (opened?.is === 'open' && !opened.isFilled && (await isShown(desk, opened.viewId, message)))
      opened.isFilled = true
    else await say(message, to)
  }
}

async function isShown(desk: Desk, viewId: string, message: Parameters<Answering['say']>[0]) {
  try {
    await desk.client.views.update({ view_id: viewId, view: smallModal(message) })
    return true
  } catch (error) {
    desk.log.info({ failure: sortFailure(error) }, 'an answer could not be shown in its window')
    return false
  }
}

function reasonOf(failure: Failure): string {
  switch (failure.failure) {
    case 'rate limited':
      return 'it asks to wait a moment'
    case 'in doubt':
      // It may stand there all the same, and nothing says which window it is.
      return 'its answer was lost: close the window if one stays on Loading'
    case 'refused':
      return failure.error
    default:
      return failure.reason
  }
}

function whyClosed(reason: string, title: string, again: Wanted['again']) {
  if (reason === 'push_limit_reached')
    return sentence('Slack shows three windows on top of each other at most. Close one, then press again.')
  const words = tooLate.has(reason)
    ? 'The window could not be opened: Slack gives three seconds for it, and they had passed. Nothing was changed; press or type it again.'
    : `Slack did not open the window (${reason}). Nothing was changed; press or type it again.`
  if (again === null) return sentence(words)
  const phrase = free(words, 2_900)
  const press = { ...again, words: 'Try again' }
  return { text: phrase.plain, blocks: [beside(phrase, press, { code: '', title })] }
}
