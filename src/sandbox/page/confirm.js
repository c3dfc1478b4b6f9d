import { el } from './el.js'
import { decode } from './text.js'

/** Asks for words, which begin as they are. */
export function askWords(title, words, go) {
  const field = el('textarea', { rows: 4, class: 'field', 'aria-label': title })
  field.value = words
  const dialog = el(
    'dialog',
    { class: 'confirm', 'aria-labelledby': 'words-title' },
    el(
      'form',
      { method: 'dialog' },
      el('h2', { id: 'words-title' }, title),
      field,
      el(
        'div',
        { class: 'buttons' },
        el('button', { value: 'no' }, 'Cancel'),
        el('button', { class: 'primary', value: 'yes' }, 'Save'),
      ),
    ),
  )
  dialog.addEventListener('close', () => {
    dialog.remove()
    if (dialog.returnValue === 'yes') go(field.value)
  })
  document.body.append(dialog)
  dialog.showModal()
  field.focus()
}

/** Asks first where the element says so. */
export function confirmed(confirm, go) {
  if (!confirm) return go()
  const yes = el('button', { class: confirm.style ?? 'primary', value: 'yes' }, decode(confirm.confirm.text))
  const no = el('button', { value: 'no' }, decode(confirm.deny.text))
  const dialog = el(
    'dialog',
    { class: 'confirm', 'aria-labelledby': 'confirm-title' },
    el(
      'form',
      { method: 'dialog' },
      el('h2', { id: 'confirm-title' }, decode(confirm.title.text)),
      el('p', {}, decode(confirm.text.text)),
      el('div', { class: 'buttons' }, no, yes),
    ),
  )
  dialog.addEventListener('close', () => {
    dialog.remove()
    if (dialog.returnValue === 'yes') go()
  })
  document.body.append(dialog)
  dialog.showModal()
  return undefined
}
