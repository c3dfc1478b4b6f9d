import { clockBar } from './clock-bar.js'
import { drawMessage, el } from './draw.js'

const byId = (id) => document.getElementById(id)
const world = { people: [], channels: [], groups: [], state: undefined, chosen: undefined, unread: new Set() }

const get = async (path) => (await fetch(`/__sandbox/${path}`)).json()
const showClock = clockBar()

listen()
byId('choose').addEventListener('click', () =>
  openPlaces(byId('choose').getAttribute('aria-expanded') !== 'true'),
)

function listen() {
  const events = new EventSource('/__sandbox/live')
  let queue = Promise.resolve()
  events.onmessage = ({ data }) => {
    queue = queue.then(() => take(JSON.parse(data))).catch(showTrouble)
  }
  events.onerror = () => showTrouble(new Error('The sandbox does not answer; trying again.'))
}

async function take({ state, ...change }) {
  world.state = state
  world.groups = state.groups
  byId('team').textContent = state.team
  document.title = `${state.team} · sandbox workspace`
  showClock(state)
  await showViolations(state.violations)
  const anew = ['all', 'people', 'reset'].includes(change.kind)
  if (anew || (change.kind === 'message' && !channelOf(change.channel))) await loadPlaces()
  if (change.kind === 'all' && !world.chosen) choose(fromAddress() ?? firstPlace())
  if (change.kind === 'message') noteMessage(change.channel)
  if (anew || (change.kind === 'message' && channelOfChosen() === change.channel)) await showTimeline()
}

async function loadPlaces() {
  const [people, channels] = await Promise.all([get('people'), get('channels')])
  Object.assign(world, { people, channels })
  drawPlaces()
}

function drawPlaces() {
  const members = world.people.filter((person) => person.id !== world.state.app.userId)
  byId('people').replaceChildren(
    ...members.map((person) => placeItem('person', person.id, ...personLines(person))),
  )
  const rooms = world.channels.filter((channel) => !channel.is_im)
  byId('channels').replaceChildren(
    ...rooms.map((room) => placeItem('channel', room.id, ...channelLines(room))),
  )
}

function personLines(person) {
  return [
    el('span', { class: 'face', 'aria-hidden': 'true' }, initials(person.real_name)),
    person.real_name,
    facts(person),
  ]
}

function channelLines(channel) {
  const mark = el('span', { class: 'face channel', 'aria-hidden': 'true' }, '#')
  return [mark, channel.name, channelFacts(channel)]
}

function placeItem(kind, id, mark, name, detail) {
  const chosen = world.chosen?.kind === kind && world.chosen.id === id
  const isNew = world.unread.has(kind === 'person' ? dmOf(id)?.id : id)
  const button = el(
    'button',
    { type: 'button', 'aria-current': chosen ? 'true' : undefined },
    mark,
    el('span', { class: 'who' }, el('span', {}, name), detail ? el('small', {}, detail) : undefined),
    isNew ? el('span', { class: 'new' }, 'new') : undefined,
  )
  button.addEventListener('click', () => {
    openPlaces(false)
    choose({ kind, id })
    showTimeline().catch(showTrouble)
  })
  return el('li', {}, button)
}

function facts(person) {
  const marks = [
    person.deleted && 'deactivated',
    person.is_bot && 'bot',
    person.is_stranger && 'other organisation',
    person.is_restricted && 'guest',
  ].filter(Boolean)
  return [marks.join(', '), person.profile.title].filter(Boolean).join(' · ')
}

function channelFacts(channel) {
  const marks = [
    channel.is_private && 'private',
    channel.is_archived && 'archived',
    channel.is_read_only && 'read only',
    channel.is_ext_shared && 'shared with another organisation',
  ]
  return marks.filter(Boolean).join(', ')
}

function choose(place) {
  world.chosen = place
  world.unread.delete(channelOfChosen())
  drawPlaces()
}

async function showTimeline() {
  const { chosen } = world
  if (!chosen) return
  const person = chosen.kind === 'person' ? personOf(chosen.id) : undefined
  const channel = person ? dmOf(person.id) : channelOf(chosen.id)
  byId('place').textContent = person ? `${person.real_name} and Perennial` : `#${channel?.name ?? chosen.id}`
  byId('place-facts').textContent = person
    ? [facts(person), `reads in ${zoneName(person.tz)} time`].filter(Boolean).join(' · ')
    : [channel?.topic?.value, channelFacts(channel ?? {}), `${channel?.members.length ?? 0} members`]
        .filter(Boolean)
        .join(' · ')
  const query = person ? `as=${encodeURIComponent(person.id)}` : `channel=${encodeURIComponent(chosen.id)}`
  const messages = await get(`messages?${query}`)
  if (world.chosen !== chosen) return
  drawTimeline(messages, person?.tz ?? world.state.timeZone)
}

