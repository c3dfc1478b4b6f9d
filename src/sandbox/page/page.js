import { drawAbout } from './about.js'
import { act } from './act.js'
import { clockBar } from './clock-bar.js'
import { composer, drawCommands, drawShortcuts, forgetExtras } from './composer.js'
import { el } from './el.js'
import { showJournal, watchJournal } from './journal.js'
import { forgetEntries } from './journal-entries.js'
import { refreshManage, watchManage } from './manage.js'
import { channelFacts, drawSidebar, facts } from './sidebar.js'
import { drawTimeline } from './timeline.js'
import { watchTour } from './tour.js'
import { showViews } from './views.js'
import { byId, channelOf, channelShown, cityOf, dmOf, get, personOf, world, zoneOfMe } from './world.js'

const showClock = clockBar()

listen()
composer()
watchJournal()
watchManage()
watchTour()
closesByEscape()
byId('choose').addEventListener('click', () =>
  openPlaces(byId('choose').getAttribute('aria-expanded') !== 'true'),
)

function closesByEscape() {
  for (const drawer of document.querySelectorAll('.drawers details')) {
    drawer.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return
      drawer.open = false
      drawer.querySelector('summary').focus()
    })
  }
}

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
  drawCommands(state.commands)
  drawShortcuts(state.shortcuts)
  await showViolations(state.violations)
  const anew = ['all', 'people', 'reset'].includes(change.kind)
  if (anew || (change.kind === 'message' && !channelOf(change.channel))) await loadPlaces()
  if (change.kind === 'all' && !world.place) begin()
  if (change.kind === 'message') noteMessage(change.channel)
  if (anew || (change.kind === 'message' && channelShown() === change.channel)) await showPlace()
  if (anew || (change.kind === 'views' && change.person === world.me)) await showViews()
  if (anew || change.kind === 'token') refreshManage()
  if (change.kind === 'all' || change.kind === 'reset') forgetEntries()
  if (anew || change.kind === 'journal' || change.kind === 'violation') await showJournal()
}

async function loadPlaces() {
  const [people, channels] = await Promise.all([get('people'), get('channels')])
  Object.assign(world, { people, channels })
  drawSidebar(choose)
}

function choose(place) {
  openPlaces(false)
  byId('answer').textContent = ''
  forgetExtras()
  if (place.kind === 'person') {
    world.me = place.id
    world.place = { kind: 'messages' }
    sessionStorage.setItem('me', place.id)
  } else world.place = place
  world.unread.delete(channelShown())
  drawSidebar(choose)
  openPlace().catch(showTrouble)
}

/** Opening Home or the app's messages is something the app hears of. */
async function openPlace() {
  await Promise.all([showPlace(), showViews()])
  const tab = world.place.kind
  if (world.state.tabs[tab] && !personOf(world.me)?.deleted) await act({ do: 'open_home', tab })
}

async function showPlace() {
  const { place } = world
  if (!place) return
  const me = personOf(world.me)
  const channel = channelOf(channelShown())
  byId('place').textContent =
    place.kind === 'channel' ? `#${channel?.name ?? place.id}` : placeTitle(place, me)
  byId('place-facts').textContent = place.kind === 'channel' ? aboutChannel(channel) : aboutPerson(me)
  byId('home').hidden = place.kind !== 'home'
  byId('about').hidden = place.kind !== 'about'
  const isTalk = place.kind === 'messages' || place.kind === 'channel'
  byId('timeline').hidden = !isTalk
  showComposer(place, me, channel)
  if (place.kind === 'about') drawAbout()
  if (!isTalk) return
  const query =
    place.kind === 'messages'
      ? `as=${encodeURIComponent(world.me)}`
      : `channel=${encodeURIComponent(place.id)}`
  const messages = await get(`messages?${query}`)
  if (world.place !== place) return
  const seen = messages.filter((one) => !one.ephemeralFor || one.ephemeralFor === world.me)
  drawTimeline(`${world.me} ${place.id ?? 'app'}`, channelShown(), seen, zoneOfMe())
}

function placeTitle(place, me) {
  if (place.kind === 'about') return 'About Perennial'
  return place.kind === 'home' ? `Perennial for ${me.real_name}` : `${me.real_name} and Perennial`
}

function aboutPerson(me) {
  return [facts(me), `reads in ${cityOf(me.tz)} time`].filter(Boolean).join(' · ')
}

function aboutChannel(channel) {
  if (!channel) return ''
  const others = `${channel.members.length} members`
  return [channel.topic?.value, channelFacts(channel), others].filter(Boolean).join(' · ')
}

function showComposer(place, me, channel) {
  const why = silence(place, me, channel)
  byId('composer').hidden = place.kind === 'home' || place.kind === 'about'
  for (const field of byId('composer').querySelectorAll('textarea, button, input'))
    field.disabled = why !== ''
  byId('words').placeholder = why || 'Write, or type / for a command'
}

/** Why nothing can be said here; empty where something can. */
function silence(place, me, channel) {
  if (me?.deleted) return `${me.real_name} is deactivated and can only look.`
  if (place.kind !== 'channel') return ''
  if (channel?.is_archived) return 'This channel is archived.'
  return channel?.members.includes(world.me) ? '' : `${me?.real_name} is not in this channel.`
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
  byId('violation-list').replaceChildren(...(count > 0 ? rows.reverse() : [el('li', {}, 'None so far.')]))
}

function noteMessage(channelId) {
  if (channelShown() === channelId) return
  world.unread.add(channelId)
  drawSidebar(choose)
}

function openPlaces(open) {
  byId('choose').setAttribute('aria-expanded', String(open))
}

function showTrouble(error) {
  byId('clock-status').textContent = error.message
}

/** A permalink's address names the channel or DM; else one is who one was, or the first. */
function begin() {
  const others = world.people.filter((one) => one.id !== world.state.app.userId)
  const kept = others.find((one) => one.id === sessionStorage.getItem('me'))
  world.me = (kept ?? others[0])?.id
  world.place = { kind: 'messages' }
  const id = /^\/archives\/([A-Z0-9]+)\//.exec(location.pathname)?.[1]
  const channel = id && channelOf(id)
  if (channel?.is_im) world.me = channel.user
  else if (channel) world.place = { kind: 'channel', id }
  world.unread.delete(dmOf(world.me)?.id)
  drawSidebar(choose)
}
