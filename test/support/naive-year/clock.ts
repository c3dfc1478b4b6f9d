import { type Calendar, type Day, isBusinessDay } from './calendar.ts'

/** Milliseconds since 1970, UTC. */
export type Instant = number

const minute = 60 * 1000
const hour = 60 * minute

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  formats.set(zone, format)
  return format
}

const shown = new Map<string, string>()

/** What a clock on the wall shows there: 'YYYY-MM-DDTHH:MM'. */
function wallClock(instant: Instant, zone: string): string {
  const key = `${zone} ${instant}`
  const text = shown.get(key) ?? readWallClock(instant, zone)
  shown.set(key, text)
  return text
}

function readWallClock(instant: Instant, zone: string): string {
  const part = new Map<string, string>()
  for (const { type, value } of formatOf(zone).formatToParts(instant)) part.set(type, value)
  return `${part.get('year')}-${part.get('month')}-${part.get('day')}T${part.get('hour')}:${part.get('minute')}`
}

export function dayIn(zone: string, instant: Instant): Day {
  return wallClock(instant, zone).slice(0, 10)
}

const known = new Map<string, Instant>()

/**
 * The first instant at which the wall clock there shows that time or a later one. Found by looking at every
 * quarter of an hour in turn: every offset in use is a multiple of that.
 */
export function instantAt(day: Day, time: string, zone: string): Instant {
  const wanted = `${day}T${time}`
  const key = `${zone} ${wanted}`
  const before = known.get(key)
  if (before !== undefined) return before
  let instant = Date.parse(`${wanted}:00Z`) - 15 * hour
  while (wallClock(instant, zone) < wanted) instant += 15 * minute
  known.set(key, instant)
  return instant
}

/** From 09:00, with 18:00 excluded, on a business day there. */
export function isInHours(instant: Instant, zone: string, calendar: Calendar): boolean {
  const wall = wallClock(instant, zone)
  const time = wall.slice(11)
  return isBusinessDay(calendar, wall.slice(0, 10)) && time >= '09:00' && time < '18:00'
}

/** An ISO instant, seconds dropped. */
export function parseInstant(text: string): Instant {
  const instant = Date.parse(text)
  if (Number.isNaN(instant)) throw new Error(`Expected an ISO instant, got ${text}`)
  return instant - (instant % minute)
}

export function formatMinute(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 16)}Z`
}
