import { clockBar } from './clock-bar.js'
import { el } from './draw.js'
import { drawTimeline } from './timeline.js'
import { byId, channelOf, channelOfChosen, cityOf, dmOf, initials, personOf, world } from './world.js'

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
  const focused = document.activeElement?.dataset?.place
  const members = world.people.filter((person) => person.id !== world.state.app.userId)
  byId('people').replaceChildren(
    ...members.map((person) => placeItem('person', person.id, ...personLines(person))),
  )
  const rooms = world.channels.filter((channel) => !channel.is_im)
  byId('channels').replaceChildren(
    ...rooms.map((room) => placeItem('channel', room.id, ...channelLines(room))),
  )
  if (focused) document.querySelector(`[data-place="${CSS.escape(focused)}"]`)?.focus()
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
    { type: 'button', 'data-place': id, 'aria-current': chosen ? 'true' : undefined },
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
    ? [facts(person), `reads in ${cityOf(person.tz)} time`].filter(Boolean).join(' · ')
    : [channel?.topic?.value, channelFacts(channel ?? {}), `${channel?.members.length ?? 0} members`]
        .filter(Boolean)
        .join(' · ')
  const query = person ? `as=${encodeURIComponent(person.id)}` : `channel=${encodeURIComponent(chosen.id)}`
  const messages = await get(`messages?${query}`)
  if (world.chosen !== chosen) return
  drawTimeline(chosen.id, messages, person?.tz ?? world.state.timeZone)
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
