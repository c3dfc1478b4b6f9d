import { longestCadence } from './schedule.ts'

/** Review rhythms as people write them, read into whole months. What can be read two ways is asked. */

export type Cadence = { months: number; stated: string; note?: string }
export type CadenceQuestion = { ask: string; choices: string[] }

const usualChoices = ['12', '6', '3', '1']

/**
 * A rhythm found in a register or a document. Longer than 12 months is kept as a word and counted as
 * 12; days and weeks become the whole months that never last longer than what is stated.
 */
export function parseCadence(text: string): Cadence | CadenceQuestion {
  const stated = text.trim()
  const words = normalise(stated)
  const twoWays = ambiguous(words)
  if (twoWays)
    return {
      ask: `"${stated}" can be read two ways: ${twoWays.readings}. Which is it, in months?`,
      choices: twoWays.choices,
    }
  const { rhythm, remarks } = separateRemarks(words)
  const read = readRhythm(rhythm)
  if (read === undefined) {
    return {
      ask: `"${stated}" states no rhythm that can be counted. Every how many months (1 to 12)?`,
      choices: usualChoices,
    }
  }
  if (read.months < 1) {
    return {
      ask: `"${stated}" is shorter than a month, the shortest cadence. Every how many months (1 to 12)?`,
      choices: ['1'],
    }
  }
  return within12(stated, read, remarks)
}

/** A rhythm typed by a person: 1 to 12 months, or a sentence that says why not. */
export function parseTypedCadence(text: string): { months: number } | { refused: string } {
  const expected = `expected 1 to ${longestCadence} months, such as "12" or "6 months"`
  const words = normalise(text)
  const bare = /^\d{1,3}$/.test(words) ? Number(words) : undefined
  const months = bare ?? (ambiguous(words) ? undefined : readRhythm(words)?.months)
  if (months === undefined) return { refused: `"${text.trim()}" is no cadence: ${expected}.` }
  if (months > longestCadence)
    return { refused: `${months} months is longer than ${longestCadence}: ${expected}.` }
  if (months < 1) return { refused: `"${text.trim()}" is shorter than a month: ${expected}.` }
  return { months }
}

function within12(stated: string, read: Read, remarks: string[]): Cadence {
  const notes = read.note === undefined ? [...remarks] : [read.note, ...remarks]
  if (read.months > longestCadence) {
    notes.unshift(`${read.months} months is longer than ${longestCadence}: counted as ${longestCadence}`)
  }
  const months = Math.min(read.months, longestCadence)
  return notes.length === 0 ? { months, stated } : { months, stated, note: notes.join('; ') }
}

function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/[\s.;,]+$/, '')
    .trim()
}

const readTwoWays: { pattern: RegExp; readings: string; choices: string[] }[] = [
  {
    pattern: /^bi-? ?annual(ly)?\b/,
    readings: 'twice a year (6 months) or every two years (24, counted as 12)',
    choices: ['6', '24'],
  },
  {
    pattern: /^bi-? ?year(ly)?\b/,
    readings: 'twice a year (6 months) or every two years (24, counted as 12)',
    choices: ['6', '24'],
  },
  {
    pattern: /^bi-? ?month(ly)?\b/,
    readings: 'every two months or twice a month (1 is the shortest)',
    choices: ['2', '1'],
  },
]

/** A bare 12 or more can only be months; a bare 3 may be years. */
function ambiguous(words: string): { readings: string; choices: string[] } | undefined {
  const bare = /^\d{1,2}$/.test(words) ? Number(words) : undefined
  if (bare !== undefined && bare > 0 && bare < longestCadence) {
    const asYears = bare === 1 ? '12' : `${bare * 12}`
    return {
      readings: `${bare} ${plural(bare, 'month')} or ${bare} ${plural(bare, 'year')}`,
      choices: [`${bare}`, asYears],
    }
  }
  return readTwoWays.find(({ pattern }) => pattern.test(words))
}

const plural = (count: number, noun: string) => (count === 1 ? noun : `${noun}s`)

/** "annually or upon significant change": the rhythm counts, the occasion is an event to report. */
function separateRemarks(words: string): { rhythm: string; remarks: string[] } {
  const remarks: string[] = []
  let rhythm = words.replace(/\s*\(([^()]*)\)/g, (_, inside: string) => {
    remarks.push(`"(${inside})" is not part of the rhythm: counted from the last review`)
    return ''
  })
  const occasion =
    /^(.+?)(?:,|;)? (?:(?:and\/or|or|and) )?((?:up)?on|after|when(?:ever)?|following|if|as (?:needed|required|necessary)|where|sooner|earlier|more often)\b(.*)$/.exec(
      rhythm,
    )
  if (occasion?.[1] !== undefined && readRhythm(occasion[1]) !== undefined) {
    remarks.push(
      `"${occasion[2]}${occasion[3]}" is an occasion, not a rhythm: report it as an event when it happens`,
    )
    rhythm = occasion[1]
  }
  return { rhythm: rhythm.trim(), remarks }
}

