import type { types } from '@slack/bolt'
import { context, section } from '../blocks.ts'
import { bold, free, mrkdwn } from '../mrkdwn.ts'
import { type Form, type FormBlock, words } from './form.ts'

/** What goes into every window besides its form. */

/** Light: it is opened at once, since Slack gives three seconds. */
export function loading(title: string): Form {
  return { title, blocks: [section(mrkdwn`Loading …`)] }
}

/** Says how something ended, and nothing more. */
export function said(title: string, sentence: string): Form {
  return { title, blocks: [section(free(sentence, 2_900))] }
}

/** On top of a form whose typed texts stay: what was not done, and why. */
export function withProblem(form: Form, sentence: string): Form {
  const problem = section(mrkdwn`${bold(mrkdwn`Not done.`)} ${free(sentence, 2_800)}`) as FormBlock
  return { ...form, blocks: [problem, ...form.blocks] }
}

export function note(sentence: string): FormBlock {
  return context(free(sentence, 2_900)) as FormBlock
}

/** Turns the page of what does not fit; where there is one page alone, nothing. */
export function turning(page: number, pages: number, where: string): FormBlock[] {
  if (pages <= 1) return []
  const button = (to: number, label: string): types.Button => ({
    type: 'button',
    action_id: `turn:${to}`,
    text: words(label, 75),
    value: String(to),
  })
  const elements = [
    ...(page > 0 ? [button(page - 1, 'Previous')] : []),
    ...(page < pages - 1 ? [button(page + 1, 'Next')] : []),
  ]
  return [note(where), { type: 'actions', block_id: 'turn', elements }]
}

export function modalView(form: Form, name: string, privateMetadata: string): types.ModalView {
  const hasInput = form.blocks.some(({ type }) => type === 'input')
  const submit = form.submit ?? (hasInput ? 'Save' : undefined)
  return {
    type: 'modal',
    callback_id: name,
    title: words(form.title, 24),
    close: words(submit === undefined ? 'Close' : 'Cancel', 24),
    ...(submit === undefined ? {} : { submit: words(submit, 24) }),
    private_metadata: privateMetadata,
    blocks: form.blocks,
  }
}
