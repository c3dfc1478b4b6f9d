import type { Call } from './context.ts'
import { invalidArguments } from './refusal.ts'

/** Arguments arrive as form text, or as JSON values where the method takes JSON. */
export function textOf(call: Call, name: string): string | undefined {
  const value = call.arguments[name]
  if (value === undefined || value === '') return undefined
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  throw invalidArguments(`must be a string [json-pointer:/${name}]`)
}

export function requiredText(call: Call, name: string): string {
  const value = textOf(call, name)
  if (value === undefined) throw invalidArguments(`missing required field: ${name}`)
  return value
}

export function flagOf(call: Call, name: string, otherwise = false): boolean {
  const value = call.arguments[name]
  if (value === undefined || value === '') return otherwise
  if (value === true || value === 'true' || value === '1' || value === 1) return true
  if (value === false || value === 'false' || value === '0' || value === 0) return false
  throw invalidArguments(`must be a boolean [json-pointer:/${name}]`)
}

/** A JSON value, or undefined when absent. Throws SyntaxError on text that is no JSON. */
export function jsonOf(call: Call, name: string): unknown {
  const value = call.arguments[name]
  if (value === undefined || value === '') return undefined
  return typeof value === 'string' ? JSON.parse(value) : value
}
