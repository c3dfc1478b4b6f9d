import { el } from './el.js'

/** The steps of the tour tick themselves off: each is named after the button it asks for, or after what one does. */
export function watchTour() {
  for (const step of JSON.parse(sessionStorage.getItem('tour') ?? '[]')) tick(step)
  document.addEventListener('click', ({ target }) => {
    const button = target.closest('button')
    if (!button) return
    if (button.closest('#people')) tick('person')
    const words = button.textContent
    for (const { dataset } of steps()) if (words.startsWith(dataset.step)) tick(dataset.step)
  })
  addEventListener('deed', ({ detail }) => {
    if (detail.do === 'command') tick('command')
  })
}

const steps = () => [...document.querySelectorAll('#tour li')]

function tick(name) {
  const step = steps().find(({ dataset }) => dataset.step === name)
  if (!step || step.querySelector('.ticked')) return
  step.append(' ', el('span', { class: 'ticked' }, '✓ done'))
  const done = steps().filter((one) => one.querySelector('.ticked'))
  sessionStorage.setItem('tour', JSON.stringify(done.map(({ dataset }) => dataset.step)))
}
