import { sha256 } from './digest.ts'

/** The append-only record: each entry's hash covers its bytes and the hash before it. */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** Hash of the entry before the first. */
export const genesis = '0'.repeat(64)

/** Keys sorted, no white space, no floats: the same facts give the same bytes. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'number' && !Number.isSafeInteger(value))
      throw new Error(`Expected a whole number, got ${value}`)
    return JSON.stringify(value)
  }
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key] as Json)}`)
  return `{${members.join(',')}}`
}

/** Domain-separated, so that no other text of the product can pass for an entry. */
export function entryHash(previousHash: string, bytes: string): string {
  return sha256(`perennial entry v1\n${previousHash}\n${bytes}`)
}

/** Free text by people enters as this; without the salt it cannot be guessed, and it can be redacted. */
export function saltedHash(salt: string, text: string): string {
  return sha256(`perennial text v1\n${salt}\n${text}`)
}

export type Link = { sequence: number; bytes: string; hash: string }
export type Damage = { where: string; expected: string; found: string }

/** The first damaged link of consecutive links that follow a known hash; null where all hold. */
export function firstDamage(
  previous: { sequence: number; hash: string },
  links: readonly Link[],
): Damage | null {
  let { sequence, hash } = previous
  for (const link of links) {
    sequence += 1
    if (link.sequence !== sequence) {
      return { where: `entry ${sequence}`, expected: `entry ${sequence}`, found: `entry ${link.sequence}` }
    }
    const expected = entryHash(hash, link.bytes)
    if (link.hash !== expected) return { where: `entry ${sequence}`, expected, found: link.hash }
    hash = link.hash
  }
  return null
}
