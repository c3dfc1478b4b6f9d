import { createHash } from 'node:crypto'
import { CHOICES } from './choices.ts'
import { LIMITS } from './limits.ts'
import { Refusal } from './refusal.ts'

type Asked = { method: string; arguments: Record<string, unknown> }
type Cursor = { binding: string; after: string; step: number }
export type Page<Item> = { items: Item[]; next: string }

const NOT_BINDING = new Set(['cursor', 'limit', 'token', 'team_id'])

/**
 * One page of a list. Slack may answer with fewer than asked, even with an empty page and a cursor, so this always
 * does where there is enough to split: a caller that does not follow cursors is found out.
 */
export function paginate<Item>(
  asked: Asked,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  largest: number = LIMITS.pageSize,
): Page<Item> {
  const limit = limitOf(asked.arguments.limit, largest)
  const binding = bindingOf(asked)
  const cursor = cursorOf(asked.arguments.cursor, binding)
  const from = cursor ? positionAfter(items, keyOf, cursor.after) : 0
  const step = cursor?.step ?? 0
  const left = items.length - from
  const take = step === 1 && left > 0 ? 0 : Math.min(limit, left, shortened(step, left))
  const page = items.slice(from, from + take)
  if (from + take >= items.length) return { items: page, next: '' }
  const last = page.at(-1)
  const after = last === undefined ? cursor!.after : keyOf(last)
  return { items: page, next: encode({ binding, after, step: step + 1 }) }
}

function shortened(step: number, left: number): number {
  return step === 0 && left > 3 ? Math.ceil((left * 2) / 3) : left
}

function positionAfter<Item>(items: readonly Item[], keyOf: (item: Item) => string, key: string): number {
  const found = items.findIndex((item) => keyOf(item) === key)
  if (found < 0) throw new Refusal('invalid_cursor')
  return found + 1
}

function limitOf(value: unknown, largest: number): number {
  if (value === undefined) return CHOICES.defaultPageSize
  const limit = Number(value)
  if (!Number.isInteger(limit) || limit < 1 || limit > largest) throw new Refusal('invalid_limit')
  return limit
}

function bindingOf({ method, arguments: given }: Asked): string {
  const entries = Object.entries(given).filter(([name]) => !NOT_BINDING.has(name))
  const text = JSON.stringify([method, entries.sort(([a], [b]) => (a < b ? -1 : 1))])
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

function cursorOf(value: unknown, binding: string): Cursor | undefined {
  if (value === undefined || value === '') return undefined
  const cursor = decode(String(value))
  if (cursor?.binding !== binding) throw new Refusal('invalid_cursor')
  return cursor
}

function encode({ binding, after, step }: Cursor): string {
  return Buffer.from(`${binding} ${step} ${after}`).toString('base64')
}

function decode(text: string): Cursor | undefined {
  const [binding, step, after] = Buffer.from(text, 'base64').toString('utf8').split(' ')
  if (!binding || !after || !/^\d+$/.test(step ?? '')) return undefined
  return { binding, step: Number(step), after }
}
