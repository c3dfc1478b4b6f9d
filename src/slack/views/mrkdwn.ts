import type { Named } from '../../rules/message-facts.ts'
import { listed, shorten } from '../../words.ts'

/**
 * The one door from words to Slack's markup. A phrase has two forms, written at once: `marked` for
 * blocks, `plain` for the text that a notification shows. Both are read for `<…>` tokens by Slack,
 * so both are escaped; nothing but the functions of this file makes a phrase.
 */
export type Phrase = { readonly marked: string; readonly plain: string }

/** Made by people: whatever would steer the text around it becomes visible or harmless. */
export function clean(text: string): string {
  return (
    text
      .replace(/\r\n?|\u2028|\u2029/g, '\n')
      // Half a character makes the call itself fail; a change of direction would turn our words around.
      .replace(/\p{Cs}|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
      .replace(/[^\P{Cc}\n]/gu, ' ')
  )
}

/** Backticks are ours: by them a reader, or a program, tells a policy's code. */
function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/`/g, 'ˋ')
}

/** Signs that would make bold, struck out or slanted text, and end ours too early, as signs that look like them. */
function withoutStyle(text: string): string {
  return text
    .replace(/\*/g, '∗')
    .replace(/~/g, '∼')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '＿')
}

function oneLine(text: string, most: number): string {
  const line = clean(text).replace(/\s+/g, ' ').trim()
  return escaped(shorten(line, most, (part) => escaped(part).length))
}

/** One line of free text, shortened so that its escaped form has at most so many characters. */
export function free(text: string, most: number): Phrase {
  const words = withoutStyle(oneLine(text, most))
  return { marked: words, plain: words }
}

/** Phrases go in as they are, strings and numbers are escaped. */
export function mrkdwn(ours: TemplateStringsArray, ...values: (Phrase | string | number)[]): Phrase {
  const phrases = values.map((value) => (typeof value === 'object' ? value : free(String(value), 300)))
  const weave = (form: keyof Phrase) =>
    ours.reduce((all, part, index) => all + phrases[index - 1]![form] + part)
  return { marked: weave('marked'), plain: weave('plain') }
}

export function bold({ marked, plain }: Phrase): Phrase {
  return { marked: `*${marked}*`, plain }
}

/** A policy's code, by its backticks the same in both forms. */
export function codeOf(code: string): Phrase {
  const words = `\`${oneLine(code, 60)}\``
  return { marked: words, plain: words }
}

/** Left out of the plain form. */
export function aside(phrase: Phrase): Phrase {
  return { marked: phrase.marked, plain: '' }
}

/** Fragments of one line; empty ones drop out of either form. */
export function dotted(...fragments: (Phrase | null)[]): Phrase {
  const weave = (form: keyof Phrase) =>
    fragments.flatMap((one) => (one?.[form] ? [one[form]] : [])).join(' · ')
  return { marked: weave('marked'), plain: weave('plain') }
}

/** With its full stop, unless the words that end it, which people wrote, have one. */
export function ended({ marked, plain }: Phrase): Phrase {
  const withStop = (words: string) => (/[.!?…]$/u.test(words) ? words : `${words}.`)
  return { marked: withStop(marked), plain: withStop(plain) }
}

/** A sentence under what it is about; behind it in the plain form. */
export function underneath(head: Phrase, sentence: Phrase): Phrase {
  return {
    marked: `${head.marked}\n${sentence.marked}`,
    plain: `${head.plain} · ${sentence.plain}`,
  }
}

/** Each on a line of its own; empty ones drop out of either form. */
export function stacked(...lines: Phrase[]): Phrase {
  const weave = (form: keyof Phrase) => lines.flatMap((one) => one[form] || []).join('\n')
  return { marked: weave('marked'), plain: weave('plain') }
}

/** `a, b and 3 more` of phrases. */
export function listedPhrases(phrases: readonly Phrase[], most: number): Phrase {
  const weave = (form: keyof Phrase) =>
    listed(
      phrases.map((one) => one[form]),
      most,
    )
  return { marked: weave('marked'), plain: weave('plain') }
}

const slackId = /^[UW][A-Z0-9]{1,30}$/

/** A mention the first time in a message, the plain name from then on; the plain form always names. */
export function makeNamer(): (person: Named) => Phrase {
  const mentioned = new Set<string>()
  return (person) => {
    const name = free(person.name, 80)
    const named = name.plain === '' ? { marked: 'somebody', plain: 'somebody' } : name
    if (person.slackId === null || !slackId.test(person.slackId) || mentioned.has(person.slackId))
      return named
    mentioned.add(person.slackId)
    return { marked: `<@${person.slackId}>`, plain: named.plain }
  }
}

const channelId = /^[CG][A-Z0-9]{1,30}$/

/** Slack writes the channel's name itself, for who may know it. */
export function channelNamed(id: string): Phrase {
  return { marked: channelId.test(id) ? `<#${id}>` : 'a channel', plain: 'a channel' }
}

/** Where a policy's text is read; null where no portal is set, or the address is too long to be one. */
export function policyAddress(portalUrl: string | null, code: string): string | null {
  if (portalUrl === null) return null
  const address = `${portalUrl}/policies/${encodeURIComponent(clean(code))}`
  // These would end a link.
  const safe = address.replace(/[<>|"\s]/g, encodeURIComponent)
  return safe.length > 900 ? null : safe
}

/** The same as a link. Absent from the plain form. */
export function readLink(portalUrl: string | null, code: string): Phrase | null {
  const address = policyAddress(portalUrl, code)
  return address === null ? null : { marked: `<${address.replace(/&/g, '&amp;')}|Read>`, plain: '' }
}
