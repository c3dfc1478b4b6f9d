import type { types } from '@slack/bolt'
import type { Message } from '../../rules/message-facts.ts'
import { section } from './blocks.ts'
import { free } from './mrkdwn.ts'

/** One sentence as a message; what people wrote may be quoted in it. */
export function sentence(words: string): Message {
  const phrase = free(words, 2_900)
  return { text: phrase.plain, blocks: [section(phrase)] }
}

/** A message as a small window, where none can be said beside what was pressed. */
export function smallModal({ blocks }: Message): types.ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: 'Perennial' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: blocks as types.KnownBlock[],
  }
}
