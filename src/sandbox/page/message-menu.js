import { act } from './act.js'
import { replyTo } from './composer.js'
import { askWords, confirmed } from './confirm.js'
import { el } from './el.js'
import { personOf, world } from './world.js'

/** What one can do with a message: answer it, change what one wrote, and what the app offers. Undefined where nothing. */
export function messageMenu(channel, message) {
  const { ts, user, ephemeralFor } = message
  if (ephemeralFor !== undefined || personOf(world.me)?.deleted) return undefined
  const at = { channel, ts }
  const items = [item('Reply in thread', () => replyTo(message.thread_ts ?? ts))]
  if (user === world.me)
    items.push(
      item('Edit', () =>
        askWords('Edit the message', message.text, (text) => act({ do: 'edit_message', ...at, text })),
      ),
      item('Delete', () => confirmed(deleting, () => act({ do: 'delete_message', ...at }))),
    )
  for (const { type, name, callback_id } of world.state.shortcuts)
    if (type === 'message')
      items.push(item(name, () => act({ do: 'shortcut', callbackId: callback_id, ...at })))
  const list = el('ul', {})
  const menu = el(
    'details',
    { class: 'overflow more' },
    el('summary', { 'aria-label': 'More actions' }, '⋯'),
    list,
  )
  for (const { words, go } of items) {
    const pressed = el('button', { type: 'button' }, words)
    pressed.addEventListener('click', () => {
      menu.open = false
      go()
    })
    list.append(el('li', {}, pressed))
  }
  return menu
}

const item = (words, go) => ({ words, go })

const plain = (text) => ({ type: 'plain_text', text })
const deleting = {
  title: plain('Delete this message?'),
  text: plain('It is gone for everybody. The app hears of it.'),
  confirm: plain('Delete'),
  deny: plain('Keep it'),
  style: 'danger',
}
