import type { types } from '@slack/bolt'
import type { Desk } from '../gesture.ts'
import { checkView } from '../views/check-view.ts'
import type { Form } from '../views/modals/form.ts'
import { modalView } from '../views/modals/shown.ts'
import { type Metadata, writeMetadata } from './metadata.ts'

/** A form as Slack takes it; one that breaks a limit is a fault here, and not a window that stays on "Loading". */
export function viewOf(form: Form, metadata: Metadata): types.ModalView {
  const view = modalView(form, metadata.modal, writeMetadata(metadata))
  const problems = checkView(view)
  if (problems.length > 0) throw new Error(`The window breaks a limit of Slack: ${problems.join('; ')}`)
  return view
}

/** Without a hash: what is shown last is the truth of then. A window that was closed meanwhile is let be. */
export async function show(desk: Desk, viewId: string, view: types.ModalView): Promise<void> {
  try {
    await desk.client.views.update({ view_id: viewId, view })
  } catch (error) {
    if ((error as { data?: { error?: string } }).data?.error !== 'not_found') throw error
    desk.log.debug({ viewId }, 'a window was closed before it was filled')
  }
}
