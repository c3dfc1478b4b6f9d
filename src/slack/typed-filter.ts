import { Refusal } from '../rules/refusal.ts'
import { parseCommand } from './command-line.ts'
import type { Filter } from './filter.ts'

/** Longer than any button carries. */
const longest = 2_000

/** A filter as it is typed after "/policy list"; null of what is none. */
export function readTypedFilter(text: string): Filter | null {
  try {
    const request = parseCommand(`list ${text}`, longest)
    return request.word === 'list' ? request.filter : null
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
