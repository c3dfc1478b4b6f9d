import { act, troubleIn } from './act.js'
import { drawBlocks } from './draw.js'
import { el } from './el.js'
import { fieldsOf, forgetFields } from './fields.js'
import { focusFirst, noteFocus } from './focus.js'
import { surfaceFor } from './surface.js'
import { decode } from './text.js'
import { byId, get, personOf, world, zoneOfMe } from './world.js'

/** App Home, and the modals of the chosen person: the top one is shown. */

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
  const open = [home, ...modals].map((view) => `${me} ${view?.id}`)
  forgetFields((surface) => surface.startsWith(`${me} V`) && !open.includes(surface))
  const before = byId('modal')
  const isSame = top !== undefined && before?.dataset.view === top.id
  const wrong = top && JSON.stringify(top.errors)
  const isNewlyWrong = wrong !== (isSame ? before.dataset.errors : '{}')
  const restore = noteFocus(isSame ? before : null)
  const scrolled = before?.querySelector('.modal-body').scrollTop
  // Closing gives the focus back to where it was.
  before?.close()
  before?.remove()
  if (!top) return
  const dialog = showModal(top, modals.length)
  if (isSame) dialog.querySelector('.modal-body').scrollTop = scrolled
  if (!restore(dialog) || isNewlyWrong) focusBegin(dialog)
}

let homeShown = []

function drawHome(home) {
  const { me, people, channels } = world
  const state = [me, people, channels, JSON.stringify({ ...home, state: undefined })]
  if (state.every((one, at) => one === homeShown[at])) return
  homeShown = state
  const place = byId('home')
  const restore = noteFocus(place)
  const had = place.contains(document.activeElement)
  const none = el('p', { class: 'empty' }, 'The app has not shown anything here yet.')
  place.replaceChildren(...(home ? drawBlocks(home.blocks, surfaceOf(home)) : [none]))
  if (!restore(place) && had) place.focus()
}

function surfaceOf(view) {
  const fields = fieldsOf(`${world.me} ${view.id}`, view)
  return surfaceFor(zoneOfMe(), {
    act: personOf(world.me)?.deleted
      ? undefined
      : (deed) => act({ ...deed, view: view.id, values: fields.all() }),
    fields,
    errors: view.errors,
  })
}

function showModal(view, depth) {
  const surface = surfaceOf(view)
  const dialog = el('dialog', {
    id: 'modal',
    'data-view': view.id,
    'data-errors': JSON.stringify(view.errors),
    'aria-labelledby': 'modal-title',
  })
  const close = el(
    'button',
    { type: 'button', 'data-control': 'close' },
    view.close ? decode(view.close.text) : 'Close',
  )
  close.addEventListener('click', () => act({ do: 'close', view: view.id }))
  const look = { type: 'submit', class: 'primary', 'data-control': 'submit', disabled: view.submit_disabled }
  const submit = view.submit ? el('button', look, decode(view.submit.text)) : undefined
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
    if (submit && !submit.disabled) void send(view, surface.fields, submit, status)
  })
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault()
    close.click()
  })
  dialog.append(form)
  document.body.append(dialog)
  dialog.showModal()
  return dialog
}

/** What is wrong comes first, then what the app wants to be first, then the first field. */
function focusBegin(dialog) {
  const wrong = dialog.querySelector('.invalid')
  const first = dialog.querySelector('[autofocus]') ?? dialog.querySelector('input, textarea, select')
  if (wrong) focusFirst(wrong)
  else if (first) focusFirst(first)
}

async function send(view, fields, submit, status) {
  submit.disabled = true
  submit.textContent = 'Sending…'
  const { values, files } = await fields.sent()
  const done = await act({ do: 'submit', view: view.id, values, files })
  const dialog = byId('modal')
  if (!dialog?.contains(submit)) return
  submit.disabled = false
  submit.textContent = decode(view.submit.text)
  const isSaidBelow = dialog.querySelector('.invalid') !== null
  status.textContent = isSaidBelow ? '' : troubleIn(done)
  if (isSaidBelow) focusBegin(dialog)
}
