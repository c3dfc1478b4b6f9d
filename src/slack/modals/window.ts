import { type Failure, sortFailure } from '../errors.ts'
import type { Desk, Gesture } from '../gesture.ts'
import { loading } from '../views/modals/shown.ts'
import { sentence } from '../views/sentence.ts'
import { viewOf } from './draw.ts'
import type { Metadata } from './metadata.ts'

const tooLate = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id'])

/** Opens a light window at once, on top of the one that was pressed in; null where Slack would not, which the person is told. */
export async function openWindow(
  desk: Desk,
  gesture: Gesture,
  title: string,
  metadata: Metadata,
  below: { id: string } | undefined,
): Promise<string | null> {
  if (gesture.triggerId === null) {
    await gesture.say(sentence(whyClosed('expired_trigger_id')))
    return null
  }
  const view = viewOf(loading(title), metadata)
  const method = below === undefined ? 'views.open' : 'views.push'
  try {
    const answer = await desk.client.apiCall(method, { trigger_id: gesture.triggerId, view })
    return (answer as { view?: { id: string } }).view?.id ?? null
  } catch (error) {
    const failure = sortFailure(error)
    desk.log.info({ method, failure }, 'a window could not be opened')
    await gesture.say(sentence(whyClosed(reasonOf(failure))))
    return null
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

function whyClosed(reason: string): string {
  if (tooLate.has(reason))
    return 'The window could not be opened: Slack gives three seconds for it, and they had passed. Nothing was changed; press or type it again.'
  if (reason === 'push_limit_reached')
    return 'Slack shows three windows on top of each other at most. Close one, then press again.'
  return `Slack did not open the window (${reason}). Nothing was changed; press or type it again.`
}
