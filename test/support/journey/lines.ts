import type { Item, Message } from '../naive-year/scenario.ts'

/** Messages as lines of text that can be compared: minute, receiver, kind, and what each item says. */
function linesOf(messages: readonly Message[]): string[] {
  return messages.map(lineOf).sort()
}

function lineOf({ at, to, kind, items }: Message): string {
  return `${at} ${to} ${kind}: ${[...new Set(items.map(sayItem))].sort().join(', ')}`
}

/** A list of who is missing speaks of a version's people as a whole, the owner's as well as the managers'. */
function sayItem({ code, obligation, as, dueOn, words }: Item): string {
  const isList = obligation === 'who is missing' || (obligation === 'acknowledge' && as === 'escalation')
  return isList ? `${code} who is missing` : `${code} ${obligation} as ${as} ${dueOn} ${words}`.trimEnd()
}

/** What only one side has: `-` expected and not sent, `+` sent and not expected. */
export function differences(expected: readonly Message[], sent: readonly Message[]): string[] {
  const [wanted, found] = [linesOf(expected), linesOf(sent)]
  return [
    ...minus(wanted, found).map((line) => `- ${line}`),
    ...minus(found, wanted).map((line) => `+ ${line}`),
  ]
}

/** Lines of the first that the second has less often. */
function minus(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1)
  return lines.filter((line) => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0
  })
}
