/** What the page knows of the workspace. `me` is who one is; `place` is `{kind: 'home' | 'messages' | 'channel', id?}`. */
export const world = {
  people: [],
  channels: [],
  groups: [],
  state: undefined,
  me: undefined,
  place: undefined,
  unread: new Set(),
}

export const byId = (id) => document.getElementById(id)
export const get = async (path) => (await fetch(`/__sandbox/${path}`)).json()
export const personOf = (id) => world.people.find((person) => person.id === id)
export const channelOf = (id) => world.channels.find((channel) => channel.id === id)
export const dmOf = (userId) => world.channels.find((channel) => channel.is_im && channel.user === userId)
export const zoneOfMe = () => personOf(world.me)?.tz ?? world.state.timeZone

/** The channel or DM that is shown. */
export function channelShown() {
  if (world.place?.kind === 'messages') return dmOf(world.me)?.id
  return world.place?.kind === 'channel' ? world.place.id : undefined
}

/** "Vienna" of "Europe/Vienna". */
export function cityOf(zone) {
  return zone.split('/').at(-1).replaceAll('_', ' ')
}

/** An instant in words, in a zone. */
export function inWords(ms, timeZone, options) {
  return new Intl.DateTimeFormat('en-GB', { ...options, hour12: false, timeZone }).format(ms).replace(',', '')
}

export function initials(name) {
  const letters = name.split(/\s+/).map((word) => word[0] ?? '')
  return letters.join('').slice(0, 2).toUpperCase()
}
