import type { PolicyRow } from '../../../db/schema.ts'
import { refuseRetired } from '../../actions/policy-fields.ts'
import type { ActionName } from '../../rules/permission.ts'
import type { Request } from '../command-line.ts'
import type { BareWord, CodeWord } from '../command-words.ts'
import type { Desk, Gesture } from '../gesture.ts'
import { type ModalName, openModal } from '../modals.ts'
import { permitHere } from '../permit-here.ts'
import type { Reader } from '../reader.ts'
import { findPolicy } from './find-policy.ts'

/** Words that open a window. Who may not is told in it; the window and its action judge again. */

type Opening = { modal: ModalName; action: ActionName | null }

type BareWindow = Exclude<BareWord, 'coverage'>

const bare: Record<BareWindow, Opening> = {
  add: { modal: 'add', action: 'register-policy' },
  settings: { modal: 'settings', action: 'change-settings' },
  golive: { modal: 'golive', action: 'go-live' },
  delegate: { modal: 'delegate', action: null },
}

export type WindowWord = Exclude<CodeWord, 'show' | 'endorse' | 'ack'>

const aboutPolicy: Record<WindowWord, Opening> = {
  review: { modal: 'review', action: 'start-review' },
  submit: { modal: 'submit', action: 'submit-version' },
  edit: { modal: 'edit', action: 'change-policy' },
  handover: { modal: 'hand_over', action: 'transfer-ownership' },
  audience: { modal: 'audience', action: 'change-policy' },
  retire: { modal: 'retire', action: 'retire-policy' },
  waive: { modal: 'waive', action: 'request-waiver' },
  // Each moves their own reminder: what they owe is looked up by the window.
  snooze: { modal: 'snooze', action: null },
}

/** The window that a command opens, without looking at who asks or whether there is such a policy. */
export function windowAsked(request: Request): ModalName | null {
  const { word } = request
  if (word === 'report') return isNumber(request.text) ? 'event' : 'report'
  if (word in bare) return bare[word as BareWindow].modal
  if (!(word in aboutPolicy)) return null
  if ('person' in request) return 'hand_over_all'
  return 'code' in request && request.code !== null ? aboutPolicy[word as WindowWord].modal : 'pick'
}

export async function openBare(
  desk: Desk,
  gesture: Gesture,
  reader: Reader,
  word: BareWindow,
): Promise<void> {
  const { modal, action } = bare[word]
  if (action !== null) await permitHere(reader.act, action, null)
  await openModal(desk, gesture, modal, '')
}

export async function openAbout(
  desk: Desk,
  gesture: Gesture,
  reader: Reader,
  { word, code }: { word: WindowWord; code: string | null },
): Promise<void> {
  const { modal, action } = aboutPolicy[word]
  if (code === null) return await openModal(desk, gesture, 'pick', modal)
  const policy = await findPolicy(reader, code)
  if (action !== null) await judge(reader, policy, action)
  await openModal(desk, gesture, modal, policy.id)
}

async function judge({ act }: Reader, policy: PolicyRow, action: ActionName): Promise<void> {
  await permitHere(act, action, policy)
  refuseRetired(policy)
}

export async function openReport(desk: Desk, gesture: Gesture, { act }: Reader, text: string): Promise<void> {
  if (isNumber(text)) return await openModal(desk, gesture, 'event', text)
  await permitHere(act, 'report-event', null)
  await openModal(desk, gesture, 'report', '', { draft: { what: text } })
}

export async function openHandOverAll(
  desk: Desk,
  gesture: Gesture,
  { act }: Reader,
  slackId: string,
): Promise<void> {
  await permitHere(act, 'transfer-ownership', null)
  await openModal(desk, gesture, 'hand_over_all', slackId)
}

/** `E-41` asks for that report; anything else begins one. */
const isNumber = (text: string) => /^\s*e-?\d{1,9}\s*$/i.test(text)
