import { drawMessage, el } from './draw.js'
import { byId, channelOf, initials, inWords, personOf, world } from './world.js'

const DAY = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }
const TIME = { hour: '2-digit', minute: '2-digit' }
const msOf = (ts) => Number(ts) * 1000

let shownPlace

/** Draws the messages of a place, in the reader's zone. Rows that did not change stay, so that only new ones are read out. */
export function drawTimeline(place, messages, zone) {
  const timeline = byId('timeline')
  const wasAtEnd = timeline.scrollHeight - timeline.scrollTop - timeline.clientHeight < 80
  if (place !== shownPlace) timeline.replaceChildren()
  patch(timeline, rowsOf(messages, zone))
  if (wasAtEnd || place !== shownPlace) timeline.scrollTop = timeline.scrollHeight
  shownPlace = place
}

function rowsOf(messages, zone) {
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
    rows.push(rowOf(message, zone, 'message'), ...replies.map((reply) => rowOf(reply, zone, 'message reply')))
  }
  return rows
}

function rowOf(message, zone, look) {
  const key = JSON.stringify([message, zone, personOf(message.user)?.real_name])
  return { key, draw: () => drawRow(message, zone, look) }
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

function drawRow(message, zone, look) {
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
  const face = el('span', { class: isApp ? 'face app' : 'face', 'aria-hidden': 'true' }, initials(name))
  const words = el('div', {}, only, byline, ...drawMessage(message, namesFor(zone)))
  return el('article', { class: look }, face, words)
}

function namesFor(zone) {
  return {
    zone,
    person: (id) => personOf(id)?.real_name,
    channel: (id) => channelOf(id)?.name,
    group: (id) => world.groups.find((group) => group.id === id)?.handle,
  }
}
