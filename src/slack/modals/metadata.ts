import { type ModalName, modalNames, type Stamp } from './modal.ts'

/** What a window carries with it, unseen: which it is, what it is about, and the state that it started from. */
export type Metadata = {
  modal: ModalName
  subject: string
  page: number
  from: Stamp
  /** Files attached in an earlier try: a file field begins empty whenever a form is drawn. */
  files: string[]
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
    typeof found.from === 'object'
  if (!isOurs) throw new Error('Expected the metadata of one of our windows')
  return found
}