type Read = { months: number; note?: string }

const namedRhythms = new Map(
  (
    [
      [12, 'annual, annually, yearly, per annum'],
      [6, 'twice a year, twice per year, twice yearly, semiannual, semiannually, halfyearly'],
      [24, 'biennial, biennially, every other year'],
      [36, 'triennial, triennially'],
      [48, 'quadrennial'],
      [60, 'quinquennial'],
      [3, 'quarterly'],
      [1, 'monthly'],
      [2, 'every other month'],
    ] as const
  ).flatMap(([months, names]) => names.split(', ').map((name) => [name, months] as const)),
)

const numberWords = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]

function readRhythm(words: string): Read | undefined {
  const plain = words
    .replace(/^(?:(?:to be )?reviewed|reviews?) /, '')
    .replace(/ reviews?$/, '')
    .replace(/^(?:at least|at a minimum|minimum|no less than) /, '')
  const named = namedRhythms.get(plain) ?? namedRhythms.get(plain.replaceAll(/[- ]/g, ''))
  if (named !== undefined) return { months: named }
  if (/^\d{2}$/.test(plain) && Number(plain) >= longestCadence) return { months: Number(plain) }
  return readDuration(plain) ?? readRecurrence(plain) ?? readCount(plain)
}

/** ISO 8601: P1Y, P6M, P1Y6M, P90D. */
function readDuration(words: string): Read | undefined {
  const parts = /^p(?:(\d{1,3})y)?(?:(\d{1,3})m)?(?:(\d{1,4})w)?(?:(\d{1,4})d)?$/.exec(words)
  if (!parts || words === 'p') return undefined
  const [years, months, weeks, days] = parts.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ]
  const wholeMonths = years * 12 + months
  return weeks + days === 0
    ? { months: wholeMonths }
    : wholeMonths === 0
      ? monthsWithin(weeks * 7 + days)
      : undefined
}

/** iCalendar: RRULE:FREQ=YEARLY;INTERVAL=2. A rule that ends is no rhythm. */
function readRecurrence(words: string): Read | undefined {
  if (!/^(?:rrule:)?freq=/.test(words) || /\b(?:count|until)=/.test(words)) return undefined
  const unit = /freq=(yearly|monthly|weekly|daily)\b/.exec(words)?.[1]
  const every = Number(/\binterval=(\d{1,3})\b/.exec(words)?.[1] ?? 1)
  if (unit === 'yearly') return { months: every * 12 }
  if (unit === 'monthly') return { months: every }
  return unit === undefined ? undefined : monthsWithin(every * (unit === 'weekly' ? 7 : 1))
}

/** "every 3 years", "once a year", "6 monthly", "12m", "90 days". */
function readCount(words: string): Read | undefined {
  const counted =
    /^(?:once )?(?:every |each |per |an? |in )?(?:(\d{1,4}|[a-z]+)[ -]?)??(years?|yearly|yrs?|y|months?|monthly|mths?|mos?|m|quarters?|quarterly|weeks?|weekly|days?|daily)$/.exec(
      words,
    )
  if (!counted) return undefined
  const count = countOf(counted[1])
  const unit = counted[2] as string
  if (count === undefined) return undefined
  if (counted[1] === undefined && !/^(once |every |each |per |an? )/.test(words) && !unit.endsWith('ly'))
    return undefined
  if (unit.startsWith('y')) return { months: count * 12 }
  if (unit.startsWith('q')) return { months: count * 3 }
  if (unit.startsWith('m')) return { months: count }
  return monthsWithin(unit.startsWith('w') ? count * 7 : count)
}

function countOf(word: string | undefined): number | undefined {
  if (word === undefined) return 1
  if (/^\d+$/.test(word)) return Number(word)
  const index = numberWords.indexOf(word)
  return index > 0 ? index : undefined
}

/** The longest that 1, 2, … 11 months in a row can last; 12 are a year, by either of its lengths. */
const longestDays = [31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337]

/**
 * The whole months that never last longer than a number of days: 90 days are 2 months, because
 * three can last 92. So no review falls later than the stated rhythm allows.
 */
function monthsWithin(days: number): Read {
  if (days === 365 || days === 366)
    return { months: 12, note: `${days} days are counted as a year, 12 months` }
  if (days > 366)
    return { months: Math.ceil(days / 30.5), note: `${days} days are about ${Math.ceil(days / 30.5)} months` }
  const months = longestDays.filter((longest) => longest <= days).length
  return {
    months,
    note: `${days} days are counted as ${months} whole ${plural(months, 'month')}, so that no review is later than stated`,
  }
}
