import type { types } from '@slack/bolt'
import type { About } from '../../rules/message-facts.ts'
import { shorten } from '../../words.ts'
import { limits } from './limits.ts'
import { clean, policyAddress } from './mrkdwn.ts'
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
}

/** The buttons of an item, named for who hears them instead of seeing what they stand under. */
export function actions(
  id: string,
  about: Pick<About, 'code' | 'title'>,
  presses: readonly Press[],
  { isOnly }: Setting,
): types.ActionsBlock[] {
  if (presses.length === 0) return []
  const elements = presses.map(({ action, words, value, url, isMain }): types.Button => {
    const text = shorten(clean(words), limits.buttonText)
    return {
      type: 'button',
      action_id: action,
      text: { type: 'plain_text', text, emoji: false },
      value,
      ...(url ? { url } : {}),
      ...(isMain && isOnly ? { style: 'primary' as const } : {}),
      ...(isOnly ? {} : { accessibility_label: labelOf(text, about) }),
    }
  })
  return [{ type: 'actions', block_id: shorten(id, limits.id), elements }]
}

/** The code before the title: long titles that begin alike can still be told apart. */
function labelOf(words: string, { code, title }: Pick<About, 'code' | 'title'>): string {
  const line = (text: string) => clean(text).replace(/\s+/g, ' ').trim()
  return shorten(`${words}: ${line(code)} ${line(title)}`.trim(), limits.buttonLabel)
}

/** Reading a version: on the portal where one is set, else in a window. */
export function readPress(version: string, code: string, setting: Setting, words = 'Read'): Press {
  return { action: 'read', words, value: version, url: policyAddress(setting.portalUrl, code) }
}

export function acknowledgePress(version: string): Press {
  return { action: 'acknowledge', words: 'Acknowledge', value: version, isMain: true }
}

export function openPress(policy: string): Press {
  return { action: 'show', words: 'Open', value: policy }
}
