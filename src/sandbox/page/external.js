import { el } from './el.js'
import { decode } from './text.js'

/**
 * A list that the app fills as one types (`external_select`, `multi_external_select`): a field that asks the app,
 * and what it offered beneath. What was chosen stands before the field, each with a button that takes it back.
 */
export function external(element, block, surface, value, chosen) {
  const isMany = element.type.startsWith('multi_')
  const taken = isMany ? [...(value ?? [])] : [value].filter(Boolean)
  learn([element.initial_option, ...(element.initial_options ?? [])].filter(Boolean))
  const id = `offered-${++drawn}`
  const chips = el('ul', { class: 'chips', 'aria-label': 'Chosen' })
  const field = el('input', {
    type: 'search',
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-controls': id,
    'aria-autocomplete': 'list',
    'aria-label': element.placeholder ? decode(element.placeholder.text) : 'Type to search',
    placeholder: element.placeholder ? decode(element.placeholder.text) : 'Type to search',
    class: 'field',
  })
  const list = el('ul', {
    id,
    class: 'offered',
    role: 'listbox',
    'aria-label': 'What the app offers',
    hidden: true,
  })
  const status = el('p', { class: 'hint', role: 'status' })

  const changed = () => {
    drawChips()
    chosen(isMany ? [...taken] : (taken[0] ?? null))
  }
  const take = (option) => {
    learn([option])
    if (!isMany) taken.length = 0
    const isFull = element.max_selected_items !== undefined && taken.length >= element.max_selected_items
    if (isFull) status.textContent = `At most ${element.max_selected_items} can be chosen.`
    else if (!taken.includes(option.value)) taken.push(option.value)
    field.value = ''
    offer([])
    field.focus()
    if (!isFull) changed()
  }
  const drawChips = () =>
    chips.replaceChildren(
      ...taken.map((one, at) => {
        const name = words.get(one) ?? one
        const off = el('button', { type: 'button', 'aria-label': `Take ${name} back` }, '×')
        off.addEventListener('click', () => {
          taken.splice(at, 1)
          field.focus()
          changed()
        })
        return el('li', {}, name, off)
      }),
    )
  const offer = (options) => {
    list.replaceChildren(
      ...options.map((option) => {
        const item = el('li', {
          role: 'option',
          tabindex: '-1',
          'aria-selected': String(taken.includes(option.value)),
        })
        item.textContent = option.group ? `${option.group}: ${option.text}` : option.text
        item.addEventListener('click', () => take(option))
        return item
      }),
    )
    list.hidden = options.length === 0
    field.setAttribute('aria-expanded', String(options.length > 0))
  }

  field.addEventListener('input', async () => {
    const typed = field.value
    offer([])
    const least = element.min_query_length ?? 3
    status.textContent = typed.length < least && typed !== '' ? `Type ${least} characters or more.` : ''
    if (typed.length < least) return
    const done = await surface.act({
      do: 'suggest',
      actionId: element.action_id,
      blockId: block.block_id,
      value: typed,
    })
    if (field.value !== typed) return
    const options = offeredIn(done.ack?.payload)
    status.textContent =
      done.error ?? (options.length === 0 ? 'Nothing matches.' : `${options.length} offered.`)
    offer(options)
  })
  field.addEventListener('keydown', (event) => walk(event, list))
  list.addEventListener('keydown', (event) => walk(event, list, field))
  drawChips()
  return el('div', { class: 'external', 'data-group': true, role: 'group' }, chips, field, list, status)
}

let drawn = 0

/** What the values that were offered are called: a chosen one keeps its words when the list is drawn anew. */
const words = new Map()

function learn(options) {
  for (const { value, text } of options) words.set(value, typeof text === 'string' ? text : decode(text.text))
}

function offeredIn(payload) {
  const groups = payload?.option_groups ?? [{ options: payload?.options ?? [] }]
  return groups.flatMap(({ label, options }) =>
    options.map(({ text, value }) => ({
      value,
      text: decode(text.text),
      group: label && decode(label.text),
    })),
  )
}

/** Up, down, Enter and Escape between the field and what is offered. */
function walk(event, list, field) {
  const items = [...list.children]
  const at = items.indexOf(document.activeElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key]
  if (event.key === 'Enter' && (at >= 0 || !list.hidden)) {
    event.preventDefault()
    ;(items[at] ?? items[0])?.click()
  } else if (event.key === 'Escape' && !list.hidden) {
    event.preventDefault()
    event.stopPropagation()
    list.hidden = true
    field?.focus()
  } else if (to !== undefined && items.length > 0) {
    event.preventDefault()
    const next = items[Math.min(to, items.length - 1)]
    if (next) next.focus()
    else field?.focus()
  }
}
