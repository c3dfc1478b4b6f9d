import type { Posture } from '../rules/terms.ts'
import { isWord, type Token } from './command-tokens.ts'

/** The words by which a list is narrowed to what policies count as; the first of each is how we say it. */
const phrases: Record<Posture, readonly string[]> = {
  'in compliance': ['in compliance', 'compliant'],
  'due in 30 days': ['due in 30 days', 'due within 30 days', 'due soon'],
  overdue: ['overdue'],
  'awaiting endorsement': ['awaiting endorsement'],
  'without owner': ['without owner', 'without an owner', 'no owner'],
  'without text': ['without text', 'without a text', 'no text'],
  'out of cycle': ['out of cycle', 'out-of-cycle'],
  'acknowledgments missing': ['acknowledgments missing', 'missing acknowledgments', 'unacknowledged'],
}

export const postures = Object.keys(phrases) as Posture[]

const all = postures.flatMap((posture) =>
  phrases[posture].map((phrase) => ({ posture, words: phrase.split(' ') })),
)

/** What stands there as plain words, from a place on, and how many they are; null where it is nothing of these. */
export function readPosture(
  tokens: readonly Token[],
  from: number,
): { posture: Posture; taken: number } | null {
  const found = all.find(({ words }) => words.every((word, index) => isWord(tokens[from + index], word)))
  return found ? { posture: found.posture, taken: found.words.length } : null
}
