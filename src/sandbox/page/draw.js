import { dateText, decode, parse } from './text.js'

const INERT = 'Shown as Slack would show it'

/** An element with attributes and children; words are always set as text, never as markup. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === undefined) continue
    element.setAttribute(name, value === true ? '' : value)
  }
  element.append(...children.filter((child) => child !== undefined && child !== ''))
  return element
}

/** What a message shows. `names` knows people, channels and groups, and the reader's zone. */
export function drawMessage({ text, blocks }, names) {
  if (!blocks) return [el('div', { class: 'text' }, ...drawMrkdwn(text, names))]
  return blocks.map((block) => {
    const draw = Object.hasOwn(BLOCKS, block.type) ? BLOCKS[block.type] : unknown
    return draw(block, names)
  })
}

const BLOCKS = {
  header: ({ text }) => el('div', { class: 'block' }, el('h3', {}, decode(text.text))),
  divider: () => el('hr', { class: 'divider' }),
  section,
  context: ({ elements }, names) =>
    el('div', { class: 'block context' }, ...elements.map((element) => contextElement(element, names))),
  actions: ({ elements }, names) =>
    el('div', { class: 'block actions' }, ...elements.map((element) => drawElement(element, names))),
  image: (block) => el('div', { class: 'block' }, picture(block, 'picture')),
  rich_text: ({ elements }, names) =>
    el('div', { class: 'block text' }, ...elements.map((part) => richPart(part, names))),
  markdown: ({ text }, names) => el('div', { class: 'block text' }, ...drawMarkdown(text, names)),
}

function unknown({ type }) {
  return el('div', { class: 'block unknown' }, `A block of the type "${type}" cannot be shown here.`)
}

function section({ text, fields, accessory }, names) {
  const words = el('div', {})
  if (text) words.append(textObject(text, names))
  if (fields) words.append(el('div', { class: 'fields' }, ...fields.map((field) => textObject(field, names))))
  return el('div', { class: 'block section' }, words, accessory ? drawElement(accessory, names) : undefined)
}

function textObject({ type, text }, names) {
  const nodes = type === 'mrkdwn' ? drawMrkdwn(text, names) : [decode(text)]
  return el('div', { class: 'text' }, ...nodes)
}

function contextElement(element, names) {
  return element.type === 'image' ? picture(element) : textObject(element, names)
}

function picture({ image_url, alt_text, title }, className) {
  return el('img', { src: image_url, alt: alt_text, title: title?.text, class: className, loading: 'lazy' })
}

const PLACEHOLDERS = {
  static_select: 'Choose an option',
  users_select: 'Choose a person',
  channels_select: 'Choose a channel',
  conversations_select: 'Choose a conversation',
  datepicker: 'Choose a date',
  timepicker: 'Choose a time',
  overflow: '⋯',
}

function drawElement(element, names) {
  if (element.type === 'image') return picture(element, 'picture')
  if (element.type === 'button') {
    const look = ['element', element.style].filter(Boolean).join(' ')
    const label = element.accessibility_label
    return el(
      'button',
      { type: 'button', class: look, disabled: true, title: INERT, 'aria-label': label },
      decode(element.text.text),
    )
  }
  if (element.type === 'checkboxes' || element.type === 'radio_buttons') return choices(element, names)
  const kind = element.type.replace(/^multi_/, '')
  const words = element.initial_option?.text ?? element.placeholder
  const label =
    element.initial_date ?? element.initial_time ?? (words ? decode(words.text) : PLACEHOLDERS[kind])
  const look = kind === 'overflow' ? 'element' : 'element choice'
  return el('button', { type: 'button', class: look, disabled: true, title: INERT }, label ?? 'Choose')
}

function choices({ type, options, initial_option, initial_options = [] }, names) {
  const chosen = [initial_option, ...initial_options].map((option) => option?.value)
  const kind = type === 'checkboxes' ? 'checkbox' : 'radio'
  const rows = options.map(({ text, value }) => {
    const input = el('input', { type: kind, disabled: true, title: INERT, checked: chosen.includes(value) })
    return el('label', {}, input, textObject(text, names))
  })
  return el('div', {}, ...rows)
}

