import { el } from './el.js'

/** The steps of the tour tick themselves off: each is named after the button it asks for, or after what one does. */
export function watchTour() {
  for (const step of JSON.parse(sessionStorage.getItem('tour') ?? '[]')) tick(step)
  // Before anybody else hears of it: what is pressed may be drawn anew at once.
  document.addEventListener('click', ({ target }) => tickPress(target.closest('button')), true)
  addEventListener('deed', ({ detail }) => {
    if (detail.do === 'command') tick('command')
  })
}

function tickPress(button) {
  if (button?.closest('#people')) tick('person')
  for (const { dataset } of steps()) if (button?.textContent.startsWith(dataset.step)) tick(dataset.step)
}

const steps = () => [...document.querySelectorAll('#tour li')]

function tick(name) {
  const step = steps().find(({ dataset }) => dataset.step === name)
  if (!step || step.querySelector('.ticked')) return
  step.append(' ', el('span', { class: 'ticked' }, '✓ done'))
  const done = steps().filter((one) => one.querySelector('.ticked'))
  sessionStorage.setItem('tour', JSON.stringify(done.map(({ dataset }) => dataset.step)))
}
