import { el } from './el.js'

/**
 * A form about one of several subjects, or about somebody new: `fields` say how each is read (words, yes or no,
 * or some `among` others); `save` gets what was changed alone.
 */
export function drawForm({ title, subjects, fields, verb = 'Save', save }) {
  const chooser = subjects && choose(title, subjects)
  const place = el('div', { class: 'fields-of' })
  const status = el('p', { class: 'hint', role: 'status' })
  let controls = []
  const show = () => {
    const subject = subjects?.find(({ id }) => id === chooser.value)
    controls = fields.map((field) => controlOf(field, subject?.of))
    place.replaceChildren(...controls.map(({ drawn }) => drawn))
  }
  const form = el(
    'form',
    { novalidate: true, 'aria-label': title },
    el('h3', {}, title),
    chooser,
    place,
    el('div', { class: 'row' }, el('button', { type: 'submit' }, verb)),
    status,
  )
  chooser?.addEventListener('change', () => {
    status.textContent = ''
    show()
  })
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const changed = Object.fromEntries(
      controls.filter(({ isChanged }) => isChanged()).map(({ name, value }) => [name, value()]),
    )
    if (Object.keys(changed).length === 0) {
      status.textContent = 'Nothing was changed.'
      return
    }
    const { error } = await save(chooser?.value, changed)
    status.textContent = error ?? 'Done.'
    if (!error) for (const one of controls) one.settle()
  })
  show()
  return form
}

function choose(title, subjects) {
  return el(
    'select',
    { 'aria-label': `Which of the ${title.toLowerCase()}`, class: 'field' },
    ...subjects.map(({ id, name }) => el('option', { value: id }, name)),
  )
}

function controlOf(field, subject) {
  const first = field.read(subject)
  if (field.among) return ticked(field, new Set(first))
  if (typeof first === 'boolean') return flag(field, first)
  const input = el('input', { type: 'text', class: 'field' })
  input.value = first
  let before = first
  return {
    name: field.name,
    drawn: el('label', {}, field.label, input),
    value: () => input.value.trim(),
    isChanged: () => input.value.trim() !== before,
    settle: () => {
      before = input.value.trim()
    },
  }
}

function flag({ name, label }, first) {
  let before = first
  const input = el('input', { type: 'checkbox', checked: first })
  return {
    name,
    drawn: el('label', { class: 'tick' }, input, label),
    value: () => input.checked,
    isChanged: () => input.checked !== before,
    settle: () => {
      before = input.checked
    },
  }
}

function ticked({ name, label, among }, first) {
  let before = [...first].sort().join()
  const boxes = among([...first]).map(({ id, name: shown }) => {
    const input = el('input', { type: 'checkbox', value: id, checked: first.has(id) })
    return { input, row: el('label', { class: 'tick' }, input, shown) }
  })
  const value = () => boxes.filter(({ input }) => input.checked).map(({ input }) => input.value)
  return {
    name,
    drawn: el('fieldset', {}, el('legend', {}, label), ...boxes.map(({ row }) => row)),
    value,
    isChanged: () => value().sort().join() !== before,
    settle: () => {
      before = value().sort().join()
    },
  }
}
