import type { Reads } from '../../db/engine.ts'
import { settingsOf, workspaceWithSettings } from '../../db/workspaces.ts'
import type { Calendar } from '../rules/business-days.ts'
import { dayIn } from '../rules/calendar.ts'
import { type Settings, settingsFrom } from '../rules/settings.ts'
import type { Day, Instant } from '../rules/terms.ts'
import { timesOf } from '../rules/time-settings.ts'
import type { Holidays, World } from './world.ts'

/** What holds for the whole of an action or a beat: read once, with the clock. */
export type Surroundings = {
  now: Instant
  today: Day
  settings: Settings
  calendar: Calendar
  liveAt: Instant | null
  /** The calendar as other settings would make it. */
  calendarOf: (settings: Settings) => Calendar
  holidays: Holidays
}

export async function surroundings(
  world: Pick<World, 'now' | 'workspace' | 'holidays'>,
  db: Reads,
): Promise<Surroundings> {
  const now = world.now()
  const { liveAt, settings: stored } = await workspaceWithSettings(db, world.workspace)
  const settings = settingsFrom(stored)
  const calendarBy = (by: Settings) => calendarOf(by, world.holidays)
  const calendar = calendarBy(settings)
  const today = dayIn(calendar.zone, now)
  const { holidays } = world
  return { now, today, settings, calendar, liveAt, calendarOf: calendarBy, holidays }
}

export async function readSettings(db: Reads, workspace: string): Promise<Settings> {
  return settingsFrom(await settingsOf(db, workspace))
}

/** With no zone set yet, UTC. */
function calendarOf(settings: Settings, holidays: Holidays): Calendar {
  const own = new Set(settings.closedDays)
  const years = new Map<string, Set<Day>>()
  const isHoliday = (day: Day): boolean => {
    if (!settings.country) return false
    const year = day.slice(0, 4)
    let known = years.get(year)
    if (!known) {
      known = new Set(holidays.of(settings.country, settings.region, Number(year)))
      years.set(year, known)
    }
    return known.has(day)
  }
  return {
    zone: settings.timeZone ?? 'UTC',
    weekend: settings.weekend,
    isClosed: (day) => own.has(day) || isHoliday(day),
    times: timesOf(settings),
  }
}
