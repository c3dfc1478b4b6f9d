import { el } from './el.js'
import { drawnEmoji } from './emoji.js'
import { dateText, decode, parse } from './text.js'

/** Words as Slack shows them: mrkdwn, rich text, pictures. `names` knows people, channels and groups, and the reader's zone. */

export function textObject({ type, text }, names) {
  const nodes = type === 'mrkdwn' ? drawMrkdwn(text, names) : [decode(text)]
  return el('div', { class: 'text' }, ...nodes)
}

export function picture({ image_url, slack_file, alt_text, title }, className) {
  const src = image_url ?? slack_file.url ?? `/__sandbox/files/${encodeURIComponent(slack_file.id)}`
  return el('img', { src, alt: alt_text, title: title?.text, class: className, loading: 'lazy' })
}

export function unknown({ type }) {
  return el('div', { class: 'block unknown' }, `Something of the type "${type}" cannot be shown here.`)
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

export function richPart(part, names) {
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
        element.type === 'emoji' ? drawnEmoji(element.name) : String(element.value ?? ''),
      )
  }
}

function styled(node, style = {}) {
  const tags = { bold: 'strong', italic: 'em', strike: 's', code: 'code' }
  return Object.entries(tags).reduce((inner, [name, tag]) => (style[name] ? el(tag, {}, inner) : inner), node)
}

export function drawMrkdwn(text, names) {
  return parse(text).map((node) => drawNode(node, names))
}

/** The small part of Markdown that messages use: headings, lists and double stars become what mrkdwn can say. */
export function drawMarkdown(text, names) {
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
