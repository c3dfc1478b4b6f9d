import { el } from './el.js'
import { post } from './post.js'
import { personOf, world } from './world.js'

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
  ['The token has expired', { do: 'token', status: 'expired' }],
]

/** One who cannot be written to: whoever one is now. */
function faults() {
  const refused = { do: 'error', error: 'user_disabled', method: 'chat.postMessage', user: world.me }
  return [
    ...FAULTS,
    [`Nobody can write to ${personOf(world.me)?.real_name ?? world.me}: user_disabled`, refused],
  ]
}

export function drawFaults() {
  const choices = faults()
  const chosen = el(
    'select',
    { 'aria-label': 'Which fault', class: 'field' },
    ...choices.map(([words], index) => el('option', { value: String(index) }, words)),
  )
  const add = el('button', { type: 'button' }, 'Let it happen')
  const clear = el('button', { type: 'button' }, 'End all faults')
  const rules = el('ol', { 'aria-label': 'Faults in force' })
  const status = el('p', { class: 'hint', role: 'status' })
  const show = (answer) => {
    status.textContent = answer.error ?? (answer.length === 0 ? 'No fault is in force.' : '')
    if (answer.error) return
    rules.replaceChildren(...answer.map((rule, at) => ruleRow(rule, choices, () => end(at))))
    clear.disabled = answer.length === 0
  }
  const end = async (at) => {
    show(await post(`faults/${at}`, undefined, 'DELETE'))
    add.focus()
  }
  const refresh = async () => show(await post('faults', undefined, 'GET'))
  add.addEventListener('click', async () => show(await post('faults', choices[Number(chosen.value)][1])))
  clear.addEventListener('click', async () => show(await post('faults', undefined, 'DELETE')))
  void refresh()
  const buttons = el('div', { class: 'row' }, add, clear)
  return { drawn: el('section', {}, el('h3', {}, 'Faults'), chosen, buttons, status, rules), refresh }
}

/** A rule from elsewhere is shown as it is. */
function ruleRow(rule, choices, end) {
  const known = choices.find(([, one]) => sameRule(one, rule))?.[0]
  const words = known ?? JSON.stringify(rule)
  const ending = el('button', { type: 'button', 'aria-label': `End: ${words}` }, 'End')
  ending.addEventListener('click', end)
  return el('li', {}, known ? el('span', {}, words) : el('code', {}, words), ending)
}

function sameRule(one, other) {
  const names = Object.keys({ ...one, ...other })
  return names.every((name) => one[name] === other[name])
}
