import { refuse } from '../rules/refusal.ts'
import { nearest } from '../rules/settings.ts'
import { type Token, tokensOf } from './command-tokens.ts'
import {
  allWords,
  type BareWord,
  type CodeWord,
  type FilterWord,
  refuseUse,
  type Takes,
  type Word,
  words,
} from './command-words.ts'
import { type Page, readFilter } from './filter.ts'

/** What a person asks for by `/policy …`. */
export type Request =
  | { word: BareWord }
  | { word: 'help'; about: Word | null }
  | ({ word: FilterWord } & Page)
  | { word: CodeWord; code: string | null }

/** More than anyone types. What was understood of it may be longer once it is written out on a button. */
const longest = 500

/** The text after `/policy` as Slack sends it. Refused with how it is written and an example. */
export function parseCommand(text: string, most = longest): Request {
  const [first, ...rest] = tokensOf(text, most)
  if (first === undefined) return { word: 'help', about: null }
  const word = wordOf(first)
  const takes: Takes = words[word].takes
  if (takes === 'a filter') return { word: word as FilterWord, ...readFilter(word as FilterWord, rest) }
  if (takes === 'a code') return { word: word as CodeWord, code: codeOf(rest, word) }
  if (takes === 'a word')
    return { word: 'help', about: rest[0] === undefined ? null : wordOf(only(rest, word)) }
  if (rest[0] !== undefined) refuseUse(word, `"${word}" takes nothing after it`)
  return { word: word as BareWord }
}

function only(rest: readonly Token[], word: Word): Token {
  if (rest.length > 1) refuseUse(word, `"${word}" takes one word after it`)
  return rest[0] as Token
}

function wordOf(token: Token): Word {
  const typed = token.text.toLowerCase()
  const known = allWords.find((word) => word === typed)
  if (known && (token.is === 'word' || token.is === 'quoted')) return known
  const near = nearestWord(typed.slice(0, 40))
  const example = `/policy ${words[near].example}`
  return refuse('unknown_word', { word: token.text || `a ${token.is}`, nearest: near, example })
}

/** What one of them begins with is nearer than any count of letters. */
function nearestWord(typed: string): Word {
  const begun =
    typed.length < 2 ? [] : allWords.filter((word) => typed.startsWith(word) || word.startsWith(typed))
  return (begun.length === 1 ? begun[0] : nearest(typed, allWords)) as Word
}

/** Quoted or not; codes may have spaces in them. */
function codeOf(tokens: readonly Token[], word: Word): string | null {
  for (const { is } of tokens)
    if (is !== 'word' && is !== 'quoted') refuseUse(word, `"${word}" takes a policy's code, but a ${is} came`)
  return (
    tokens
      .map(({ text }) => text)
      .join(' ')
      .trim() || null
  )
}
