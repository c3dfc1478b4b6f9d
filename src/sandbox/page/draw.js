import { el } from './el.js'
import { drawElement, drawInput } from './elements.js'
import { decode } from './text.js'
import { drawMarkdown, drawMrkdwn, picture, richPart, textObject, unknown } from './words.js'

/**
 * Blocks as Slack draws them. `surface` knows names and the reader's zone, and takes what the reader does:
 * `act({do, actionId, blockId, value})`; `fields` keeps what was typed, `errors` says what is wrong with it.
 */

export function drawMessage({ text, blocks }, surface) {
  if (!blocks) return [el('div', { class: 'text' }, ...drawMrkdwn(text, surface))]
  return drawBlocks(blocks, surface)
}

export function drawBlocks(blocks, surface) {
  return blocks.map((block) => {
    const draw = Object.hasOwn(BLOCKS, block.type) ? BLOCKS[block.type] : unknown
    return draw(block, surface)
  })
}

const BLOCKS = {
  header: ({ text }) => el('div', { class: 'block' }, el('h3', {}, decode(text.text))),
  divider: () => el('hr', { class: 'divider' }),
  section,
  context: ({ elements }, surface) =>
    el('div', { class: 'block context' }, ...elements.map((element) => contextElement(element, surface))),
  actions: (block, surface) =>
    el(
      'div',
      { class: 'block actions' },
      ...block.elements.map((element) => drawElement(element, block, surface)),
    ),
  image: (block) => el('div', { class: 'block' }, picture(block, 'picture')),
  rich_text: ({ elements }, surface) =>
    el('div', { class: 'block text' }, ...elements.map((part) => richPart(part, surface))),
  markdown: ({ text }, surface) => el('div', { class: 'block text' }, ...drawMarkdown(text, surface)),
  input: drawInput,
}

function section(block, surface) {
  const { text, fields, accessory } = block
  const words = el('div', {})
  if (text) words.append(textObject(text, surface))
  if (fields)
    words.append(el('div', { class: 'fields' }, ...fields.map((field) => textObject(field, surface))))
  return el(
    'div',
    { class: 'block section' },
    words,
    accessory ? drawElement(accessory, block, surface) : undefined,
  )
}

function contextElement(element, surface) {
  return element.type === 'image' ? picture(element) : textObject(element, surface)
}
