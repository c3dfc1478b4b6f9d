import { act, filesOf } from './act.js'
import { el } from './el.js'
import { sizeOf } from './file-card.js'
import { drawMenu } from './menu.js'
import { byId, channelShown } from './world.js'

let commands = []

export function drawCommands(list = []) {
  commands = list
}

/** What goes with the next words: files, and the thread they answer in. */
let files = []
let thread

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
  byId('attach').addEventListener('change', () => {
    attach(byId('attach').files)
    byId('attach').value = ''
  })
  takeDrops(document.querySelector('main'))
  words.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hint('')
    if (event.key === 'Tab' && !event.shiftKey && complete(words.value)) event.preventDefault()
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    void send(words.value)
  })
}

async function send(text) {
  if (text.trim() === '' && files.length === 0) return
  const words = byId('words')
  const kept = { files, thread }
  words.value = ''
  grow(words)
  hint('')
  const channel = channelShown() ?? 'app'
  files = []
  thread = undefined
  showExtras()
  const done = await act(
    /^\/[a-z]/.test(text) && kept.files.length === 0
      ? { do: 'command', text, channel }
      : { do: 'say', text, channel, thread_ts: kept.thread, files: await filesOf(kept.files) },
  )
  if (!done.error) return
  ;({ files, thread } = kept)
  showExtras()
  words.value = text
  words.focus()
}

/** The next words answer in the thread of that message. */
export function replyTo(ts) {
  thread = ts
  showExtras()
  byId('words').focus()
}

/** Elsewhere there is no thread to answer in, and what was to go along stays behind. */
export function forgetExtras() {
  files = []
  thread = undefined
  showExtras()
}

function attach(list) {
  files = [...files, ...list]
  showExtras()
  byId('words').focus()
}

function takeDrops(place) {
  place.addEventListener('dragover', (event) => event.preventDefault())
  place.addEventListener('drop', (event) => {
    event.preventDefault()
    const isOpen = !byId('composer').hidden && !byId('words').disabled
    if (isOpen && event.dataTransfer.files.length > 0) attach(event.dataTransfer.files)
  })
}

function showExtras() {
  const chips = files.map((file) =>
    chip(`${file.name} (${sizeOf(file.size)})`, () => {
      files = files.filter((one) => one !== file)
    }),
  )
  if (thread !== undefined)
    chips.unshift(
      chip('Reply in thread', () => {
        thread = undefined
      }),
    )
  byId('extras').hidden = chips.length === 0
  byId('extras').replaceChildren(...chips)
}

function chip(words, takeBack) {
  const off = el('button', { type: 'button', 'aria-label': `Take back: ${words}` }, '×')
  off.addEventListener('click', () => {
    takeBack()
    showExtras()
    byId('words').focus()
  })
  return el('li', {}, words, off)
}

/** The app's shortcuts that can be had anywhere. */
export function drawShortcuts(list = []) {
  const anywhere = list.filter(({ type }) => type === 'global')
  const state = JSON.stringify(anywhere)
  if (byId('shortcuts').dataset.shown === state) return
  byId('shortcuts').dataset.shown = state
  const items = anywhere.map(({ name, description, callback_id }) => ({
    words: name,
    about: description,
    go: () => act({ do: 'shortcut', callbackId: callback_id }),
  }))
  const menu = drawMenu({ label: 'Shortcuts of the app', mark: '⚡', look: 'upward' }, items)
  byId('shortcuts').replaceChildren(...[menu].filter(Boolean))
}

function grow(words) {
  words.rows = Math.min(8, words.value.split('\n').length)
}

/** The first command that fits, whole; false where none does, or it stands there already. */
function complete(typed) {
  const first = byId('hints').querySelector('button')
  if (byId('hints').hidden || commands.some(({ command }) => command === typed)) return false
  first.click()
  return true
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
