import { refuse } from '../rules/refusal.ts'

/** What a person typed, in pieces: words, what stands in quotation marks, and Slack's own mentions. */
export type Token =
  | { is: 'word' | 'quoted'; text: string }
  | { is: 'person' | 'channel' | 'group'; id: string; text: string }

/** Characters that are not seen, pasted along with what is. */
const unseen = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\p{Cs}]|[^\P{Cc}\s]/gu

const shapes: { is: Token['is']; shape: RegExp }[] = [
  { is: 'person', shape: /<@([UW][A-Z0-9]{1,30})(?:\|([^<>]*))?>/y },
  { is: 'channel', shape: /<#([CG][A-Z0-9]{1,30})(?:\|([^<>]*))?>/y },
  { is: 'group', shape: /<!subteam\^([A-Z0-9]{1,30})(?:\|([^<>]*))?>/y },
  { is: 'quoted', shape: /["“”„‟«»`]([^"“”„‟«»`]*)["“”„‟«»`]/y },
  { is: 'quoted', shape: /['‘’‚‛]([^'‘’‚‛]*)['‘’‚‛](?!\S)/y },
  { is: 'word', shape: /(tag|component):["“”„‟«»]([^"“”„‟«»]*)["“”„‟«»]/iy },
  { is: 'word', shape: /[^\s<]+|<[^\s<]*/y },
]

/** As Slack sends a command's text: mentions resolved, and `& < >` of what was typed as entities. */
export function tokensOf(text: string, longest: number): Token[] {
  if (text.length > longest)
    refuse('bad_request', {
      expected: `at most ${longest} characters after /policy`,
      came: String(text.length),
    })
  const whole = text.normalize('NFC').replace(unseen, '')
  const tokens: Token[] = []
  let at = 0
  while (at < whole.length) {
    if (/\s/u.test(whole[at] as string)) at += 1
    else {
      const { token, length } = tokenAt(whole, at)
      tokens.push(token)
      at += length
    }
  }
  return tokens
}

function tokenAt(text: string, at: number): { token: Token; length: number } {
  for (const { is, shape } of shapes) {
    shape.lastIndex = at
    const found = shape.exec(text)
    if (!found) continue
    const length = found[0].length
    if (is === 'word') return { token: { is, text: wordOf(found) }, length }
    if (is === 'quoted') return { token: { is, text: plain(found[1] ?? '') }, length }
    return { token: { is, id: found[1] as string, text: plain(found[2] ?? '') }, length }
  }
  // Every character that is no space begins a word.
  throw new Error(`Expected a word at ${at} of a command`)
}

/** A quoted tag or component is one word; other quotation marks in a word are none. */
function wordOf([whole, named, quoted]: RegExpExecArray): string {
  return quoted === undefined ? plain(whole.replace(/["“”„‟«»`]/g, '')) : `${named}:${plain(quoted)}`
}

export const isWord = (token: Token | undefined, word: string): boolean =>
  token?.is === 'word' && token.text.toLowerCase() === word

function plain(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&').replace(/\s+/gu, ' ').trim()
}
