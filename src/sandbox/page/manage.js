import { drawApp } from './app-form.js'
import { drawFaults } from './fault-list.js'
import { drawForm } from './manage-form.js'
import { post } from './post.js'
import { byId, world } from './world.js'

/** What an administrator of the workspace does: people, groups, channels, the app. Drawn while it is open. */
export function watchManage() {
  byId('manage').addEventListener('toggle', () => {
    if (byId('manage').open) drawManage()
  })
}

let parts = []

function drawManage() {
  const forms = [people(), hiring(), ...(world.groups.length > 0 ? [groups()] : []), channels()]
  parts = [...forms.map(drawForm), drawApp(), drawFaults()]
  byId('manage-body').replaceChildren(...parts.map(({ drawn }) => drawn))
}

/** Others may change the workspace too. */
export function refreshManage() {
  if (byId('manage').open) for (const { refresh } of parts) refresh()
}

const act = (deed) => post('act', deed)

function people() {
  return {
    title: 'People',
    subjects: () =>
      world.people
        .filter((person) => !person.is_bot)
        .map((person) => ({ id: person.id, name: person.real_name, of: person })),
    fields: [
      { name: 'real_name', label: 'Name', read: (person) => person.real_name },
      { name: 'title', label: 'Title', read: (person) => person.profile.title ?? '' },
      { name: 'tz', label: 'Time zone', read: (person) => person.tz ?? '' },
      { name: 'is_restricted', label: 'Guest', read: (person) => person.is_restricted === true },
      { name: 'is_admin', label: 'Administrator', read: (person) => person.is_admin === true },
      {
        name: 'is_stranger',
        label: 'Of another organisation',
        read: (person) => person.is_stranger === true,
      },
      { name: 'deleted', label: 'Deactivated', read: (person) => person.deleted === true },
    ],
    save: (id, set) => act({ do: 'change', as: id, set: { ...set, ...guestless(set) } }),
  }
}

/** Who is no guest is no guest of a single channel either. */
const guestless = ({ is_restricted }) => (is_restricted === false ? { is_ultra_restricted: false } : {})

function hiring() {
  return {
    title: 'Hire somebody',
    fields: [
      { name: 'name', label: 'Name', read: () => '' },
      { name: 'email', label: 'E-mail', read: () => '' },
      { name: 'tz', label: 'Time zone', read: () => world.state.timeZone },
    ],
    verb: 'Hire',
    save: (_, person) => act({ do: 'add', people: [{ tz: world.state.timeZone, ...person }] }),
  }
}

function groups() {
  return {
    title: 'Groups',
    subjects: () => world.groups.map((group) => ({ id: group.id, name: `@${group.handle}`, of: group })),
    fields: [{ name: 'users', label: 'Members', among: members, read: (group) => group.users }],
    save: (id, set) => act({ do: 'change', group: id, set }),
  }
}

function channels() {
  return {
    title: 'Channels',
    subjects: () =>
      world.channels
        .filter((channel) => !channel.is_im)
        .map((channel) => ({ id: channel.id, name: `#${channel.name}`, of: channel })),
    fields: [
      { name: 'name', label: 'Name', read: (channel) => channel.name },
      { name: 'is_read_only', label: 'Read only', read: (channel) => channel.is_read_only === true },
      {
        name: 'is_ext_shared',
        label: 'Shared with another organisation',
        read: (channel) => channel.is_ext_shared === true,
      },
      { name: 'is_archived', label: 'Archived', read: (channel) => channel.is_archived === true },
      { name: 'members', label: 'Members', among: everybody, read: (channel) => channel.members },
    ],
    save: changeChannel,
  }
}

const shown = ({ id, real_name }) => ({ id, name: real_name })
/** Who has left can still be taken out of where they are. */
const stays = ({ id, deleted }, current) => !deleted || current.includes(id)
const members = (current) => world.people.filter((one) => !one.is_bot && stays(one, current)).map(shown)
/** The app is a member like any other: it can be taken out of a channel. */
const everybody = (current) => world.people.filter((one) => stays(one, current)).map(shown)

/** One after the other, up to what is refused. A channel comes back before anybody joins, and goes after. */
async function changeChannel(id, { members: wanted, ...set }) {
  const { members: before } = world.channels.find((channel) => channel.id === id)
  const change = Object.keys(set).length > 0 ? [{ do: 'change', channel: id, set }] : []
  const moves = wanted ? movesBetween(id, before, wanted) : []
  const deeds = set.is_archived === false ? [...change, ...moves] : [...moves, ...change]
  for (const deed of deeds) {
    const done = await act(deed)
    if (done.error) return done
  }
  return {}
}

function movesBetween(channel, before, wanted) {
  const joining = wanted.filter((one) => !before.includes(one))
  const leaving = before.filter((one) => !wanted.includes(one))
  const joined = joining.length > 0 ? [{ do: 'invite', channel, people: joining }] : []
  return [...joined, ...leaving.map((one) => ({ do: 'leave', as: one, channel }))]
}
