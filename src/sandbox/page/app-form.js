import { el } from './el.js'
import { post } from './post.js'
import { world } from './world.js'

/** Whether the app is installed, and how hard its calls are limited. */
export function drawApp() {
  const token = el('span', {})
  const install = el('button', { type: 'button' })
  const rate = el('select', {}, ...['off', 'slack', 'harsh'].map((one) => el('option', { value: one }, one)))
  const status = el('p', { class: 'hint', role: 'status' })
  const say = async (asked) => {
    const { error } = await asked
    status.textContent = error ?? ''
  }
  const refresh = () => {
    token.textContent = `Its token is ${world.state.token}.`
    install.textContent = isIn() ? 'Uninstall' : 'Install again'
    rate.value = world.state.rate
  }
  install.addEventListener('click', () => say(post('act', { do: isIn() ? 'uninstall' : 'reinstall' })))
  rate.addEventListener('change', () => say(post('rates', { profile: rate.value })))
  refresh()
  const drawn = el(
    'section',
    {},
    el('h3', {}, 'The app'),
    el('div', { class: 'row' }, token, install),
    el('div', { class: 'row' }, el('label', {}, 'Rate limits ', rate)),
    status,
  )
  return { drawn, refresh }
}

const isIn = () => world.state.token === 'active'
