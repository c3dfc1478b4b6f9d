import { el } from './el.js'

/**
 * A mark that opens a list of things to do: `items` are `{words, about?, go}`. A choice, Escape, or leaving it closes
 * it. Undefined where there is nothing to do.
 */
export function drawMenu({ label, mark, look = '', control }, items) {
  if (items.length === 0) return undefined
  const opener = el('summary', { 'aria-label': label, title: label }, mark)
  const list = el('ul', {})
  const menu = el('details', { class: `overflow ${look}`.trim(), 'data-control': control }, opener, list)
  const close = () => {
    menu.open = false
    opener.focus()
  }
  for (const { words, about, go } of items) {
    const pressed = el('button', { type: 'button' }, words, about ? el('small', {}, ` ${about}`) : undefined)
    pressed.addEventListener('click', () => {
      close()
      go()
    })
    list.append(el('li', {}, pressed))
  }
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return
    event.preventDefault()
    event.stopPropagation()
    close()
  })
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (!menu.contains(relatedTarget)) menu.open = false
  })
  return menu
}
