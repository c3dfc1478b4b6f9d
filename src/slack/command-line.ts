import { type Token, tokensOf } from './command-tokens.ts'
import {
  type BareWord,
  type CodeWord,
  type FilterWord,
  refuseUse,
  type Takes,
  type TextWord,
  type Word,
  words,
} from './command-words.ts'
import { type Page, readFilter } from './filter.ts'
import { knownWord, nearWord, refusePlanned } from './other-words.ts'

/** `whole` may be a policy's code or title; `meant` is what was typed with the word that is nearest. */
export type Unknown = {
  word: 'unknown'
  typed: string
  whole: string | null
  meant: { word: Word; text: string } | null
}

/** What a person asks for by `/policy …`. */
export type Request =
  | { word: BareWord }
  | { word: 'help'; about: Word | null }
  | ({ word: FilterWord } & Page)
  | { word: CodeWord; code: string | null; person?: string }
  | { word: TextWord; text: string }
  | Unknown

/** More than anyone types. What was understood of it may be longer once it is written out on a button. */
const longest = 500

/** The text after `/policy` as Slack sends it. Refused with how it is written and an example. */
export function parseCommand(text: string, most = longest): Request {
  const tokens = tokensOf(text, most)
  if (tokens.length === 0) return { word: 'help', about: null }
  const found = leadingWord(tokens)
  if (!found) return unknown(tokens, text)
  const { word, rest } = found
  const takes: Takes = words[word].takes
  if (takes === 'a filter') return { word: word as FilterWord, ...readFilter(word as FilterWord, rest) }
  const [only] = rest
  if (word === 'handover' && rest.length === 1 && only?.is === 'person')
    return { word, code: null, person: only.id }
  if (takes === 'a code') return { word: word as CodeWord, code: codeOf(rest, word) }
  if (takes === 'a text') return { word: word as TextWord, text: rest.map(asSaid).join(' ') }
  if (takes === 'a word') return helpOn(rest, text)
  if (rest[0] !== undefined) refuseUse(word, `"${word}" takes nothing after it`)
  return { word: word as BareWord }
}

/** Of two words where they are one of ours together. */
function leadingWord(tokens: readonly Token[]): { word: Word; rest: readonly Token[] } | null {
  for (const count of [2, 1]) {
    const leading = tokens.slice(0, count)
    const word = leading.every(isText) && knownWord(leading.map(({ text }) => text).join(' '))
    if (word) return { word, rest: tokens.slice(count) }
  }
  return null
}

/** A token as one reads it: mentions by their names. */
function asSaid({ is, text }: Token): string {
  if (is === 'person' || is === 'group') return `@${text}`
  if (is === 'channel') return `#${text}`
  return is === 'quoted' ? `"${text}"` : text
}

const isText = ({ is }: Token) => is === 'word' || is === 'quoted'

function helpOn(rest: readonly Token[], text: string): Request {
  if (rest.length === 0) return { word: 'help', about: null }
  const found = leadingWord(rest)
  if (!found) return unknown(rest, text.trim().replace(/^\S+\s+/u, ''))
  if (found.rest.length > 0) refuseUse('help', '"help" takes one word after it')
  return { word: 'help', about: found.word }
}

/** A word that is planned is refused as such. */
function unknown(tokens: readonly Token[], text: string): Unknown {
  const [first] = tokens as [Token]
  if (isText(first)) refusePlanned(first.text)
  const near = first.is === 'word' ? nearWord(first.text) : null
  return {
    word: 'unknown',
    typed: first.text || `a ${first.is}`,
    whole: tokens.every(isText) ? tokens.map((token) => token.text).join(' ') : null,
    meant: near && { word: near, text: text.trim().replace(/^\S+/u, near) },
  }
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
