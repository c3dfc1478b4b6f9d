import { refuse } from '../rules/refusal.ts'
import { edits } from '../rules/settings.ts'
import { allWords, type Word } from './command-words.ts'

/** Words that people type after `/policy` for one of ours, and words that are not there yet. */

const synonyms: Record<string, Word> = {
  acknowledge: 'ack',
  acknowledgment: 'ack',
  approve: 'endorse',
  change: 'edit',
  'go live': 'golive',
  'go-live': 'golive',
  'hand over': 'handover',
  'hand-over': 'handover',
  transfer: 'handover',
  waiver: 'waive',
}

/** What is done instead until then. */
const planned: Record<string, string> = {
  evidence: 'Use "/policy show" to see what is recorded of a policy.',
  forecast: 'Use "/policy due" to see what is to come.',
}

/** One of ours, typed as it is or as people say it, also in two words. */
export function knownWord(typed: string): Word | undefined {
  const lower = typed.toLowerCase()
  const same = allWords.find((word) => word === lower)
  return same ?? (Object.hasOwn(synonyms, lower) ? synonyms[lower] : undefined)
}

export function refusePlanned(typed: string): void {
  const word = typed.toLowerCase()
  const instead = Object.hasOwn(planned, word) ? planned[word] : undefined
  if (instead !== undefined) refuse('not_yet', { word, instead })
}

const mostEdits = 2

/** What was meant by a slip of the keys; null where it is further away, as a wrong guess helps nobody. */
export function nearWord(typed: string): Word | null {
  const lower = typed.toLowerCase().slice(0, 40)
  const near = [...allWords, ...Object.keys(synonyms)]
    .map((word) => ({ word, distance: edits(lower, word) }))
    .filter(({ word, distance }) => distance <= mostEdits && distance < word.length / 2)
    .sort((a, b) => a.distance - b.distance)[0]
  return near ? (knownWord(near.word) ?? null) : null
}
