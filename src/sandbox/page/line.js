import { el } from './el.js'
import { decode } from './text.js'

const LINES = {
  plain_text_input: { type: 'text' },
  email_text_input: { type: 'email' },
  url_text_input: { type: 'url' },
  number_input: { type: 'text', inputmode: 'decimal' },
  datepicker: { type: 'date' },
  timepicker: { type: 'time' },
}
const DAYS = ['datepicker', 'timepicker']

/** A line or more to type in, or a day or a time to pick; undefined where it is none of them. */
export function drawLine(element, value, keep, chosen) {
  const isLong = element.type === 'rich_text_input' || element.multiline === true
  const attributes = isLong ? { rows: 5 } : LINES[element.type]
  if (!attributes) return undefined
  const control = el(isLong ? 'textarea' : 'input', {
    ...attributes,
    placeholder: element.placeholder ? decode(element.placeholder.text) : undefined,
    class: 'field',
  })
  control.value = value ?? ''
  if (DAYS.includes(element.type)) control.addEventListener('change', () => chosen(control.value))
  else takeWords(control, element, keep, chosen)
  return control
}

/** Words are told of at Enter, or at each pause in typing, where the field says so. */
function takeWords(control, { dispatch_action_config: config }, keep, chosen) {
  const told = config?.trigger_actions_on ?? ['on_enter_pressed']
  let pause
  control.addEventListener('input', () => {
    keep(control.value)
    clearTimeout(pause)
    if (told.includes('on_character_entered')) pause = setTimeout(() => chosen(control.value), PAUSE_MS)
  })
  control.addEventListener('keydown', (event) => {
    const isEnter = event.key === 'Enter' && !event.isComposing && control.tagName === 'INPUT'
    if (!isEnter || !told.includes('on_enter_pressed')) return
    clearTimeout(pause)
    if (chosen(control.value)) event.preventDefault()
  })
}

const PAUSE_MS = 200
