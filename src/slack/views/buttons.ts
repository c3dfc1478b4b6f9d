import type { types } from '@slack/bolt'
import type { About } from '../../rules/message-facts.ts'
import { shorten } from '../../words.ts'
import { type Block, section } from './blocks.ts'
import { limits } from './limits.ts'
import { clean, type Phrase, policyAddress } from './mrkdwn.ts'
import type { Setting } from './piece.ts'

/** What can be done about an item. The value is looked up and judged again at the press: it proves nothing. */
export type Press = {
  action: string
  words: string
  value: string
  /** Opened beside the press, where a page shows it. */
  url?: string | null
  /** The one thing to do: drawn so where the message asks for one thing alone. */
  isMain?: boolean
  /** What cannot be taken back. */
  isDanger?: boolean
}

/** The buttons of an item, named for who hears them instead of seeing what they stand under. */
export function actions(
  id: string,
  about: Pick<About, 'code' | 'title'>,
  presses: readonly Press[],
  { isOnly }: Pick<Setting, 'isOnly'>,
): types.ActionsBlock[] {
  if (presses.length === 0) return []
  const elements = presses.map((press) => buttonOf(press, about, isOnly))
  return [{ type: 'actions', block_id: shorten(id, limits.id), elements }]
}

function buttonOf(
  { action, words, value, url, isMain, isDanger }: Press,
  about: Pick<About, 'code' | 'title'>,
  isOnly: boolean,
): types.Button {
  const text = shorten(clean(words), limits.buttonText)
  return {
    type: 'button',
    action_id: action,
    text: { type: 'plain_text', text, emoji: false },
    value,
    ...(url ? { url } : {}),
    ...(isMain && isOnly ? { style: 'primary' as const } : {}),
    ...(isDanger ? { style: 'danger' as const } : {}),
    ...(isOnly ? {} : { accessibility_label: labelOf(text, about) }),
  }
}

/** One line of a list with the one thing to do about it. */
export function beside(line: Phrase, press: Press, about: Pick<About, 'code' | 'title'>): Block {
  return { ...section(line), accessory: buttonOf(press, about, false) } as types.SectionBlock
}

/**
 * A text with a menu beside it, for what is done now and then. Slack takes five in one: what follows comes back, to be
 * drawn as buttons. Each entry is a press like any other; see the envelope.
 */
export function withMenu(
  line: Phrase,
  id: string,
  presses: readonly Press[],
): { block: Block; left: Press[] } {
  const inMenu = presses.slice(0, limits.menuOptions)
  const left = presses.slice(limits.menuOptions)
  if (inMenu.length === 0) return { block: section(line), left }
  const accessory: types.Overflow = {
    type: 'overflow',
    action_id: 'more',
    options: inMenu.map(({ action, words, value }) => ({
      text: { type: 'plain_text', text: shorten(clean(words), limits.buttonText), emoji: false },
      value: `${action} ${value}`,
    })),
  }
  const block = { ...section(line), block_id: shorten(id, limits.id), accessory } as types.SectionBlock
  return { block, left }
}

/** The code before the title: long titles that begin alike can still be told apart. */
function labelOf(words: string, { code, title }: Pick<About, 'code' | 'title'>): string {
  const line = (text: string) => clean(text).replace(/\s+/g, ' ').trim()
  return shorten(`${words}: ${[line(code), line(title)].filter(Boolean).join(' ')}`, limits.buttonLabel)
}

/** Reading a version: on the portal where one is set, else in a window. */
export function readPress(version: string, code: string, setting: Setting, words = 'Read'): Press {
  const url = policyAddress(setting.portalUrl, code)
  return { action: url === null ? 'read' : 'read_portal', words, value: version, url }
}

export function acknowledgePress(version: string): Press {
  return { action: 'acknowledge', words: 'Acknowledge', value: version, isMain: true }
}

export function excusePress(version: string): Press {
  return { action: 'excuse', words: 'Excuse…', value: version }
}

export function openPress(policy: string): Press {
  return { action: 'show', words: 'Open', value: policy }
}

/** The same from a list of them. */
export function showPress(policy: string): Press {
  return { action: 'show', words: 'Show', value: policy }
}
