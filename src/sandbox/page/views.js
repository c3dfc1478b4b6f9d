import { act, filesOf } from './act.js'
import { drawBlocks } from './draw.js'
import { el } from './el.js'
import { surfaceFor } from './surface.js'
import { decode } from './text.js'
import { byId, get, world, zoneOfMe } from './world.js'

/** App Home, and the modals of the chosen person: the top one is shown. */

/** What was typed, by view, block and action: it outlives the drawing, as long as the field does. */
const typed = new Map()

let shown = ''

export async function showViews() {
  const me = world.me
  const { home, modals = [] } = await get(`views?as=${encodeURIComponent(me)}`)
  if (world.me !== me) return
  drawHome(home)
  const top = modals.at(-1)
  // What is typed changes nothing that is drawn: the fields show it already.
  const state = JSON.stringify([me, modals.map(({ state: _, ...drawn }) => drawn)])
  if (state === shown) return
  shown = state
  for (const id of typed.keys()) if (!modals.some((view) => view.id === id)) typed.delete(id)
  byId('modal')?.remove()
  if (top) showModal(top, modals.length)
}

function drawHome(home) {
  const surface = surfaceFor(zoneOfMe(), { act: (deed) => act({ ...deed, view: home.id }) })
  byId('home').replaceChildren(
    ...(home
      ? drawBlocks(home.blocks, surface)
      : [el('p', { class: 'empty' }, 'The app has not shown anything here yet.')]),
  )
}

function showModal(view, depth) {
  const fields = fieldsOf(view)
  const surface = surfaceFor(zoneOfMe(), {
    act: (deed) => act({ ...deed, view: view.id, values: fields.all() }),
    fields,
    errors: view.errors,
  })
  const dialog = el('dialog', { id: 'modal', 'aria-labelledby': 'modal-title' })
  const close = el('button', { type: 'button' }, view.close ? decode(view.close.text) : 'Close')
  close.addEventListener('click', () => act({ do: 'close', view: view.id }))
  const submit = view.submit
    ? el('button', { type: 'submit', class: 'primary' }, decode(view.submit.text))
    : undefined
  const status = el('p', { class: 'wrong', role: 'alert' }, view.trouble ?? '')
  const form = el(
    'form',
    { novalidate: true },
    el(
      'div',
      { class: 'modal-head' },
      el('h2', { id: 'modal-title' }, decode(view.title.text)),
      depth > 1 ? el('small', {}, `${depth} windows deep`) : undefined,
    ),
    el('div', { class: 'modal-body' }, ...drawBlocks(view.blocks, surface)),
    status,
    el('div', { class: 'buttons' }, close, submit),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (submit) void send(view, fields, submit, status)
  })
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault()
    close.click()
  })
  dialog.append(form)
  document.body.append(dialog)
  dialog.showModal()
  ;(dialog.querySelector('[aria-invalid]') ?? dialog.querySelector('input, textarea, select'))?.focus()
}

async function send(view, fields, submit, status) {
  submit.disabled = true
  submit.textContent = 'Sending…'
  const { values, files } = await fields.sent()
  const done = await act({ do: 'submit', view: view.id, values, files })
  const again = byId('modal')?.contains(submit)
  if (!again) return
  submit.disabled = false
  submit.textContent = decode(view.submit.text)
  status.textContent = byId('answer').textContent
  if (done.errors) shown = ''
}

function fieldsOf(view) {
  if (!typed.has(view.id)) typed.set(view.id, new Map())
  const kept = typed.get(view.id)
  const keyOf = (block, action) => JSON.stringify([block, action])
  const isFiles = (value) => Array.isArray(value) && value.some((one) => one instanceof File)
  const collect = (wanted) => {
    const values = {}
    for (const [key, value] of kept) {
      const [block, action] = JSON.parse(key)
      const isThere = view.blocks.some((one) => one.block_id === block)
      if (isThere && wanted(value)) values[block] = { ...values[block], [action]: value }
    }
    return values
  }
  const all = () => collect((value) => !isFiles(value))
  return {
    get: (block, action) => kept.get(keyOf(block, action)),
    set: (block, action, value) => kept.set(keyOf(block, action), value),
    all,
    async sent() {
      const files = {}
      for (const [block, actions] of Object.entries(collect(isFiles)))
        for (const [action, list] of Object.entries(actions))
          files[block] = { ...files[block], [action]: await filesOf(list) }
      return { values: all(), files }
    },
  }
}
