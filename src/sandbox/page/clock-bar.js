import { fieldForm, instantOf } from './wall-time.js'
import { byId, cityOf, inWords } from './world.js'

/** The bar that shows and moves the business clock. Returns what takes each new state of it. */
export function clockBar() {
  let state
  let takenAt = 0
  const now = () => Date.parse(state.now) + (state.ticking ? Date.now() - takenAt : 0)

  const show = () => {
    byId('now').textContent = `${longForm(now(), state.timeZone)} ${cityOf(state.timeZone)}`
    byId('now').dateTime = new Date(now()).toISOString()
  }
  setInterval(() => state && show(), 1000)

  for (const button of document.querySelectorAll('[data-advance]')) {
    button.addEventListener('click', () => move({ advance: button.dataset.advance }))
  }
  byId('next-due').addEventListener('click', () => move({ set: state.nextDueAt }))
  byId('clock').addEventListener('submit', (event) => {
    event.preventDefault()
    move({ set: new Date(instantOf(byId('instant').value, state.timeZone)).toISOString() })
  })

  return (taken) => {
    state = taken
    takenAt = Date.now()
    show()
    showMoving(state)
    const nextDue = byId('next-due')
    nextDue.disabled = state.moving || state.nextDueAt === null
    nextDue.title = state.nextDueAt ? longForm(Date.parse(state.nextDueAt), state.timeZone) : 'Nothing is due'
    const field = byId('instant')
    if (document.activeElement !== field) field.value = fieldForm(now(), state.timeZone)
  }
}

function showMoving({ moving }) {
  const status = byId('clock-status')
  if (moving) status.textContent = 'Moving…'
  else if (status.textContent === 'Moving…') status.textContent = lastAnswer
  for (const button of byId('clock').querySelectorAll('button:not(#next-due)')) button.disabled = moving
}

/** What the last move was answered: news of its beginning may come after the answer, and must not wipe it away. */
let lastAnswer = ''

function move(body) {
  lastAnswer = ''
  byId('clock-status').textContent = 'Moving…'
  send(body).catch(() => {
    byId('clock-status').textContent = 'The sandbox does not answer.'
  })
}

async function send(body) {
  const response = await fetch('/__sandbox/clock', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const { error, unsettled } = await response.json()
  const silent = unsettled ? `Not waited for: ${unsettled.join(', ')}.` : ''
  lastAnswer = error ?? silent
  byId('clock-status').textContent = lastAnswer
}

const DAY = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }
const TIME = { hour: '2-digit', minute: '2-digit' }

function longForm(ms, zone) {
  return `${inWords(ms, zone, DAY)}, ${inWords(ms, zone, TIME)}`
}
