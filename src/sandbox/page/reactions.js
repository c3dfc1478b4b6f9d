import { act } from './act.js'
import { el } from './el.js'
import { drawnEmoji, emojiWords } from './emoji.js'
import { personOf, world } from './world.js'

/** Who reacted with what: a press adds one's own, or takes it back. Undefined where nobody did. */
export function drawReactions(at, reactions = []) {
  if (reactions.length === 0) return undefined
  return el('ul', { class: 'reactions', 'aria-label': 'Reactions' }, ...reactions.map((one) => row(at, one)))
}

function row(at, { name, users, count }) {
  const who = users.map((id) => personOf(id)?.real_name ?? id).join(', ')
  const pressed = el(
    'button',
    {
      type: 'button',
      title: who,
      'aria-pressed': String(users.includes(world.me)),
      'aria-label': `${emojiWords(name)}: ${who}`,
      'data-control': `reaction ${name}`,
      disabled: personOf(world.me)?.deleted,
    },
    `${drawnEmoji(name)} ${emojiWords(name)} ${count}`,
  )
  pressed.addEventListener('click', () => act({ do: 'react', name, ...at }))
  return el('li', {}, pressed)
}
