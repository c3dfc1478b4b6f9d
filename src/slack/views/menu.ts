import type { Message } from '../../rules/message-facts.ts'
import { section } from './blocks.ts'
import { beside } from './buttons.ts'
import { bold, mrkdwn, type Phrase, stacked } from './mrkdwn.ts'

/** What can be typed after `/policy`, each with a button that does it. */
export type Entry = { word: string; button: string; says: string; usage: string; example: string }

export function menuMessage(entries: readonly Entry[]): Message {
  const first = mrkdwn`What you can do here: type it after /policy, or press.`
  const lines = entries.map(lineOf)
  return {
    text: stacked(first, ...lines).plain,
    blocks: [
      section(first),
      ...entries.map((entry, index) => beside(lines[index] as Phrase, press(entry), about(entry))),
    ],
  }
}

function lineOf({ word, says, example }: Entry): Phrase {
  return mrkdwn`${bold(mrkdwn`/policy ${word}`)} · ${says} · for example: /policy ${example}`
}

/** One word in full. */
export function wordMessage(entry: Entry): Message {
  const lines = stacked(
    mrkdwn`${bold(mrkdwn`/policy ${entry.word}`)} · ${entry.says}`,
    mrkdwn`It is written: /policy ${entry.usage}`,
    mrkdwn`For example: /policy ${entry.example}`,
  )
  return { text: lines.plain, blocks: [beside(lines, press(entry), about(entry))] }
}

const press = ({ word, button }: Entry) => ({ action: `menu:${word}`, words: button, value: word })

const about = ({ says }: Entry) => ({ code: '', title: says })