function drawTimeline(messages, zone) {
  const timeline = byId('timeline')
  const wasAtEnd = timeline.scrollHeight - timeline.scrollTop - timeline.clientHeight < 80
  const rows = []
  let day
  for (const message of messages.filter((one) => !isReply(one, messages))) {
    const on = form(message.ts, zone, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    }).replace(',', '')
    if (on !== day) rows.push(el('div', { class: 'day' }, on))
    day = on
    rows.push(drawRow(message, zone, false))
    const replies = messages.filter((one) => one.thread_ts === message.ts)
    rows.push(...replies.map((reply) => drawRow(reply, zone, true)))
  }
  if (rows.length === 0)
    rows.push(el('p', { class: 'empty' }, 'Nothing was said here yet. Messages appear as they are sent.'))
  timeline.replaceChildren(...rows)
  if (wasAtEnd || !timeline.dataset.shown) timeline.scrollTop = timeline.scrollHeight
  timeline.dataset.shown = 'yes'
}

function isReply(message, messages) {
  return message.thread_ts !== undefined && messages.some((other) => other.ts === message.thread_ts)
}

function drawRow(message, zone, isReplyRow) {
  const author = personOf(message.user)
  const name = author?.real_name ?? message.user
  const isApp = message.user === world.state.app.userId
  const time = form(message.ts, zone, { hour: '2-digit', minute: '2-digit', hour12: false })
  const marks = [isApp || author?.is_bot ? 'app' : '', time, message.edited ? 'edited' : ''].filter(Boolean)
  const only = message.ephemeralFor
    ? el(
        'p',
        { class: 'only' },
        `Only visible to ${personOf(message.ephemeralFor)?.real_name ?? message.ephemeralFor}`,
      )
    : undefined
  return el(
    'article',
    { class: isReplyRow ? 'message reply' : 'message' },
    el('span', { class: isApp ? 'face app' : 'face', 'aria-hidden': 'true' }, initials(name)),
    el(
      'div',
      {},
      only,
      el('p', { class: 'byline' }, el('strong', {}, name), el('small', {}, marks.join(' · '))),
      ...drawMessage(message, namesFor(zone)),
    ),
  )
}

function namesFor(zone) {
  return {
    zone,
    person: (id) => personOf(id)?.real_name,
    channel: (id) => channelOf(id)?.name,
    group: (id) => world.groups.find((group) => group.id === id)?.handle,
  }
}

let violationsShown = -1
async function showViolations(count) {
  if (count === violationsShown) return
  violationsShown = count
  byId('violation-count').textContent = count === 1 ? '1 violation' : `${count} violations`
  byId('violations').classList.toggle('some', count > 0)
  const list = await get('violations')
  const rows = list.map(({ kind, detail }) =>
    el('li', {}, el('strong', {}, kind.replaceAll('_', ' ')), ` ${detail}`),
  )
  byId('violation-list').replaceChildren(...rows.reverse())
}

function noteMessage(channelId) {
  if (channelOfChosen() === channelId) return
  world.unread.add(channelId)
  drawPlaces()
}

function openPlaces(open) {
  byId('choose').setAttribute('aria-expanded', String(open))
}

function showTrouble(error) {
  byId('clock-status').textContent = error.message
}

/** A permalink's address names the channel or DM. */
function fromAddress() {
  const id = /^\/archives\/([A-Z0-9]+)\//.exec(location.pathname)?.[1]
  const channel = id && channelOf(id)
  if (!channel) return undefined
  return channel.is_im ? { kind: 'person', id: channel.user } : { kind: 'channel', id }
}

function firstPlace() {
  const person = world.people.find((one) => one.id !== world.state.app.userId)
  return person ? { kind: 'person', id: person.id } : undefined
}

function channelOfChosen() {
  return world.chosen?.kind === 'person' ? dmOf(world.chosen.id)?.id : world.chosen?.id
}

const personOf = (id) => world.people.find((person) => person.id === id)
const channelOf = (id) => world.channels.find((channel) => channel.id === id)
const dmOf = (userId) => world.channels.find((channel) => channel.is_im && channel.user === userId)
const initials = (name) =>
  name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .join('')
    .slice(0, 2)
    .toUpperCase()
const zoneName = (zone) => zone.split('/').at(-1).replaceAll('_', ' ')
const form = (ts, timeZone, options) =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(Number(ts) * 1000)
