import { act } from './act.js'
import { drawMessage } from './draw.js'
import { el } from './el.js'
import { fileCards } from './file-card.js'
import { messageMenu } from './message-menu.js'
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
  patch(timeline, rowsOf(channel, messages, zone))
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
  for (const message of messages.filter((one) => !isReply(one, messages))) {
    const on = inWords(msOf(message.ts), zone, DAY)
    if (on !== day) rows.push({ key: on, draw: () => el('div', { class: 'day' }, on) })
    day = on
    const replies = messages.filter((one) => one.thread_ts === message.ts)
    rows.push(
      rowOf(channel, message, zone, 'message'),
      ...replies.map((reply) => rowOf(channel, reply, zone, 'message reply')),
    )
  }
  return rows
}

function rowOf(channel, message, zone, look) {
  const key = JSON.stringify([message, zone, personOf(message.user)?.real_name])
  return { key, draw: () => drawRow(channel, message, zone, look) }
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

function isReply(message, messages) {
  return message.thread_ts !== undefined && messages.some((other) => other.ts === message.thread_ts)
}

function drawRow(channel, message, zone, look) {
  const author = personOf(message.user)
  const name = author?.real_name ?? message.user
  const isApp = message.user === world.state.app.userId
  const marks = [author?.is_bot && 'app', inWords(msOf(message.ts), zone, TIME), message.edited && 'edited']
  const only = message.ephemeralFor
    ? el(
        'p',
        { class: 'only' },
        `Only visible to ${personOf(message.ephemeralFor)?.real_name ?? message.ephemeralFor}`,
      )
    : undefined
  const byline = el(
    'p',
    { class: 'byline' },
    el('strong', {}, name),
    el('small', {}, marks.filter(Boolean).join(' · ')),
  )
  const isMine = isApp && !personOf(world.me)?.deleted
  const surface = surfaceFor(zone, isMine ? { act: (deed) => act({ ...deed, channel, ts: message.ts }) } : {})
  const face = el('span', { class: isApp ? 'face app' : 'face', 'aria-hidden': 'true' }, initials(name))
  const words = el('div', {}, only, byline, ...drawMessage(message, surface), ...fileCards(message.files))
  return el('article', { class: look }, face, words, messageMenu(channel, message))
}
