import { Refusal } from '../../rules/refusal.ts'
import type { Day } from '../../rules/terms.ts'
import { parseCommand } from '../command-line.ts'
import { askedOfLists } from './about-lists.ts'
import { askedOfPolicy, type PolicyQuestion } from './about-policy.ts'
import { isOnlyManners, plainOf } from './plain.ts'

/** What a person asks the app in plain words: what a command asks, or nothing that is known. */
export type Question =
  /** As it would stand after /policy. `rest` names a person, or stands in a title. */
  | { ask: 'command'; text: string; rest: string }
  | { ask: 'policy'; about: 'policy' | 'missing'; named: string }
  /** Perhaps a policy's title and nothing else. */
  | { ask: 'title'; named: string }
  | { ask: 'nothing' }
  | { ask: 'unknown' }

export function questionIn(text: string, today: Day): Question {
  const plain = plainOf(text)
  if (plain === null) return { ask: 'unknown' }
  if (isOnlyManners(plain)) return { ask: 'nothing' }
  const list = askedOfLists(plain, today)
  if (list?.rest === '') return { ask: 'command', text: list.command, rest: '' }
  const policy = askedOfPolicy(plain)
  if (policy) return ofPolicy(policy)
  const command = commandIn(text)
  if (command) return { ask: 'command', text: command, rest: '' }
  if (list) return { ask: 'command', text: list.command, rest: list.rest }
  return { ask: 'title', named: plain }
}

function ofPolicy({ about, named }: PolicyQuestion): Question {
  return about === 'title' ? { ask: 'title', named } : { ask: 'policy', about, named }
}

/** A command as it is typed after /policy, with or without that; of one that takes nothing, its word alone. */
function commandIn(text: string): string | null {
  const typed = text.trim().replace(/^\/?policy\s+/i, '')
  return isCommand(typed) ? typed : firstOf(typed)
}

function firstOf(typed: string): string | null {
  const word = /^\S+/.exec(typed)?.[0].toLowerCase() ?? ''
  const isBare = ['add', 'settings', 'golive', 'delegate', 'help', 'coverage'].includes(word)
  return isBare ? word : null
}

function isCommand(typed: string): boolean {
  try {
    return parseCommand(typed).word !== 'unknown'
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
