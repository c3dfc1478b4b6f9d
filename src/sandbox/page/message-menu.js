import { act } from './act.js'
import { replyTo } from './composer.js'
import { askWords, confirmed } from './confirm.js'
import { drawnEmoji, emojiWords, REACTIONS } from './emoji.js'
import { drawMenu } from './menu.js'
import { channelOf, personOf, world } from './world.js'

/** What one can do with a message: answer it, change what one wrote, and what the app offers. Undefined where nothing. */
export function messageMenu(channel, message, canAnswer) {
  const { ts, user, ephemeralFor } = message
  if (ephemeralFor !== undefined || !maySpeak(channel)) return undefined
  const at = { channel, ts }
  const own = [
    {
      words: 'Edit',
      go: () =>
        askWords('Edit the message', message.text, (text) => act({ do: 'edit_message', ...at, text })),
    },
    { words: 'Delete', go: () => confirmed(deleting, () => act({ do: 'delete_message', ...at })) },
  ]
  const shortcuts = world.state.shortcuts
    .filter(({ type }) => type === 'message')
    .map(({ name, callback_id }) => ({
      words: name,
      go: () => act({ do: 'shortcut', callbackId: callback_id, ...at }),
    }))
  return drawMenu({ label: 'More actions', mark: '⋯', look: 'more', control: 'menu' }, [
    ...(canAnswer ? [{ words: 'Reply in thread', go: () => replyTo(message.thread_ts ?? ts) }] : []),
    ...REACTIONS.map((name) => ({
      words: `React with ${emojiWords(name)} ${drawnEmoji(name)}`,
      go: () => act({ do: 'react', name, ...at }),
    })),
    ...(user === world.me ? own : []),
    ...shortcuts,
  ])
}

/** Who is not there, or has left, can only look; so can everybody where nothing is said any more. */
function maySpeak(id) {
  const channel = channelOf(id)
  const isThere = channel?.members.includes(world.me) && !channel.is_archived
  return isThere && personOf(world.me)?.deleted !== true
}

const plain = (text) => ({ type: 'plain_text', text })
const deleting = {
  title: plain('Delete this message?'),
  text: plain('It is gone for everybody. The app hears of it.'),
  confirm: plain('Delete'),
  deny: plain('Keep it'),
  style: 'danger',
}
