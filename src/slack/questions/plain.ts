import { tokensOf } from '../command-tokens.ts'

/** What a person wrote, in the plain form in which questions are recognised. */

const longest = 500

/** Null where it is longer than anybody asks. Mentions of people stay as `<@id>`; quotation marks are gone. */
export function plainOf(text: string): string | null {
  if (text.length > longest) return null
  const said = tokensOf(text, longest).map((token) => {
    if (token.is === 'person') return `<@${token.id}>`
    return token.is === 'channel' ? `#${token.text}` : token.text
  })
  const lower = said
    .join(' ')
    .toLowerCase()
    .replace(/[’‘‛´`]/g, "'")
    .replace(/\s+/g, ' ')
  return withoutManners(spelledOut(lower.replace(/[\s?!.,;:…]+$/u, '').trim()))
}

/** Longest first: what is spelled out is not looked at again. */
const contractions: [RegExp, string][] = [
  [/\b(what|who|when|where|how)'?s\b/g, '$1 is'],
  [/\b(what|who)'?re\b/g, '$1 are'],
  [/\bi'?m\b/g, 'i am'],
  [/\bi'?ve\b/g, 'i have'],
  [/\b(has|have|had|did|do|does|is|are|was|were)n'?t\b/g, '$1 not'],
  [/\bcan'?t\b/g, 'can not'],
  [/\b(show|give|tell|get|list) me\b/g, '$1'],
]

function spelledOut(text: string): string {
  return contractions.reduce((all, [short, long]) => all.replace(short, long), text)
}

const greeting =
  /^(?:hi|hey|hello|hallo|hiya|morning|good (?:morning|afternoon|evening|day))(?: (?:there|perennial|all|team|bot))?(?:[\s,!.:;-]+|$)/
const lead =
  /^(?:please|pls|perennial|so|and|ok|okay|just|(?:can|could|would|will) you(?: please)?(?: just)?(?: tell| show| say)?(?: me)?|(?:please )?tell me(?! about)|can i (?:see|get|have|know)|may i (?:see|know)|do you know|i (?:want|need|would like|'?d like) to (?:know|see)|i wonder|let me (?:know|see))[\s,:]+/
const tail = /[\s,!.]+(?:please|pls|thanks|thank you|thx|cheers)[\s!.]*$/

/** Without greeting, please and thanks, however many there are. */
function withoutManners(text: string): string {
  const bare = text.replace(greeting, '').replace(lead, '').replace(tail, '').trim()
  return bare === text ? text : withoutManners(bare.replace(/[\s?!.,;:…]+$/u, ''))
}

const manners = /^(?:thanks|thank you|thx|cheers|great|ok|okay|good|bye|test|ping)(?: .{0,20})?$/

/** Nothing is asked: a greeting, thanks. */
export function isOnlyManners(plain: string): boolean {
  return plain === '' || manners.test(plain)
}
