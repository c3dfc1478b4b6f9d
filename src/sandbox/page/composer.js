import { act } from './act.js'
import { el } from './el.js'
import { byId, channelShown } from './world.js'

let commands = []

export function drawCommands(list = []) {
  commands = list
}

/** Where one writes: words go to the place that is shown, a line that begins with / to the app. */
export function composer() {
  const words = byId('words')
  byId('composer').addEventListener('submit', (event) => {
    event.preventDefault()
    void send(words.value)
  })
  words.addEventListener('input', () => {
    grow(words)
    hint(words.value)
  })
  words.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hint('')
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    void send(words.value)
  })
}

async function send(text) {
  if (text.trim() === '') return
  const words = byId('words')
  words.value = ''
  grow(words)
  hint('')
  const channel = channelShown() ?? 'app'
  const done = await act(
    /^\/[a-z]/.test(text) ? { do: 'command', text, channel } : { do: 'say', text, channel },
  )
  if (!done.error) return
  words.value = text
  words.focus()
}

function grow(words) {
  words.rows = Math.min(8, words.value.split('\n').length)
}

/** The commands that fit what was typed so far. */
function hint(typed) {
  const fitting = /^\/\S*$/.test(typed) ? commands.filter(({ command }) => command.startsWith(typed)) : []
  byId('hints').hidden = fitting.length === 0
  byId('hints').replaceChildren(
    ...fitting.map(({ command, description, usage_hint }) => {
      const choice = el(
        'button',
        { type: 'button' },
        el('strong', {}, command),
        ` ${usage_hint ?? ''}`,
        el('small', {}, description ?? ''),
      )
      choice.addEventListener('click', () => {
        byId('words').value = `${command} `
        hint('')
        byId('words').focus()
      })
      return el('li', {}, choice)
    }),
  )
}
