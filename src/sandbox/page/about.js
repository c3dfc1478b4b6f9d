import { el } from './el.js'
import { byId, world } from './world.js'

/** What the app is, by its manifest. */
export function drawAbout() {
  const { about, commands, shortcuts, scopes, token } = world.state
  const list = (title, rows) =>
    rows.length === 0 ? [] : [el('h3', {}, title), el('ul', {}, ...rows.map((row) => el('li', {}, ...row)))]
  // There is nothing to press in it, and it must scroll by keys.
  byId('about').tabIndex = 0
  byId('about').replaceChildren(
    el('h3', {}, about.name || 'The app'),
    el('p', {}, about.description || 'It says nothing about itself.'),
    el('p', { class: 'hint' }, `Its token is ${token}.`),
    ...list('Commands', commands.map(named('command', 'description'))),
    ...list('Shortcuts', shortcuts.map(named('name', 'description'))),
    ...list(
      'What it may do',
      scopes.map((scope) => [el('code', {}, scope)]),
    ),
  )
}

const named = (name, about) => (one) => [el('strong', {}, one[name]), ` ${one[about]}`]
