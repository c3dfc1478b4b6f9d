import type { Message } from '../../rules/message-facts.ts'
import { section } from './blocks.ts'
import { beside } from './buttons.ts'
import { bold, free, mrkdwn, type Phrase, stacked } from './mrkdwn.ts'

/** What can be typed after `/policy`, each with a button that does it. */
export type Entry = { word: string; button: string; says: string; usage: string; example: string }

export function menuMessage(entries: readonly Entry[], unknown: string | null): Message {
  return menuAfter(unknown === null ? null : mrkdwn`"/policy ${free(unknown, 60)}" is not known.`, entries)
}

/** In answer to what somebody wrote in their own words. */
export function menuInWords(entries: readonly Entry[], unknown: string | null): Message {
  const asked = mrkdwn`Ask such as "what is due in March", "what do I owe" or "who owns access control".`
  const said =
    unknown === null ? asked : mrkdwn`I do not know what to answer to "${free(unknown, 150)}". ${asked}`
  return menuAfter(said, entries)
}

function menuAfter(said: Phrase | null, entries: readonly Entry[]): Message {
  const all = mrkdwn`What you can do here: type it after /policy, or press.`
  const first = said === null ? all : mrkdwn`${said} ${all}`
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

/** Something near to a word of ours, and a button for what was meant. */
export function nearMessage(
  typed: string,
  meant: Pick<Entry, 'word' | 'button'> & { text: string },
): Message {
  const line = mrkdwn`"/policy ${free(typed, 60)}" is not known. If you meant "/policy ${meant.word}", press here; "/policy help" shows all.`
  const press = { action: `menu:${meant.word}`, words: meant.button, value: meant.text }
  return { text: line.plain, blocks: [beside(line, press, { code: '', title: meant.word })] }
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
