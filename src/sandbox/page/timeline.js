import { act } from './act.js'
import { drawMessage } from './draw.js'
import { el } from './el.js'
import { fieldsOf } from './fields.js'
import { fileCards } from './file-card.js'
import { noteFocus } from './focus.js'
import { messageMenu } from './message-menu.js'
import { drawReactions } from './reactions.js'
import { surfaceFor } from './surface.js'
import { byId, initials, inWords, personOf, world } from './world.js'

const DAY = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }
const TIME = { hour: '2-digit', minute: '2-digit' }
const msOf = (ts) => Number(ts) * 1000

let shownPlace

/** Draws the messages of a place, in the reader's zone. Rows that did not change stay, so that only new ones are read out. */
export function drawTimeline(place, channel, messages, zone) {
  const timeline = byId('timeline')
  const wasAtEnd = timeline.scrollHeight - timeline.scrollTop - timeline.clientHeight < 80
  if (place !== shownPlace) timeline.replaceChildren()
  patchKeepingFocus(timeline, rowsOf(channel, messages, zone))
  if (wasAtEnd || place !== shownPlace) timeline.scrollTop = timeline.scrollHeight
  shownPlace = place
}

function rowsOf(channel, messages, zone) {
  if (messages.length === 0) {
    const words = 'Nothing was said here yet. Messages appear as they are sent.'
    return [{ key: 'empty', draw: () => el('p', { class: 'empty' }, words) }]
  }
  const rows = []
  let day
  for (const { parent, ts, replies } of threadsOf(messages)) {
    const on = inWords(msOf(ts), zone, DAY)
    if (on !== day) rows.push({ key: on, draw: () => el('div', { class: 'day' }, on) })
    day = on
    const canAnswer = parent !== undefined
    rows.push(canAnswer ? rowOf(channel, parent, { zone, canAnswer, look: 'message' }) : gone(ts))
    if (replies.length > 0) rows.push(countOf(ts, replies))
    rows.push(...replies.map((reply) => rowOf(channel, reply, { zone, canAnswer, look: 'message reply' })))
  }
  return rows
}

/** Messages with what was answered to them. What was answered to a message that is gone stands where that one stood. */
function threadsOf(messages) {
  const threads = new Map()
  for (const message of messages) {
    const ts = message.thread_ts ?? message.ts
    const thread = threads.get(ts) ?? { ts, parent: undefined, replies: [] }
    threads.set(ts, thread)
    if (message.ts === ts) thread.parent = message
    else thread.replies.push(message)
  }
  return [...threads.values()].sort((one, other) => msOf(one.ts) - msOf(other.ts))
}

function gone(ts) {
  return { key: `gone ${ts}`, draw: () => el('p', { class: 'message gone' }, 'This message was deleted.') }
}

function countOf(ts, { length }) {
  const words = length === 1 ? '1 reply' : `${length} replies`
  return { key: `${ts} ${words}`, draw: () => el('p', { class: 'replies' }, words) }
}

function rowOf(channel, message, how) {
  const key = JSON.stringify([message, how, personOf(message.user)?.real_name])
  return { key, draw: () => drawRow(channel, message, how) }
}

/** The focus stays in the message it was in, though that is drawn anew; where the message is gone, with the timeline. */
function patchKeepingFocus(timeline, rows) {
  const focused = document.activeElement.closest('#timeline .message')
  const ts = focused?.dataset.ts
  const restore = noteFocus(focused)
  patch(timeline, rows)
  if (!focused || focused.isConnected) return
  const again = timeline.querySelector(`[data-ts="${ts}"]`)
  if (!again) timeline.focus()
  else if (!restore(again)) again.focus()
}

function patch(list, rows) {
  const wanted = new Set(rows.map((row) => row.key))
  for (const child of [...list.children]) if (!wanted.has(child.dataset.key)) child.remove()
  rows.forEach(({ key, draw }, index) => {
    if (list.children[index]?.dataset.key === key) return
    const row = draw()
    row.dataset.key = key
    list.insertBefore(row, list.children[index] ?? null)
  })
}

function drawRow(channel, message, { zone, canAnswer, look }) {
  const author = personOf(message.user)
  const name = author?.real_name ?? message.user
  const isApp = message.user === world.state.app.userId
  const marks = [author?.is_bot && 'app', inWords(msOf(message.ts), zone, TIME), message.edited && 'edited']
  const only = message.ephemeralFor ? el('p', { class: 'only' }, 'Only visible to you') : undefined
  const byline = el(
    'p',
    { class: 'byline' },
    el('strong', {}, name),
    el('small', {}, marks.filter(Boolean).join(' · ')),
  )
  const surface = surfaceFor(zone, isApp ? pressesOf(channel, message) : {})
  const face = el('span', { class: isApp ? 'face app' : 'face', 'aria-hidden': 'true' }, initials(name))
  const reactions = drawReactions({ channel, ts: message.ts }, message.reactions)
  const words = el(
    'div',
    {},
    only,
    byline,
    ...drawMessage(message, surface),
    ...fileCards(message.files),
    reactions,
  )
  const row = { class: look, tabindex: '-1', 'data-ts': message.ts }
  return el('article', row, face, words, messageMenu(channel, message, canAnswer))
}

/** What is chosen and typed in a message of the app, by whoever looks at it. Who has left can only look. */
function pressesOf(channel, message) {
  if (personOf(world.me)?.deleted) return {}
  return {
    act: (deed) => act({ ...deed, channel, ts: message.ts }),
    fields: fieldsOf(`${world.me} ${channel} ${message.ts}`, { blocks: message.blocks ?? [] }),
  }
}
