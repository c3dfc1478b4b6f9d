import type { types } from '@slack/bolt'
import { Refusal } from '../rules/refusal.ts'
import { failedBy } from './faults.ts'
import type { Desk, Gesture, Press, Values } from './gesture.ts'
import { inOrder } from './in-order.ts'
import { changesSince, inConflict } from './modals/conflict.ts'
import { show, viewOf } from './modals/draw.ts'
import { blockOf, filledOf } from './modals/filled.ts'
import { apartFrom, type Metadata, readMetadata } from './modals/metadata.ts'
import { askOf, type End, type ModalName } from './modals/modal.ts'
import { modalOf } from './modals/table.ts'
import { openWindow } from './modals/window.ts'
import { type Filled, listIn, textIn } from './views/modals/form.ts'
import { said, withProblem } from './views/modals/shown.ts'
import { sentence } from './views/sentence.ts'

export type { ModalName } from './modals/modal.ts'

export type Submitted =
  | { is: 'closed' }
  /** By block. `late` is the form with what was attached, where it stands no more when they are known. */
  | { is: 'errors'; errors: Record<string, string>; late: types.ModalView | null }
  | { is: 'update'; view: types.ModalView }

export type SubmittedView = {
  callbackId: string
  viewId: string
  hash: string
  privateMetadata: string
  values: Values
}

/**
 * Where a window is opened: on top of another, or from a message that tells how it ended. `draft` is what its fields
 * begin with instead of their own beginning.
 */
type Origin = { below?: { id: string } | null; isTold?: boolean; draft?: Filled }

/** Fills the window that was opened for the gesture, or opens one. */
export async function openModal(
  desk: Desk,
  gesture: Gesture,
  name: ModalName,
  subject: string,
  { below = null, isTold = false, draft = {} }: Origin = {},
): Promise<void> {
  const opened = gesture.window ?? (await openWindow(desk, gesture, { modal: name, below, again: null }))
  if (opened.is === 'refused') return await gesture.say(opened.said)
  const { viewId } = opened
  opened.isFilled = true
  const metadata = { ...metadataOf(name, subject), isTold }
  try {
    await show(desk, viewId, await begun(desk, gesture, metadata, draft))
  } catch (error) {
    const failed = failedBy(error, { log: desk.log, key: gesture.key, hasCommitted: false })
    const view = viewOf(said(modalOf(name).title, failed.sentence), metadataOf(name, subject))
    await show(desk, viewId, view).catch(() => gesture.say(sentence(failed.sentence)))
  }
}

function metadataOf(modal: ModalName, subject: string): Metadata {
  return { modal, subject, page: 0, from: {}, files: [], apart: {}, isTold: false }
}

async function begun(desk: Desk, { who }: Gesture, { modal, subject, isTold }: Metadata, draft: Filled = {}) {
  const ask = await askOf(desk, who, subject)
  const { form, filled, ...drawn } = await modalOf(modal).begin({ ...ask, draft })
  // What the form begins with in fields that another choice brings in is kept until then.
  const apart = apartFrom(form, filled)
  return viewOf(form, { ...metadataOf(modal, subject), isTold, apart, ...drawn })
}

/** Another window in the place of the one that was pressed. */
export async function becomeModal(desk: Desk, press: Press, name: ModalName): Promise<void> {
  const { view } = press
  if (view?.type !== 'modal') return
  const metadata = metadataOf(name, press.value)
  await inOrder(view.id, async () => show(desk, view.id, await begun(desk, press, metadata)))
}

/** A field that changes its form, or a turned page: drawn anew with what was typed, from the same start. */
export async function pressModal(desk: Desk, press: Press): Promise<void> {
  const { view } = press
  if (view?.type === 'modal') await inOrder(view.id, () => drawAgain(desk, press, view))
}

async function drawAgain(desk: Desk, press: Press, view: NonNullable<Press['view']>): Promise<void> {
  const metadata = readMetadata(view.privateMetadata)
  const filled = { ...metadata.apart, ...withFiles(filledOf(view.values), metadata) }
  // Another choice may leave fewer pages.
  const page = press.actionId.startsWith('turn') ? Number(press.value) : 0
  const ask = await askOf(desk, press.who, metadata.subject, page)
  const { form } = await modalOf(metadata.modal).again(ask, filled, metadata.from)
  await show(
    desk,
    view.id,
    viewOf(form, { ...metadata, page, files: filled.file, apart: apartFrom(form, filled) }),
  )
}

/** A file field begins empty whenever a form is drawn: what was attached before is kept, unless a text was typed instead. */
function withFiles(filled: Filled, { files }: Metadata): Filled & { file: string[] } {
  const attached = listIn(filled, 'file')
  const kept = textIn(filled, 'content').trim() === '' ? files : []
  return { ...filled, file: attached.length > 0 ? attached : kept }
}

/** Carries out what was typed, and says how the window goes on. */
export async function submitModal(
  desk: Desk,
  gesture: Gesture,
  submitted: SubmittedView,
): Promise<Submitted> {
  const metadata = readMetadata(submitted.privateMetadata)
  const { modal: name, subject, page, from } = metadata
  const filled = withFiles(filledOf(submitted.values), metadata)
  const ask = await askOf(desk, gesture.who, subject, page)
  try {
    return await answered(
      desk,
      gesture,
      metadata,
      await modalOf(name).submit({ ...ask, gesture, from, blocks: Object.keys(submitted.values) }, filled),
    )
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return await refused(desk, gesture, metadata, submitted.values, error)
  }
}

async function answered(desk: Desk, gesture: Gesture, metadata: Metadata, end: End): Promise<Submitted> {
  if (end === null) return { is: 'closed' }
  if (typeof end === 'string')
    return { is: 'update', view: viewOf(said(modalOf(metadata.modal).title, end), metadata) }
  if ('told' in end) return await answered(desk, gesture, metadata, metadata.isTold ? null : end.told)
  const next = { ...metadata, modal: end.go, subject: end.subject }
  return { is: 'update', view: await begun(desk, gesture, next) }
}

/**
 * On the field where there is one, and the form stays as it is. Else on top of the form, drawn by the facts of now
 * with what was typed, and with what others did meanwhile: who reads that may save all the same.
 */
async function refused(
  desk: Desk,
  { who }: Gesture,
  metadata: Metadata,
  values: Values,
  refusal: Refusal,
): Promise<Submitted> {
  const filled = withFiles(filledOf(values), metadata)
  const block = refusal.field === undefined ? undefined : blockOf(values, refusal.field)
  if (block !== undefined && filled.file.length === 0)
    return { is: 'errors', errors: { [block]: refusal.message }, late: null }
  const ask = await askOf(desk, who, metadata.subject, metadata.page)
  const changes = await changesSince(ask.act, refusal.code, metadata.from)
  const words = inConflict(refusal, changes)
  const { form, from } = await modalOf(metadata.modal)
    .again(ask, filled, metadata.from)
    .catch((error: unknown) => {
      // What it was about cannot even be read any more: the form stays as Slack gave it back.
      throw error instanceof Refusal ? refusal : error
    })
  const view = viewOf(withProblem(form, words), { ...metadata, from, files: filled.file })
  return block === undefined
    ? { is: 'update', view }
    : { is: 'errors', errors: { [block]: refusal.message }, late: view }
}
