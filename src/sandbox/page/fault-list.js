import { el } from './el.js'
import { post } from './post.js'

/** Faults that can be had at a press; the control calls know all of them. */
const FAULTS = [
  ['Slack is busy: the next 3 calls are told to wait 5 s', { do: 'ratelimited', retryAfter: 5, times: 3 }],
  [
    'The next post is carried out, and its answer is lost',
    { do: 'drop', when: 'after', method: 'chat.postMessage', times: 1 },
  ],
  ['Slack fails with 503, three times', { do: 'status', status: 503, times: 3 }],
  ['Calls are never answered, three times', { do: 'silence', times: 3 }],
  ['The next answer is a page instead of JSON', { do: 'html', times: 1 }],
  ['Every answer takes 2 s longer', { do: 'delay', ms: 2000 }],
  ['Each delivery comes twice', { surface: 'delivery', do: 'twice' }],
  ['The socket is cut', { surface: 'socket', do: 'terminate' }],
  ['The socket looks alive, and nothing comes through it', { surface: 'socket', do: 'half_open' }],
  ['The token is revoked', { do: 'token', status: 'revoked' }],
]

export function drawFaults() {
  const chosen = el(
    'select',
    { 'aria-label': 'Which fault', class: 'field' },
    ...FAULTS.map(([words], index) => el('option', { value: String(index) }, words)),
  )
  const add = el('button', { type: 'button' }, 'Let it happen')
  const clear = el('button', { type: 'button' }, 'End all faults')
  const rules = el('ol', { 'aria-label': 'Faults in force' })
  const status = el('p', { class: 'hint', role: 'status' })
  const show = (answer) => {
    status.textContent = answer.error ?? (answer.length === 0 ? 'No fault is in force.' : '')
    if (!answer.error) rules.replaceChildren(...answer.map((rule) => el('li', {}, JSON.stringify(rule))))
    clear.disabled = !answer.error && answer.length === 0
  }
  add.addEventListener('click', async () => show(await post('faults', FAULTS[Number(chosen.value)][1])))
  clear.addEventListener('click', async () => show(await post('faults', undefined, 'DELETE')))
  void post('faults', undefined, 'GET').then(show)
  return el(
    'section',
    {},
    el('h3', {}, 'Faults'),
    chosen,
    el('div', { class: 'row' }, add, clear),
    status,
    rules,
  )
}
