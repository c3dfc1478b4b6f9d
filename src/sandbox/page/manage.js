import { el } from './el.js'
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

function drawManage() {
  byId('manage-body').replaceChildren(
    drawForm(people()),
    drawForm(hiring()),
    ...(world.groups.length > 0 ? [drawForm(groups())] : []),
    drawForm(channels()),
    drawApp(),
    drawFaults(),
  )
}

const act = (deed) => post('act', deed)

function people() {
  return {
    title: 'People',
    subjects: world.people
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
    save: (id, set) => act({ do: 'change', as: id, set }),
  }
}

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
    subjects: world.groups.map((group) => ({ id: group.id, name: `@${group.handle}`, of: group })),
    fields: [{ name: 'users', label: 'Members', among: members, read: (group) => group.users }],
    save: (id, set) => act({ do: 'change', group: id, set }),
  }
}

function channels() {
  return {
    title: 'Channels',
    subjects: world.channels
      .filter((channel) => !channel.is_im)
      .map((channel) => ({ id: channel.id, name: `#${channel.name}`, of: channel })),
    fields: [
      { name: 'name', label: 'Name', read: (channel) => channel.name },
      { name: 'is_read_only', label: 'Read only', read: (channel) => channel.is_read_only === true },
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

async function changeChannel(id, { members: wanted, ...set }) {
  const before = world.channels.find((channel) => channel.id === id)?.members ?? []
  const done = []
  if (wanted) {
    const joining = wanted.filter((one) => !before.includes(one))
    const leaving = before.filter((one) => !wanted.includes(one))
    if (joining.length > 0) done.push(await act({ do: 'invite', channel: id, people: joining }))
    for (const one of leaving) done.push(await act({ do: 'leave', as: one, channel: id }))
  }
  if (Object.keys(set).length > 0) done.push(await act({ do: 'change', channel: id, set }))
  return done.find(({ error }) => error) ?? {}
}

/** What has become of the app comes as news, maybe after the answer to what was asked. */
export function showApp() {
  byId('manage-app')?.replaceWith(drawApp())
}

function drawApp() {
  const { token, rate } = world.state
  const status = el('p', { class: 'hint', role: 'status' })
  const say = async (asked) => {
    const { error } = await asked
    status.textContent = error ?? ''
  }
  const isIn = token === 'active'
  const install = el('button', { type: 'button' }, isIn ? 'Uninstall' : 'Install again')
  install.addEventListener('click', () => say(act({ do: isIn ? 'uninstall' : 'reinstall' })))
  const profiles = ['off', 'slack', 'harsh'].map((one) =>
    el('option', { value: one, selected: one === rate }, one),
  )
  const profile = el('select', {}, ...profiles)
  profile.addEventListener('change', () => say(post('rates', { profile: profile.value })))
  return el(
    'section',
    { id: 'manage-app' },
    el('h3', {}, 'The app'),
    el('div', { class: 'row' }, el('span', {}, `Its token is ${token}.`), install),
    el('div', { class: 'row' }, el('label', {}, 'Rate limits ', profile)),
    status,
  )
}
