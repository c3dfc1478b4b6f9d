import { el } from './el.js'
import { choicesOf, choiceWords } from './options.js'
import { decode } from './text.js'
import { textObject } from './words.js'

/** One or many of a list that stands there. */

export function oneOf(element, value, surface, chosen) {
  const choices = choicesOf(element, surface)
  const placeholder = element.placeholder ? decode(element.placeholder.text) : 'Choose'
  const control = el(
    'select',
    { class: 'field' },
    el('option', { value: '' }, placeholder),
    ...grouped(choices),
  )
  control.value = value ?? ''
  control.addEventListener('change', () => chosen(control.value || null))
  return control
}

function grouped(choices) {
  const optionOf = ({ value, text }) => el('option', { value }, text)
  const rows = []
  for (const choice of choices) {
    const { group } = choice
    if (group === undefined) rows.push(optionOf(choice))
    else if (rows.at(-1)?.label === group) rows.at(-1).append(optionOf(choice))
    else rows.push(el('optgroup', { label: group }, optionOf(choice)))
  }
  return rows
}

/** Many of a list: tick boxes in a box that scrolls, with words to narrow it. */
export function manyOf(element, value, surface, chosen) {
  const taken = new Set(value ?? [])
  const rows = choicesOf(element, surface).map((choice) => {
    const box = el('input', { type: 'checkbox', value: choice.value, checked: taken.has(choice.value) })
    box.addEventListener('change', () => {
      if (box.checked) taken.add(choice.value)
      else taken.delete(choice.value)
      limit()
      chosen([...taken])
    })
    return el('label', {}, box, el('span', {}, ...choiceWords(choice)))
  })
  const status = el('p', { class: 'hint', role: 'status' })
  const limit = () => {
    const isFull = element.max_selected_items !== undefined && taken.size >= element.max_selected_items
    for (const row of rows) row.firstChild.disabled = !surface.act || (isFull && !row.firstChild.checked)
    status.textContent = isFull ? `At most ${element.max_selected_items} can be chosen.` : ''
  }
  limit()
  const narrow = el('input', {
    type: 'search',
    placeholder: 'Narrow the list',
    'aria-label': 'Narrow the list',
  })
  narrow.addEventListener('input', () => {
    const wanted = narrow.value.toLowerCase()
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted)
  })
  return el(
    'div',
    { class: 'many', role: 'group', 'data-group': true },
    rows.length > 8 ? narrow : undefined,
    el('div', { class: 'list' }, ...rows),
    status,
  )
}

export function boxes(element, value, surface, chosen) {
  const isMany = element.type === 'checkboxes'
  boxGroups += 1
  const name = `${element.action_id}-${boxGroups}`
  const taken = new Set(isMany ? (value ?? []) : [value])
  const rows = element.options.map((option) => {
    const input = el('input', {
      type: isMany ? 'checkbox' : 'radio',
      name,
      value: option.value,
      checked: taken.has(option.value),
      disabled: !surface.act,
    })
    input.addEventListener('change', () => {
      if (!isMany) return chosen(option.value)
      if (input.checked) taken.add(option.value)
      else taken.delete(option.value)
      return chosen([...taken])
    })
    const described = option.description
      ? el('small', {}, ...textObject(option.description, surface).childNodes)
      : undefined
    return el('label', {}, input, el('span', {}, textObject(option.text, surface), described))
  })
  return el('div', { class: 'boxes', role: isMany ? 'group' : 'radiogroup', 'data-group': true }, ...rows)
}

/** Radio buttons of one drawing belong together, and not to those of another. */
let boxGroups = 0
