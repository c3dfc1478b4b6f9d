import { addDays } from './calendar.ts'
import type { Period } from './quarter.ts'
import type { Day, EventState } from './terms.ts'

/**
 * An incident tracker's export against what was reported. A link or a tracker's number that a report names is the
 * same thing; a day and words in common are likely the same, and never said to be equal.
 */

export type Incident = {
  /** As the tracker counts it: `SEC-123`, `INC0012345`, `45`. */
  id: string | null
  title: string
  /** Null where the file states none that can be read. */
  openedOn: Day | null
  link: string | null
  severity: string | null
}

/** What a tracker's export holds. */
export type IncidentFile = {
  incidents: Incident[]
  rowCount: number
  /** Without a day that can be read. */
  undated: number
  /** Rows that say once more what another one says, or nothing. */
  repeated: number
}

/** Which comes first where days can be read in two ways. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd'
export type ReadTracker = (file: {
  name: string
  bytes: Uint8Array
  zone: string
  order?: DateOrder | undefined
}) => IncidentFile

export type Reported = {
  id: string
  number: number
  state: EventState
  what: string
  link: string | null
  happenedOn: Day
  /** The report that stands for this one. */
  mergedInto: string | null
  /** Whether it is of the quarter that is compared. */
  isOfQuarter: boolean
}

export type Way = 'link' | 'number' | 'short number' | 'day and words'
/** `incident` is its place in the file; `event` the number of the report, or of the one that stands for it. */
export type Pair = { incident: number; event: number; by: Way }

export type Comparison = {
  matched: Pair[]
  likely: Pair[]
  /** In the tracker and not reported, by place. */
  unreported: number[]
  /** Reported and not in the tracker, by number. */
  untracked: number[]
  /** Of other days and not reported: no part of this quarter. */
  otherDays: number
}

export function comparisonOf(
  period: Period,
  incidents: readonly Incident[],
  all: readonly Reported[],
): Comparison {
  const reports = standingFor(all)
  const find = finderOf(reports)
  const pairs = incidents.flatMap((incident, place): Pair[] => {
    const found = find(incident)
    return found ? [{ incident: place, event: found.report.standing, by: found.by }] : []
  })
  const paired = new Set(pairs.map(({ incident }) => incident))
  const told = new Set(pairs.map(({ event }) => event))
  const likely = likelyPairs(
    incidents.flatMap((incident, place) => (paired.has(place) ? [] : [{ incident, place }])),
    reports.filter(({ standing }) => !told.has(standing)),
  )
  return sorted(period, incidents, reports, [...pairs, ...likely])
}

/** `standing` is the number under which a report stands: its own, or that of the one that it was merged into. */
type Standing = Reported & { standing: number }

function standingFor(reports: readonly Reported[]): Standing[] {
  const numbers = new Map(reports.map(({ id, number }) => [id, number]))
  return reports
    .filter(({ state }) => state !== 'withdrawn')
    .map((report) => ({ ...report, standing: numbers.get(report.mergedInto ?? '') ?? report.number }))
}

function sorted(
  { fromOn, toOn }: Period,
  incidents: readonly Incident[],
  reports: readonly Standing[],
  pairs: readonly Pair[],
): Comparison {
  const paired = new Set(pairs.map(({ incident }) => incident))
  const told = new Set(pairs.map(({ event }) => event))
  const alone = [...incidents.entries()].filter(([place]) => !paired.has(place))
  const isOfPeriod = ({ openedOn }: Incident) => openedOn === null || (openedOn >= fromOn && openedOn <= toOn)
  const unreported = alone.filter(([, incident]) => isOfPeriod(incident)).map(([place]) => place)
  const inOrder = [...pairs].sort((a, b) => a.incident - b.incident)
  return {
    matched: inOrder.filter(({ by }) => isSure(by)),
    likely: inOrder.filter(({ by }) => !isSure(by)),
    unreported,
    untracked: reports
      .filter(
        ({ isOfQuarter, mergedInto, number }) => isOfQuarter && mergedInto === null && !told.has(number),
      )
      .map(({ number }) => number),
    otherDays: alone.length - unreported.length,
  }
}

const isSure = (by: Way) => by === 'link' || by === 'number'

type Found = { report: Standing; by: Way }

