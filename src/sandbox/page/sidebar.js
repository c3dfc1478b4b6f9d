import { el } from './el.js'
import { byId, dmOf, initials, personOf, world } from './world.js'

/** The app, the channels and the people one can be. */
export function drawSidebar(choose) {
  const focused = document.activeElement?.dataset?.place
  const me = personOf(world.me)
  byId('you').textContent = me ? `You are ${me.real_name}` : 'You'
  byId('choose').textContent = me ? `You are ${me.real_name}` : 'You are nobody yet'
  const { tabs } = world.state
  const places = [
    tabs.home && item({ kind: 'home' }, mark('⌂'), 'Home', 'What the app shows you', choose),
    tabs.messages && item({ kind: 'messages' }, mark('P', 'app'), 'Perennial', 'Messages of the app', choose),
    item({ kind: 'about' }, mark('i'), 'About', 'What the app is and may do', choose),
  ]
  byId('app').replaceChildren(...places.filter(Boolean))
  const rooms = world.channels.filter((channel) => !channel.is_im && isSeen(channel))
  byId('channels').replaceChildren(
    ...rooms.map((room) =>
      item({ kind: 'channel', id: room.id }, mark('#', 'channel'), room.name, channelFacts(room), choose),
    ),
  )
  const others = world.people.filter((person) => person.id !== world.state.app.userId)
  byId('people').replaceChildren(
    ...others.map((person) =>
      item(
        { kind: 'person', id: person.id },
        mark(initials(person.real_name)),
        person.real_name,
        facts(person),
        choose,
      ),
    ),
  )
  if (focused) document.querySelector(`[data-place="${CSS.escape(focused)}"]`)?.focus()
}

function isSeen(channel) {
  return !channel.is_private || channel.members.includes(world.me)
}

function mark(letters, look = '') {
  return el('span', { class: `face ${look}`.trim(), 'aria-hidden': 'true' }, letters)
}

function item(place, face, name, detail, choose) {
  const id = place.id ?? place.kind
  const button = el(
    'button',
    { type: 'button', 'data-place': id, 'aria-current': isCurrent(place) ? 'true' : undefined },
    face,
    el('span', { class: 'who' }, el('span', {}, name), detail ? el('small', {}, detail) : undefined),
    isUnread(place) ? el('span', { class: 'new' }, 'new') : undefined,
  )
  button.addEventListener('click', () => choose(place))
  return el('li', {}, button)
}

function isCurrent(place) {
  if (place.kind === 'person') return world.me === place.id
  return world.place?.kind === place.kind && world.place.id === place.id
}

function isUnread(place) {
  if (place.kind === 'home' || place.kind === 'about') return false
  if (place.kind === 'channel') return world.unread.has(place.id)
  const dm = dmOf(place.kind === 'person' ? place.id : world.me)
  return dm !== undefined && world.unread.has(dm.id)
}

export function facts(person) {
  const marks = [
    person.deleted && 'deactivated',
    person.is_bot && 'bot',
    person.is_stranger && 'other organisation',
    person.is_restricted && 'guest',
  ].filter(Boolean)
  return [marks.join(', '), person.profile.title].filter(Boolean).join(' · ')
}

export function channelFacts(channel) {
  const marks = [
    channel.is_private && 'private',
    channel.is_archived && 'archived',
    channel.is_read_only && 'read only',
    channel.is_ext_shared && 'shared with another organisation',
  ]
  return marks.filter(Boolean).join(', ')
}
