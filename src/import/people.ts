import { isEmpty, isPlaceholder, saysNothing } from './fields.ts'

/** Who is meant by the words of a register. Only an e-mail address names a person for certain. */

const email = /^[^\s@<>,;:"()[\]]+@[^\s@<>,;:"()[\]]+\.[^\s@<>,;:"()[\]]+$/
const emails = /[^\s@<>,;:"()[\]]+@[^\s@<>,;:"()[\]]+\.[^\s@<>,;:"()[\]]*[^\s@<>,;:"()[\].]/g

/** Longer words are a text in the wrong column; looking for addresses in them takes the square of their length. */
const longest = 500

/** A single address, plain, as `mailto:` or as `Name <address>`, in lower case; else undefined. */
export function soleEmail(text: string): string | undefined {
  if (text.length > longest) return undefined
  const named = /^[^<>@]*<([^<>]+)>$/.exec(text.trim())
  const plain = (named?.[1] ?? text).trim().replace(/^mailto:/i, '')
  return email.test(plain) ? plain.toLowerCase() : undefined
}

export type OwnerReading =
  | { kind: 'nobody' }
  | { kind: 'person'; email: string }
  | { kind: 'unclear'; why: string; emails: string[] }

export function readOwner(text: string): OwnerReading {
  const words = text.trim()
  if (isEmpty(words)) return { kind: 'nobody' }
  const sole = soleEmail(words)
  if (sole !== undefined) return { kind: 'person', email: sole }
  const found = [
    ...new Set(
      words
        .slice(0, longest)
        .match(emails)
        ?.map((address) => address.toLowerCase()),
    ),
  ]
  return { kind: 'unclear', why: whyUnclear(words, found.length), emails: found }
}

function whyUnclear(words: string, addresses: number): string {
  if (saysNothing(words)) return 'says that there is no owner yet'
  if (isPlaceholder(words)) return 'is a placeholder that nobody filled in'
  if (addresses > 1) return 'names several people'
  if (addresses === 1) return 'holds more than an address'
  if (words.startsWith('#')) return 'is a channel, not a person'
  return 'is a role or a name, not an address'
}

/** A list of people: the addresses, and the words that are none. */
export function readPeople(text: string): { emails: string[]; words: string[] } {
  const parts = text
    .split(/[;,\n|]/)
    .map((part) => part.trim())
    .filter((part) => !isEmpty(part))
  const found = parts.map((part) => ({ part, address: soleEmail(part) }))
  return {
    emails: [...new Set(found.flatMap(({ address }) => (address === undefined ? [] : [address])))],
    words: found.flatMap(({ part, address }) => (address === undefined ? [part] : [])),
  }
}
