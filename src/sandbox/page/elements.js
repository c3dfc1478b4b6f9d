import { boxes, manyOf, oneOf } from './choosing.js'
import { confirmed } from './confirm.js'
import { el } from './el.js'
import { external } from './external.js'
import { drawLine } from './line.js'
import { drawMenu } from './menu.js'
import { initialOf } from './options.js'
import { decode } from './text.js'
import { fieldForm, instantOf } from './wall-time.js'
import { picture, unknown } from './words.js'

/** Everything one can press, choose or type in. Where nobody may act (`surface.act` is absent), it stands there disabled. */

export function drawElement(element, block, surface) {
  if (element.type === 'image') return picture(element, 'picture')
  if (element.type === 'button') return button(element, block, surface)
  if (element.type === 'overflow') return overflow(element, block, surface)
  const send = (value) =>
    confirmed(element.confirm, () =>
      surface.act({ do: 'select', actionId: element.action_id, blockId: block.block_id, value }),
    )
  const control = drawControl(element, block, surface, send)
  if (!control) return unknown(element)
  const label = element.placeholder ? decode(element.placeholder.text) : undefined
  labelled(control, label ?? 'Choose')
  return control
}

/** An input block: label, field, hint, and what is wrong with it. */
export function drawInput(block, surface) {
  const { element, label, hint, optional, dispatch_action } = block
  const send = (value) =>
    dispatch_action
      ? surface.act({ do: 'select', actionId: element.action_id, blockId: block.block_id, value })
      : undefined
  const control = drawControl(element, block, surface, send)
  if (!control) return unknown(element)
  const error = surface.errors?.[block.block_id]
  const id = `field-${block.block_id}`
  const isGroup = 'group' in control.dataset
  const words = el(
    isGroup ? 'legend' : 'label',
    isGroup ? {} : { for: id },
    decode(label.text),
    optional ? el('small', {}, ' (optional)') : undefined,
  )
  const about = [
    error ? el('p', { class: 'wrong', id: `${id}-wrong` }, error) : undefined,
    hint ? el('p', { class: 'hint', id: `${id}-hint` }, decode(hint.text)) : undefined,
  ].filter(Boolean)
  control.id = id
  const spoken = control.querySelector('[role="combobox"]') ?? control
  if (spoken !== control) spoken.setAttribute('aria-label', decode(label.text))
  if (about.length > 0) spoken.setAttribute('aria-describedby', about.map((one) => one.id).join(' '))
  if (error) spoken.setAttribute('aria-invalid', 'true')
  return el(
    isGroup ? 'fieldset' : 'div',
    { class: error ? 'block input invalid' : 'block input', 'data-block': block.block_id },
    words,
    control,
    ...about,
  )
}

function button(element, block, surface) {
  const look = ['element', element.style].filter(Boolean).join(' ')
  const pressed = el(
    'button',
    {
      type: 'button',
      class: look,
      disabled: !surface.act,
      'aria-label': element.accessibility_label,
      'data-control': controlKey(element, block),
    },
    decode(element.text.text),
  )
  pressed.addEventListener('click', () => {
    if (element.url) window.open(element.url, '_blank', 'noreferrer')
    confirmed(element.confirm, () =>
      surface.act({
        do: 'click',
        actionId: element.action_id,
        blockId: block.block_id,
        value: element.value,
      }),
    )
  })
  return pressed
}

function overflow(element, block, surface) {
  const items = element.options.map(({ text, description, value }) => ({
    words: decode(text.text),
    about: description && decode(description.text),
    go: () =>
      confirmed(element.confirm, () =>
        surface.act({ do: 'select', actionId: element.action_id, blockId: block.block_id, value }),
      ),
  }))
  if (surface.act) return drawMenu({ label: 'More', mark: '⋯', control: controlKey(element, block) }, items)
  return el('button', { type: 'button', class: 'element', disabled: true }, '⋯')
}

/** The control itself; undefined where this page does not know it. `changed` is told of each choice. */
function drawControl(element, block, surface, changed) {
  const key = [block.block_id, element.action_id]
  const kept = surface.fields?.get(...key)
  const field = { value: kept === undefined ? initialOf(element) : kept }
  const keep = (value) => surface.fields?.set(...key, value)
  const chosen = (value) => {
    keep(value)
    return surface.act && changed(value)
  }
  const control = controlOf(element, block, field.value, surface, keep, chosen)
  if (!control) return undefined
  control.dataset.control = controlKey(element, block)
  control.toggleAttribute('autofocus', element.focus_on_load === true)
  if (!surface.act)
    for (const one of [control, ...control.querySelectorAll('input, button')]) one.disabled = true
  return control
}

/** By this a control is found again when it was drawn anew. */
const controlKey = (element, block) => `${block.block_id} ${element.action_id}`

function controlOf(element, block, value, surface, keep, chosen) {
  const { type } = element
  if (type === 'file_input') return files(element, value, keep)
  if (type === 'checkboxes' || type === 'radio_buttons') return boxes(element, value, surface, chosen)
  if (type.endsWith('external_select')) return external(element, block, surface, value, chosen)
  if (type === 'datetimepicker') return moment(value, surface, chosen)
  if (type.startsWith('multi_')) return manyOf(element, value, surface, chosen)
  if (type.endsWith('_select')) return oneOf(element, value, surface, chosen)
  return drawLine(element, value, keep, chosen)
}

/** A day and a time in the reader's zone; the app is told seconds. */
function moment(value, { zone }, chosen) {
  const control = el('input', { type: 'datetime-local', class: 'field' })
  control.value = value ? fieldForm(value * 1000, zone) : ''
  control.addEventListener('change', () =>
    chosen(control.value ? Math.round(instantOf(control.value, zone) / 1000) : null),
  )
  return control
}

function files(element, value, keep) {
  const accept = element.filetypes?.map((one) => `.${one}`).join(',')
  const control = el('input', { type: 'file', class: 'field', accept, multiple: element.max_files !== 1 })
  const chosen = new DataTransfer()
  for (const file of value ?? []) chosen.items.add(file)
  control.files = chosen.files
  control.addEventListener('change', () => keep([...control.files]))
  return control
}

function labelled(control, words) {
  if (!control.getAttribute('aria-label')) control.setAttribute('aria-label', words)
}
