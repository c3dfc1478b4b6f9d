import type { Modal, ModalName } from './modal.ts'
import { review } from './review.ts'
import { submit } from './submit.ts'

const modals = { review, submit }

export function modalOf(name: ModalName): Modal {
  return (modals as Record<string, Modal>)[name] as Modal
}
