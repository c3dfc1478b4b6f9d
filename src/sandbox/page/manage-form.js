import { el } from './el.js'
import { noteFocus } from './focus.js'

/**
 * A form about one of several subjects, or about somebody new: `fields` say how each is read (words, yes or no,
 * or some `among` others); `save` gets what was changed alone. `refresh` shows the subjects as they are now, and
 * leaves alone what is being typed.
 */
export function drawForm({ title, subjects, fields, verb = 'Save', save }) {
  const chooser =
    subjects && el('select', { 'aria-label': `Which of the ${title.toLowerCase()}`, class: 'field' })
  const place = el('div', { class: 'fields-of' })
  const status = el('p', { class: 'hint', role: 'status' })
  let controls = []
  const show = () => {
    const all = chooser ? subjects() : []
    if (chooser) fill(chooser, all)
    const subject = all.find(({ id }) => id === chooser.value)
    const restore = noteFocus(place)
    controls = fields.map((field) => controlOf(field, subject?.of))
    place.replaceChildren(...controls.map(({ drawn }) => drawn))
    restore(place)
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
    const changed = changesIn(controls)
    if (Object.keys(changed).length === 0) {
      status.textContent = 'Nothing was changed.'
      return
    }
    const { error } = await save(chooser?.value, changed)
    status.textContent = error ?? 'Done.'
    if (!error) show()
  })
  show()
  return {
    drawn: form,
    refresh: () => {
      if (Object.keys(changesIn(controls)).length === 0) show()
      else if (chooser) fill(chooser, subjects())
    },
  }
}

function changesIn(controls) {
  return Object.fromEntries(
    controls.filter(({ isChanged }) => isChanged()).map(({ name, value }) => [name, value()]),
  )
}

function fill(chooser, subjects) {
  const chosen = chooser.value
  const names = JSON.stringify(subjects.map(({ id, name }) => [id, name]))
  if (chooser.dataset.names === names) return
  chooser.dataset.names = names
  chooser.replaceChildren(...subjects.map(({ id, name }) => el('option', { value: id }, name)))
  if (subjects.some(({ id }) => id === chosen)) chooser.value = chosen
}

function controlOf(field, subject) {
  const first = field.read(subject)
  if (field.among) return ticked(field, new Set(first))
  if (typeof first === 'boolean') return flag(field, first)
  const input = el('input', { type: 'text', class: 'field' })
  input.value = first
  const value = () => input.value.trim()
  const drawn = el('label', { 'data-control': field.name }, field.label, input)
  return { name: field.name, drawn, value, isChanged: () => value() !== first }
}

function flag({ name, label }, first) {
  const input = el('input', { type: 'checkbox', checked: first })
  const value = () => input.checked
  const drawn = el('label', { class: 'tick', 'data-control': name }, input, label)
  return { name, drawn, value, isChanged: () => value() !== first }
}

function ticked({ name, label, among }, first) {
  const boxes = among([...first]).map(({ id, name: shown }) => {
    const input = el('input', { type: 'checkbox', value: id, checked: first.has(id) })
    return { input, row: el('label', { class: 'tick', 'data-control': `${name} ${id}` }, input, shown) }
  })
  const value = () => boxes.filter(({ input }) => input.checked).map(({ input }) => input.value)
  const drawn = el('fieldset', {}, el('legend', {}, label), ...boxes.map(({ row }) => row))
  return { name, drawn, value, isChanged: () => value().sort().join() !== [...first].sort().join() }
}
