/** What somebody's message says, in plain words. Slack writes it, and apps through Slack: any shape may come. */

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : [])
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const joined = (parts: readonly string[], between = '\n'): string =>
  parts.filter((part) => part.trim() !== '').join(between)

/** In Slack's markup: its text, or what its blocks say where it has none; what is attached, and the names of files. */
export function writtenIn(message: Json): string {
  const text = textOf(message.text)
  const files = listOf(message.files).map(({ title, name }) => asMarkup(textOf(title) || textOf(name)))
  const named = joined(files, ', ')
  return joined([
    text.trim() === '' ? ofBlocks(message.blocks) : text,
    ...listOf(message.attachments).map(ofAttachment),
    named === '' ? '' : `Files: ${named}`,
  ])
}

/** The ids of people whom it names. */
export function mentionedIn(written: string): string[] {
  return [...new Set([...written.matchAll(/<@([UW][A-Z0-9]+)/g)].map(([, id]) => id as string))]
}

/** The same without markup: names for mentions, and for a link its words with its address. */
export function readable(written: string, names: ReadonlyMap<string, string>): string {
  return written
    .replace(/<([^<>]*)>/g, (_, inside: string) => tokenWords(inside, names))
    .replace(/&(lt|gt|amp);/g, (_, sign: 'lt' | 'gt' | 'amp') => ({ lt: '<', gt: '>', amp: '&' })[sign])
}

function tokenWords(inside: string, names: ReadonlyMap<string, string>): string {
  const bar = inside.indexOf('|')
  const target = bar < 0 ? inside : inside.slice(0, bar)
  const label = bar < 0 ? '' : inside.slice(bar + 1).trim()
  if (target.startsWith('@')) return `@${names.get(target.slice(1)) ?? (label || 'somebody')}`
  if (target.startsWith('#')) return label === '' ? 'a channel' : `#${label}`
  if (target.startsWith('!')) return commandWords(target.slice(1), label)
  const bare = target.replace(/^[a-z]+:(\/\/)?/i, '')
  if (/^(mailto|tel):/i.test(target)) return label === '' || label === bare ? bare : `${label} (${bare})`
  return label === '' || label === bare || label === target ? target : `${label} (${target})`
}

/** `here`, `subteam^S1` and `date^…`, which has words for who cannot show it. */
function commandWords(target: string, label: string): string {
  const [kind = ''] = target.split('^')
  if (kind === 'date') return label
  if (kind === 'subteam') return `@${label.replace(/^@/, '') || 'a group'}`
  return `@${kind}`
}

function asMarkup(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

/** What is attached by an app; a preview of a link says nothing of its own. */
function ofAttachment(attachment: Json): string {
  if (attachment.from_url !== undefined) return ''
  const fields = listOf(attachment.fields).map(({ title, value }) =>
    joined([textOf(title), textOf(value)], ': '),
  )
  const { pretext, title, text, blocks } = attachment
  const parts = [...[pretext, title, text].map(textOf), ...fields, ofBlocks(blocks)]
  return joined(parts) || textOf(attachment.fallback)
}

function ofBlocks(blocks: unknown): string {
  return joined(listOf(blocks).map(ofBlock))
}

function ofBlock(block: Json): string {
  switch (block.type) {
    case 'rich_text':
      return joined(listOf(block.elements).map(ofRichPart))
    case 'markdown':
      return asMarkup(textOf(block.text))
    case 'image':
      return joined([ofText(block.title), asMarkup(textOf(block.alt_text))])
    default:
      return joined([ofText(block.text), ...[...listOf(block.fields), ...listOf(block.elements)].map(ofText)])
  }
}

/** A text object; what is an element and no text says nothing. */
function ofText(value: unknown): string {
  if (!isObject(value)) return ''
  if (value.type === 'mrkdwn') return textOf(value.text)
  return value.type === 'plain_text' ? asMarkup(textOf(value.text)) : ''
}

function ofRichPart(part: Json): string {
  if (part.type !== 'rich_text_list') return listOf(part.elements).map(ofInline).join('')
  return joined(listOf(part.elements).map((item) => `- ${listOf(item.elements).map(ofInline).join('')}`))
}

function ofInline(element: Json): string {
  switch (element.type) {
    case 'text':
      return asMarkup(textOf(element.text))
    case 'user':
      return `<@${textOf(element.user_id)}>`
    case 'channel':
      return `<#${textOf(element.channel_id)}>`
    case 'usergroup':
      return `<!subteam^${textOf(element.usergroup_id)}>`
    case 'broadcast':
      return `<!${textOf(element.range)}>`
    case 'link':
      return `<${asMarkup(textOf(element.url))}|${asMarkup(textOf(element.text))}>`
    case 'emoji':
      return `:${textOf(element.name)}:`
    case 'date':
      return asMarkup(textOf(element.fallback))
    default:
      return ''
  }
}