/** Looks up links and numbers that reports name, each read once. */
function finderOf(reports: readonly Standing[]): (incident: Incident) => Found | null {
  const byLink = new Map<string, Standing>()
  const byNumber = new Map<string, Standing>()
  const byShort = new Map<string, Standing>()
  for (const report of reports) {
    const { link, what } = report
    for (const address of [link ?? '', ...(what.match(/https?:\/\/[^\s<>"')\]]+/gi) ?? [])])
      if (address !== '') keep(byLink, linkKey(address), report)
    for (const word of `${link ?? ''} ${what}`.split(/[^\p{L}\p{N}_-]+/u))
      keep(byNumber, word.toUpperCase(), report)
    for (const [, short] of what.matchAll(/#(\d+)\b/g)) keep(byShort, short as string, report)
    const last = /\/(\d+)\/?(?:[?#].*)?$/.exec(link ?? '')?.[1]
    if (last !== undefined) keep(byShort, last, report)
  }
  return ({ id, link }) => {
    const linked = link === null ? undefined : byLink.get(linkKey(link))
    if (linked) return { report: linked, by: 'link' }
    if (id === null) return null
    const numbered = isTelling(id) ? byNumber.get(id.toUpperCase()) : undefined
    if (numbered) return { report: numbered, by: 'number' }
    const short = /^#?(\d+)$/.exec(id)?.[1]
    const likely = short === undefined ? undefined : byShort.get(short)
    return likely ? { report: likely, by: 'short number' } : null
  }
}

/** The earliest report that names it. */
function keep(found: Map<string, Standing>, key: string, report: Standing): void {
  if (!found.has(key)) found.set(key, report)
}

/** Letters and figures together: a bare number, or a word, could be anything. */
const isTelling = (id: string) => /^[\w-]{4,}$/.test(id) && /\d/.test(id) && /[a-z]/i.test(id)

function linkKey(link: string): string {
  return link
    .trim()
    .replace(/^https?:\/\/(?:www\.)?/i, '')
    .replace(/[#?].*$/, '')
    .replace(/[/.,;:]+$/, '')
    .toLowerCase()
}

/** The tracker may know of it a few days before or after it happened. */
const daysApart = 3
const leastShared = 2

type Left = { incident: Incident; place: number }
type Said = { report: Standing; words: ReadonlySet<string> }

/** Each report once, the best fitting first. */
function likelyPairs(left: readonly Left[], free: readonly Standing[]): Pair[] {
  const byDay = new Map<Day, Said[]>()
  for (const report of free) {
    const said = { report, words: new Set(wordsOf(report.what)) }
    byDay.set(report.happenedOn, [...(byDay.get(report.happenedOn) ?? []), said])
  }
  const scored = left.flatMap(({ incident, place }) =>
    near(incident, byDay).map(({ report, score }) => ({ place, event: report.standing, score })),
  )
  scored.sort((a, b) => b.score - a.score || a.place - b.place || a.event - b.event)
  const pairs = new Map<number, Pair>()
  const taken = new Set<number>()
  for (const { place, event } of scored) {
    if (pairs.has(place) || taken.has(event)) continue
    taken.add(event)
    pairs.set(place, { incident: place, event, by: 'day and words' })
  }
  return [...pairs.values()]
}

/** Reports of about the same day, with the part of the title's words that each uses, where that is enough. */
function near(
  { openedOn, title }: Incident,
  byDay: ReadonlyMap<Day, Said[]>,
): { report: Standing; score: number }[] {
  if (openedOn === null) return []
  const wanted = wordsOf(title)
  return daysAround(openedOn)
    .flatMap((day) => byDay.get(day) ?? [])
    .map(({ report, words }) => ({ report, shared: wanted.filter((word) => words.has(word)).length }))
    .filter(({ shared }) => shared >= leastShared && shared * 2 >= wanted.length)
    .map(({ report, shared }) => ({ report, score: shared / wanted.length }))
}

function daysAround(day: Day): Day[] {
  return Array.from({ length: 2 * daysApart + 1 }, (_, i) => addDays(day, i - daysApart))
}

const empty = new Set(
  'the and for was were with from that this has have had not are into our who its'.split(' '),
)

function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2 && !empty.has(word))
  return [...new Set(words)]
}
