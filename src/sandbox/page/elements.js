import { boxes, manyOf, oneOf } from './choosing.js'
import { confirmed } from './confirm.js'
import { el } from './el.js'
import { external } from './external.js'
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
  const send = dispatch_action
    ? (value) => surface.act({ do: 'select', actionId: element.action_id, blockId: block.block_id, value })
    : () => {}
  const control = drawControl(element, block, surface, send)
  if (!control) return unknown(element)
  const error = surface.errors?.[block.block_id]
  const id = `field-${block.block_id}`
  const words = el(
    control.dataset.group ? 'legend' : 'label',
    control.dataset.group ? {} : { for: id },
    decode(label.text),
    optional ? el('small', {}, ' (optional)') : undefined,
  )
  const about = [
    error ? el('p', { class: 'wrong', id: `${id}-wrong` }, error) : undefined,
    hint ? el('p', { class: 'hint', id: `${id}-hint` }, decode(hint.text)) : undefined,
  ].filter(Boolean)
  control.id = id
  if (about.length > 0) control.setAttribute('aria-describedby', about.map((one) => one.id).join(' '))
  if (error) control.setAttribute('aria-invalid', 'true')
  return el(
    control.dataset.group ? 'fieldset' : 'div',
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
      'data-action': element.action_id,
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
  const items = element.options.map(({ text, value }) => {
    const item = el('button', { type: 'button' }, decode(text.text))
    item.addEventListener('click', () => {
      menu.open = false
      confirmed(element.confirm, () =>
        surface.act({ do: 'select', actionId: element.action_id, blockId: block.block_id, value }),
      )
    })
    return el('li', {}, item)
  })
  const menu = el(
    'details',
    { class: 'overflow' },
    el('summary', { 'aria-label': 'More' }, '⋯'),
    el('ul', {}, ...items),
  )
  return surface.act ? menu : el('button', { type: 'button', class: 'element', disabled: true }, '⋯')
}

const LINES = {
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'text',
  datepicker: 'date',
  timepicker: 'time',
}

/** The control itself; undefined where this page does not know it. `changed` is told of each choice. */
function drawControl(element, block, surface, changed) {
  const key = [block.block_id, element.action_id]
  const kept = surface.fields?.get(...key)
  const field = { value: kept === undefined ? initialOf(element) : kept }
  const keep = (value) => surface.fields?.set(...key, value)
  const chosen = (value) => {
    keep(value)
    if (surface.act) changed(value)
  }
  const control = controlOf(element, block, field.value, surface, keep, chosen)
  if (control && !surface.act) control.toggleAttribute('disabled', true)
  return control
}

function controlOf(element, block, value, surface, keep, chosen) {
  const { type } = element
  if (type === 'file_input') return files(element, value, keep)
  if (type === 'checkboxes' || type === 'radio_buttons') return boxes(element, value, surface, chosen)
  if (type.endsWith('external_select')) return external(element, block, surface, value, chosen)
  if (type === 'datetimepicker') return moment(value, surface, chosen)
  if (type.startsWith('multi_')) return manyOf(element, value, surface, chosen)
  if (type.endsWith('_select')) return oneOf(element, value, surface, chosen)
  if (type === 'rich_text_input' || (type === 'plain_text_input' && element.multiline))
    return line('textarea', { rows: 5 }, element, value, keep, chosen)
  if (Object.hasOwn(LINES, type)) return line('input', { type: LINES[type] }, element, value, keep, chosen)
  return undefined
}

function line(tag, attributes, element, value, keep, chosen) {
  const placeholder = element.placeholder ? decode(element.placeholder.text) : undefined
  const control = el(tag, { ...attributes, placeholder, class: 'field' })
  control.value = value ?? ''
  control.addEventListener('input', () => keep(control.value))
  control.addEventListener('change', () => chosen(control.value))
  return control
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
