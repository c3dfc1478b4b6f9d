import type { Json } from './blocks/check.ts'
import { Expected } from './expected.ts'

export type FieldKind = 'text' | 'flag' | 'names' | 'zone'

const FITS: Record<FieldKind, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string' && value !== '',
  flag: (value) => typeof value === 'boolean',
  names: (value) => Array.isArray(value) && value.every((name) => typeof name === 'string'),
  zone: isZone,
}
const WORDS: Record<FieldKind, string> = {
  text: 'text',
  flag: 'true or false',
  names: 'a list of ids or names',
  zone: 'an IANA time zone such as "Europe/Vienna"',
}

/** Refuses fields that are not among these, and values of another kind. */
export function checkFields(prefix: string, row: Json, fields: Record<string, FieldKind>): void {
  for (const [name, value] of Object.entries(row)) {
    const kind = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (kind === undefined) {
      const known = Object.keys(fields).join(', ')
      throw new Expected(`expected no field ${prefix}${name}; known are ${known}`)
    }
    if (!FITS[kind](value)) {
      throw new Expected(`expected ${prefix}${name} to be ${WORDS[kind]}, got ${JSON.stringify(value)}`)
    }
  }
}

function isZone(value: unknown): boolean {
  try {
    return typeof value === 'string' && Boolean(new Intl.DateTimeFormat('en', { timeZone: value }))
  } catch {
    return false
  }
}
