import { type Filled, type Form, fieldOf } from '../views/modals/form.ts'
import { type ModalName, modalNames, type Stamp } from './modal.ts'

/** What a window carries with it, unseen: which it is, what it is about, and the state that it started from. */
export type Metadata = {
  modal: ModalName
  subject: string
  page: number
  from: Stamp
  /** Files attached in an earlier try: a file field begins empty whenever a form is drawn. */
  files: string[]
  /** What was typed in fields that another choice took out of the form, for when they come back. */
  apart: Filled
  /** It was opened from a message that is drawn anew, and tells there how it ended. */
  isTold: boolean
}

/** Slack carries 3,000 characters; the ids and states beside these take a part. */
const mostApart = 2_000

/** Of what was typed all that the form has no field for; the longest texts are left out where there is no room. */
export function apartFrom(form: Form, typed: Filled): Filled {
  const shown = new Set(form.blocks.map(({ block_id }) => fieldOf(block_id ?? '')))
  const hidden = Object.entries(typed)
    .filter(([field, value]) => !shown.has(field) && field !== 'file' && value.length > 0)
    .sort(([, a], [, b]) => JSON.stringify(a).length - JSON.stringify(b).length)
  let room = mostApart
  return Object.fromEntries(
    hidden.filter(([field, value]) => {
      room -= JSON.stringify({ [field]: value }).length
      return room >= 0
    }),
  )
}

export function writeMetadata(metadata: Metadata): string {
  return JSON.stringify(metadata)
}

/** Slack carries it for us and nobody else writes it; one that is not ours is a fault. */
export function readMetadata(text: string): Metadata {
  const found = JSON.parse(text) as Metadata
  const isOurs =
    modalNames.includes(found.modal) &&
    typeof found.subject === 'string' &&
    Number.isInteger(found.page) &&
    Array.isArray(found.files) &&
    typeof found.apart === 'object' &&
    typeof found.from === 'object'
  if (!isOurs) throw new Error('Expected the metadata of one of our windows')
  // A window that was opened by an earlier version does not say.
  return { ...found, isTold: found.isTold === true }
}
