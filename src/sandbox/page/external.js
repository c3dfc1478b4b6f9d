import { el } from './el.js'
import { choicesOf, choiceWords, learn, nameOf } from './options.js'
import { decode } from './text.js'

/**
 * A list that the app fills as one types (`external_select`, `multi_external_select`): a field that asks the app,
 * and what it offered beneath. What was chosen stands before the field, each with a button that takes it back.
 */
export function external(element, block, surface, value, chosen) {
  const isMany = element.type.startsWith('multi_')
  const taken = isMany ? [...(value ?? [])] : [value].filter(Boolean)
  learn([element.initial_option, ...(element.initial_options ?? [])].filter(Boolean))
  const chips = el('ul', { class: 'chips', 'aria-label': 'Chosen' })
  const status = el('p', { class: 'hint', role: 'status' })
  const { field, list } = searchField(element)

  const changed = () => {
    showChips(chips, taken, changed)
    field.focus()
    chosen(isMany ? [...taken] : (taken[0] ?? null))
  }
  const take = (option) => {
    learn([option])
    field.value = ''
    offer([])
    const isFull = isMany && taken.length >= (element.max_selected_items ?? Number.POSITIVE_INFINITY)
    status.textContent = isFull ? `At most ${element.max_selected_items} can be chosen.` : ''
    if (isFull) return field.focus()
    if (!isMany) taken.length = 0
    if (!taken.includes(option.value)) taken.push(option.value)
    return changed()
  }
  const offer = (options) => {
    list.replaceChildren(...options.map((option) => offered(option, taken, take)))
    list.hidden = options.length === 0
    field.setAttribute('aria-expanded', String(options.length > 0))
  }
  const show = ({ error, options }) => {
    status.textContent = error ?? (options.length === 0 ? 'Nothing matches.' : `${options.length} offered.`)
    offer(options)
  }
  const ask = asking(element, block, surface, field, show)
  const begin = () => {
    offer([])
    const least = element.min_query_length ?? 3
    const isShort = field.value.length < least
    status.textContent = isShort && field.value !== '' ? `Type ${least} characters or more.` : ''
    if (!isShort) ask()
  }

  field.addEventListener('input', begin)
  // A list that asks for no letter is there as soon as one opens it.
  field.addEventListener('click', () => element.min_query_length === 0 && list.hidden && begin())
  field.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' && list.hidden && element.min_query_length === 0) begin()
    walk(event, list, field)
  })
  list.addEventListener('keydown', (event) => walk(event, list, field))
  showChips(chips, taken, changed)
  return el('div', { class: 'external', 'data-group': true, role: 'group' }, chips, field, list, status)
}

let drawn = 0

function searchField({ placeholder }) {
  drawn += 1
  const id = `offered-${drawn}`
  const words = placeholder ? decode(placeholder.text) : 'Type to search'
  const field = el('input', {
    type: 'search',
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-controls': id,
    'aria-autocomplete': 'list',
    'aria-label': words,
    placeholder: words,
    class: 'field',
  })
  const look = { class: 'offered', role: 'listbox', 'aria-label': 'What the app offers', hidden: true }
  return { field, list: el('ul', { id, ...look }) }
}

/** Asks at a pause in typing, and shows only what answers the words that still stand there. */
function asking(element, block, surface, field, show) {
  let pause
  return () => {
    clearTimeout(pause)
    pause = setTimeout(async () => {
      const value = field.value
      const asked = { do: 'suggest', actionId: element.action_id, blockId: block.block_id, value }
      const { error, ack } = await surface.act(asked)
      if (field.value === value) show({ error, options: offeredIn(ack?.payload) })
    }, PAUSE_MS)
  }
}

const PAUSE_MS = 150

function offeredIn(payload) {
  return payload ? choicesOf({ type: 'external_select', ...payload }) : []
}

function offered(option, taken, take) {
  const isTaken = String(taken.includes(option.value))
  const item = el('li', { role: 'option', tabindex: '-1', 'aria-selected': isTaken }, ...choiceWords(option))
  item.addEventListener('click', () => take(option))
  return item
}

function showChips(chips, taken, changed) {
  const drawChip = (value, at) => {
    const off = el('button', { type: 'button', 'aria-label': `Take ${nameOf(value)} back` }, '×')
    off.addEventListener('click', () => {
      taken.splice(at, 1)
      changed()
    })
    return el('li', {}, nameOf(value), off)
  }
  chips.replaceChildren(...taken.map(drawChip))
}

/** Up, down, Enter and Escape between the field and what is offered. */
function walk(event, list, field) {
  const items = [...list.children]
  const at = items.indexOf(document.activeElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key]
  if (event.key === 'Enter') {
    event.preventDefault()
    ;(items[at] ?? items[0])?.click()
  } else if (event.key === 'Escape' && !list.hidden) {
    event.preventDefault()
    event.stopPropagation()
    list.hidden = true
    field.setAttribute('aria-expanded', 'false')
    field.focus()
  } else if (to !== undefined && items.length > 0) {
    event.preventDefault()
    ;(items[Math.min(to, items.length - 1)] ?? field).focus()
  }
}
