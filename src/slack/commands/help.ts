import { partsOf } from '../../../db/register.ts'
import { countAsked, countsHeld } from '../../../db/worklist.ts'
import type { Message } from '../../rules/message-facts.ts'
import { allWords, type Word, words } from '../command-words.ts'
import type { Reader } from '../reader.ts'
import { type Entry, menuMessage, wordMessage } from '../views/menu.ts'

/**
 * What the reader can do here: by what they own, hold and are asked. One word in full where it is named; `unknown`
 * is what they typed that is none.
 */
export async function help(
  reader: Reader,
  about: Word | null,
  unknown: string | null = null,
): Promise<Message> {
  if (about !== null) return wordMessage(entryOf(about))
  return menuMessage(await entriesFor(reader), unknown)
}

export async function entriesFor(reader: Reader): Promise<Entry[]> {
  const offered = await offeredTo(reader)
  return allWords.filter((word) => offered.has(word)).map(entryOf)
}

const entryOf = (word: Word): Entry => ({ word, ...words[word] })

async function offeredTo({ act, who, isManager, isAuditor }: Reader): Promise<Set<Word>> {
  const { trx, workspace, settings } = act
  const parts = await partsOf(trx, workspace, who.id)
  const held = await countsHeld(trx, workspace, { person: who.id })
  const asked = await countAsked(trx, workspace, who.id)
  const isReviewing = parts.has('owner') || parts.has('deputy') || held.has('review')
  const isDeciding = parts.has('approver') || settings.approvers.includes(who.id) || held.has('endorse')
  const by = (isOffered: boolean, ...offered: Word[]) => (isOffered ? offered : [])
  return new Set<Word>([
    'list',
    'show',
    'due',
    'coverage',
    'ack',
    ...by(!isAuditor, 'delegate', 'report'),
    ...by(isManager || isReviewing, 'review', 'submit'),
    ...by(isDeciding, 'endorse'),
    ...by(held.size > 0 || asked > 0, 'snooze'),
    ...by(isManager || parts.has('owner'), 'audience', 'retire'),
    ...by(isManager, 'add', 'settings'),
    ...by(isManager && act.liveAt === null, 'golive'),
  ])
}
