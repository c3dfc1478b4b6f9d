import { channelOf, personOf, world } from './world.js'

/** What drawing needs to know: names, the reader's zone, what menus of people and channels offer. */
export function surfaceFor(zone, rest = {}) {
  return {
    zone,
    person: (id) => personOf(id)?.real_name,
    channel: (id) => channelOf(id)?.name,
    group: (id) => world.groups.find((group) => group.id === id)?.handle,
    people: (wanted) =>
      world.people
        .filter((person) => !person.deleted && wanted(person))
        .map((person) => ({ value: person.id, text: person.real_name })),
    channels: (wanted) =>
      world.channels
        .filter((channel) => !channel.is_im && !channel.is_archived && wanted(channel))
        .map((channel) => ({ value: channel.id, text: `#${channel.name}` })),
    ...rest,
  }
}