const RICH = {
  rich_text_section: (part, names) => el('div', {}, ...richInline(part.elements, names)),
  rich_text_preformatted: (part, names) => el('pre', {}, ...richInline(part.elements, names)),
  rich_text_quote: (part, names) => el('blockquote', {}, ...richInline(part.elements, names)),
  rich_text_list: (part, names) =>
    el(
      part.style === 'ordered' ? 'ol' : 'ul',
      {},
      ...part.elements.map((item) => el('li', {}, ...richInline(item.elements, names))),
    ),
}

function richPart(part, names) {
  return Object.hasOwn(RICH, part.type) ? RICH[part.type](part, names) : unknown(part)
}

function richInline(elements, names) {
  return elements.map((element) => styled(richNode(element, names), element.style))
}

function richNode(element, names) {
  switch (element.type) {
    case 'text':
      return document.createTextNode(element.text)
    case 'link':
      return drawNode({ type: 'link', url: element.url, label: element.text ?? element.url }, names)
    case 'user':
      return drawNode({ type: 'user', id: element.user_id }, names)
    case 'channel':
      return drawNode({ type: 'channel', id: element.channel_id }, names)
    case 'usergroup':
      return drawNode({ type: 'group', id: element.usergroup_id }, names)
    case 'broadcast':
      return drawNode({ type: 'everybody', name: element.range }, names)
    case 'date':
      return drawNode(
        { type: 'date', ms: element.timestamp * 1000, format: element.format, label: element.fallback },
        names,
      )
    default:
      return document.createTextNode(
        element.type === 'emoji' ? `:${element.name}:` : String(element.value ?? ''),
      )
  }
}

function styled(node, style = {}) {
  const tags = { bold: 'strong', italic: 'em', strike: 's', code: 'code' }
  return Object.entries(tags).reduce((inner, [name, tag]) => (style[name] ? el(tag, {}, inner) : inner), node)
}

function drawMrkdwn(text, names) {
  return parse(text).map((node) => drawNode(node, names))
}

/** The small part of Markdown that messages use: headings, lists and double stars become what mrkdwn can say. */
function drawMarkdown(text, names) {
  const mrkdwn = text
    .replaceAll(/^#{1,6} +(.+)$/gm, '*$1*')
    .replaceAll(/^( *)[-*] +/gm, '$1• ')
    .replaceAll(/\*\*(.+?)\*\*/g, '*$1*')
    .replaceAll(/\[([^\]\n|<>]+)\]\((https?:\/\/[^\s)|<>]+)\)/g, '<$2|$1>')
  return drawMrkdwn(mrkdwn, names)
}

const TAGS = { bold: 'strong', italic: 'em', strike: 's', code: 'code', pre: 'pre', quote: 'blockquote' }

function drawNode(node, names) {
  if (TAGS[node.type]) return el(TAGS[node.type], {}, ...node.nodes.map((inner) => drawNode(inner, names)))
  switch (node.type) {
    case 'user':
      return el('span', { class: 'mention' }, `@${names.person(node.id) ?? node.label ?? node.id}`)
    case 'channel':
      return el('span', { class: 'mention' }, `#${names.channel(node.id) ?? node.label ?? node.id}`)
    case 'group':
      return el('span', { class: 'mention everybody' }, `@${names.group(node.id) ?? node.label ?? node.id}`)
    case 'everybody':
      return el('span', { class: 'mention everybody' }, `@${node.name}`)
    case 'date':
      return el(
        'time',
        { datetime: new Date(node.ms).toISOString(), title: node.label },
        dateText(node, names.zone),
      )
    case 'link':
      return link(node)
    default:
      return document.createTextNode(node.text)
  }
}

/** Only web and mail addresses become links, whatever a message says. */
function link({ url, label }) {
  if (!/^(https?:\/\/|mailto:)/.test(url)) return document.createTextNode(label)
  return el('a', { href: url, rel: 'noreferrer noopener', target: '_blank' }, label)
}
