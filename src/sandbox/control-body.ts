import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { isObject, type Json } from './blocks/check.ts'
import { Expected } from './expected.ts'

export type Bindings = { Bindings: HttpBindings }

export async function bodyOf(context: Context<Bindings>): Promise<Json> {
  const body = await jsonOf(context)
  if (!isObject(body)) throw new Expected('expected a JSON object')
  return body
}

export async function jsonOf(context: Context<Bindings>): Promise<unknown> {
  const text = await context.req.text()
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    throw new Expected('expected JSON')
  }
}

export function countOf(text: string, name: string): number {
  if (!/^\d+$/.test(text)) throw new Expected(`expected "${name}" to be a whole number`)
  return Number(text)
}

export function instantOf(value: unknown, name: string): number {
  const full =
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(value)
  const instant = full ? Date.parse(value) : Number.NaN
  if (Number.isNaN(instant))
    throw new Expected(`expected "${name}" to be an instant such as "2027-03-12T08:00:00Z"`)
  return instant
}
