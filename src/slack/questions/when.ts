import { addDays, addMonths, weekdayOf } from '../../rules/calendar.ts'
import { edits } from '../../rules/settings.ts'
import type { Day } from '../../rules/terms.ts'
import { writeDays } from '../filter-days.ts'

/** Times as people say them, as a list takes them: `in March 2028`, `2027-03-01..2027-03-07`. */

const names = 'january february march april may june july august september october november december'
const months = names.split(' ')
const short = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** The number of a month from 1, also with a slip of the keys in a long name. */
function monthOf(word: string | undefined): number | null {
  if (word === undefined) return null
  const exact = months.indexOf(word) + 1 || short.indexOf(word.replace(/^sept$/, 'sep')) + 1
  if (exact > 0) return exact
  const near = word.length < 6 ? -1 : months.findIndex((name) => name.length > 5 && edits(word, name) <= 2)
  return near === -1 ? null : near + 1
}

const small = 'a one two three four five six seven eight nine ten eleven twelve'.split(' ')

function countOf(word: string | undefined): number | null {
  if (word === undefined) return null
  if (/^\d{1,4}$/.test(word)) return Number(word)
  const found = small.indexOf(word === 'an' ? 'a' : word)
  return found === -1 ? null : Math.max(1, found)
}

/** What was read of a time: in the words of a list, and how many words it took. */
export type When = { filter: string; taken: number }

/** From a place in the words on; null where no time stands there. */
export function whenAt(words: readonly string[], at: number, today: Day): When | null {
  return monthAt(words, at, today) ?? relativeAt(words, at, today) ?? spanAt(words, at, today)
}

const named = (month: number, year: string | null) =>
  `due in ${months[month - 1]}${year === null ? '' : ` ${year}`}`

/** `in march 2028`, `march`, `by june`: until the end of it. */
function monthAt(words: readonly string[], at: number, today: Day): When | null {
  const [first, second, third] = words.slice(at)
  const isLed = ['in', 'during', 'by', 'until', 'before', 'for'].includes(first ?? '')
  const month = monthOf(isLed ? second : first)
  // "may" is a word of its own.
  if (month === null || (!isLed && first === 'may')) return null
  const year = /^(?:19|20)\d\d$/.exec((isLed ? third : second) ?? '')?.[0] ?? null
  const taken = 1 + Number(isLed) + Number(year !== null)
  if (first !== 'by' && first !== 'until' && first !== 'before') return { filter: named(month, year), taken }
  const isOver = month < Number(today.slice(5, 7))
  const start = `${year ?? Number(today.slice(0, 4)) + Number(isOver)}-${String(month).padStart(2, '0')}-01`
  const end = addDays(first === 'before' ? start : addMonths(start, 1), -1)
  return { filter: until(today, end), taken }
}

function until(today: Day, end: Day): string {
  return `due ${writeDays({ from: today, to: end < today ? today : end })}`
}

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year'

/** `today`, `this week`, `next month`, `last year`. */
function relativeAt(words: readonly string[], at: number, today: Day): When | null {
  const [first, second] = words.slice(at)
  if (first === 'today' || first === 'tomorrow') {
    const day = addDays(today, first === 'today' ? 0 : 1)
    return { filter: `due ${writeDays({ from: day, to: day })}`, taken: 1 }
  }
  const steps = { this: 0, current: 0, next: 1, coming: 1, following: 1, last: -1, previous: -1 }
  const step = Object.entries(steps).find(([word]) => word === first)?.[1]
  const unit = unitOf(second)
  if (step === undefined || unit === null || unit === 'day') return null
  const from = startOf(unit, today, step)
  const to = addDays(startOf(unit, today, step + 1), -1)
  return { filter: `due ${writeDays({ from, to })}`, taken: 2 }
}

function unitOf(word: string | undefined): Unit | null {
  const units: readonly Unit[] = ['day', 'week', 'month', 'quarter', 'year']
  return units.find((unit) => word === unit || word === `${unit}s`) ?? null
}

/** The first day of the week, month, quarter or year that is so many after this one. */
function startOf(unit: Exclude<Unit, 'day'>, today: Day, step: number): Day {
  if (unit === 'week') return addDays(today, 1 - weekdayOf(today) + 7 * step)
  const [year, month] = [today.slice(0, 4), Number(today.slice(5, 7))]
  if (unit === 'year') return addMonths(`${year}-01-01`, 12 * step)
  const first = unit === 'month' ? month : month - ((month - 1) % 3)
  return addMonths(`${year}-${String(first).padStart(2, '0')}-01`, step * (unit === 'month' ? 1 : 3))
}

/** `in 30 days`, `within the next two weeks`, `in a month`: from today on. */
function spanAt(words: readonly string[], at: number, today: Day): When | null {
  let place = at
  const skip = (...fillers: string[]) => {
    while (fillers.includes(words[place] ?? '')) place += 1
  }
  skip('in', 'within', 'over', 'the', 'next', 'coming', 'following')
  const count = countOf(words[place])
  const unit = unitOf(words[place + 1])
  if (place === at || count === null || unit === null) return null
  const end = { day: 1, week: 7, month: 0, quarter: 0, year: 0 }[unit] * count
  const asMonths = { day: 0, week: 0, month: 1, quarter: 3, year: 12 }[unit] * count
  if (asMonths > 120 || end > 3_650) return null
  return { filter: until(today, addMonths(addDays(today, end), asMonths)), taken: place + 2 - at }
}
