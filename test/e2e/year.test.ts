import { expect, test } from 'vitest'
import { naiveYear } from '../support/naive-year/naive-year.ts'
import type { Message } from '../support/naive-year/scenario.ts'
import { scenario40 } from '../support/naive-year/scenario-40.ts'
import { temporaryFolder } from './support/processes.ts'
import { type Posted, postedTo } from './support/slack.ts'
import { live } from './support/year.ts'

/** The leaver is noticed when the program reads people anew, which it does at its start. */
const scenario = scenario40()
const expected = naiveYear(scenario)

const minutes = (messages: readonly { at: string; to: string }[]) =>
  messages.map(({ at, to }) => `${at.slice(0, 16)}Z ${to.startsWith('#') ? '#' : to}`).sort()

/** `2026-Q1` as a message says it. */
function quarterInWords(code: string): string {
  const words = { Q1: 'first', Q2: 'second', Q3: 'third', Q4: 'fourth' }
  return `events of the ${words[code.slice(5) as keyof typeof words]} quarter of ${code.slice(0, 4)}`
}

/** Whether what Slack shows names every policy that the model expects, with its words of the due day. */
function unsaid(message: Message, posted: readonly Posted[]): string[] {
  const at = message.at.slice(0, 16)
  const to = message.to.startsWith('#') ? '#' : message.to
  const texts = posted.filter((one) => one.to === to && one.at.startsWith(at)).map((one) => one.text)
  const wanted = message.items.map(({ code, words, obligation }) => ({
    code: obligation === 'attest' ? quarterInWords(code) : `\`${code}\``,
    words: obligation === 'acknowledge' || obligation === 'who is missing' ? '' : words,
  }))
  return wanted
    .filter(({ code, words }) => !texts.some((text) => text.includes(code) && text.includes(words)))
    .map(({ code, words }) => `${message.at} ${to} ${message.kind}: ${code} ${words}`)
}

test('A year in the life: what Slack shows is what the model says, person by person and minute by minute', async () => {
  const { folder, remove } = temporaryFolder()
  const year = await live(folder, scenario)
  const posted = await postedTo(
    year.sandbox,
    scenario.people.map((person) => person.email),
  )
  expect(minutes(posted)).toEqual(minutes(expected))
  expect(expected.flatMap((message) => unsaid(message, posted))).toEqual([])
  expect(new Set(posted.map(({ notice }) => notice)).size).toBe(posted.length)
  expect(await year.sandbox.get('violations')).toEqual([])
  await year.end()
  remove()
}, 600_000)
