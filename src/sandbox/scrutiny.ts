import { isObject } from './blocks/check.ts'
import { textLength } from './blocks/validate.ts'
import { CHOICES } from './choices.ts'
import type { Content } from './content.ts'
import type { Sandbox } from './context.ts'
import { hasTurnedToApp } from './triggers.ts'
import type { Channel, Message, User } from './workspace.ts'

const LIVE = /<!(channel|here|everyone|subteam\^[A-Z0-9]+)(\|[^>]*)?>/

/** What Slack would take without a word and people would suffer from. */
export function scrutinise(sandbox: Sandbox, channel: Channel, content: Content, live = true): void {
  scrutiniseContent(sandbox, channel, content, live)
  const person = channel.user === undefined ? undefined : sandbox.workspace.users[channel.user]
  if (person) scrutiniseRecipient(sandbox, person)
}

/** Of an answer to somebody's own gesture: whoever made it may be answered. */
export function scrutiniseContent(sandbox: Sandbox, channel: Channel, content: Content, live: boolean): void {
  const { violate } = sandbox.journal
  const place = placeName(channel)
  if (content.blocks && content.text.trim() === '') {
    violate('text_missing', `${place}: blocks without text; a phone's notification would be empty`)
  }
  const mention = liveMention(content, live)
  if (mention) violate('live_mention', `${place}: ${mention}`)
  const length = Math.max(content.text.length, textLength(content.blocks ?? []))
  if (length > CHOICES.readableCharacters) violate('too_long_to_read', `${place}: ${length} characters`)
}

export function scrutiniseRecipient(sandbox: Sandbox, person: User): void {
  const why = unsuitable(sandbox, person)
  if (why) sandbox.journal.violate('dm_to_unsuitable_person', `${person.id} ${person.real_name} is ${why}`)
}

/**
 * The same words in the same place within a minute of business time, whatever their metadata say. Who writes to the app
 * again may be answered the same again.
 */
export function scrutiniseRepetition(sandbox: Sandbox, channel: Channel, message: Message): void {
  const since = wholeMs(message.ts) - CHOICES.repeatWindowMs
  const words = wordsOf(message)
  const earlier = sandbox.workspace.messages[channel.id] ?? []
  for (let index = earlier.length - 1; index >= 0 && wholeMs(earlier[index]!.ts) > since; index -= 1) {
    const other = earlier[index]!
    if (other === message) continue
    if (other.user === channel.user) return
    if (other.user !== message.user) continue
    if (wordsOf(other) === words) {
      sandbox.journal.violate('repeated_content', `${placeName(channel)}: ${other.ts} and ${message.ts}`)
      return
    }
  }
}

/** Without the microseconds, which only keep messages of one instant apart. */
function wholeMs(ts: string): number {
  return Math.floor(Number(ts) * 1000)
}

function wordsOf({ text, blocks, attachments, thread_ts, ephemeralFor }: Message): string {
  const withoutIds = (name: string, value: unknown) =>
    name === 'block_id' || name === 'action_id' ? undefined : value
  return JSON.stringify([text, blocks, attachments, thread_ts, ephemeralFor], withoutIds)
}

function unsuitable(sandbox: Sandbox, person: User): string | undefined {
  if (person.deleted) return 'deactivated'
  if (person.is_bot) return 'a bot'
  if (person.is_stranger) return 'of another organisation'
  if (person.is_restricted && !hasTurnedToApp(sandbox, person.id))
    return 'a guest who never turned to the app'
  return undefined
}

function liveMention(content: Content, live: boolean): string | undefined {
  const inText = live ? LIVE.exec(content.text)?.[0] : undefined
  return inText ?? mentionInBlocks(content.blocks)
}

function mentionInBlocks(value: unknown): string | undefined {
  if (Array.isArray(value)) return firstOf(value, mentionInBlocks)
  if (!isObject(value)) return undefined
  if (value.type === 'broadcast' || value.type === 'usergroup') return `rich text ${value.type}`
  const parsed = value.type === 'mrkdwn' || value.type === 'markdown'
  if (parsed && typeof value.text === 'string') return LIVE.exec(value.text)?.[0]
  return firstOf(Object.values(value), mentionInBlocks)
}

function firstOf<Item, Found>(items: Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}

function placeName(channel: Channel): string {
  return channel.user === undefined ? `#${channel.name}` : `DM ${channel.user}`
}
