import { createRequire } from 'node:module'
import type { Day } from './rules/terms.ts'

/**
 * Public and bank holidays of a country, from a data set that is loaded when the first workspace names
 * its country: loading it costs a quarter of a second.
 */

type Found = { date: string; type: string }
type Named = Record<string, string>
type Calendar = {
  getHolidays(year: number): Found[]
  getCountries(): Named
  /** Undefined where the country has none. */
  getStates(country: string): Named | undefined
  getRegions(country: string, state: string): Named | undefined
}
type DataSet = new (country?: string, state?: string, region?: string) => Calendar

const known = new Map<string, Day[]>()
let loaded: DataSet | undefined

/** A rule asks in the middle of its work, so it is loaded at once and not by `import()`. */
function dataSet(): DataSet {
  loaded ??= createRequire(import.meta.url)('date-holidays') as DataSet
  return loaded
}

export const holidays = { of: holidaysOf, regionsOf }

/** Days such as 2027-12-24, where the country is known; else none. A region may be two codes, such as LA-NO. */
function holidaysOf(country: string, region: string | null, year: number): readonly Day[] {
  const key = `${country} ${region ?? ''} ${year}`
  const found = known.get(key)
  if (found) return found
  const calendar = new (dataSet())(country, ...(region?.split('-') ?? []))
  const closed = calendar.getHolidays(year).filter(({ type }) => type === 'public' || type === 'bank')
  const days = [...new Set(closed.map(({ date }) => date.slice(0, 10)))].sort()
  known.set(key, days)
  return days
}

function regionsOf(country: string): readonly string[] | null {
  const calendar = new (dataSet())()
  if (!Object.hasOwn(calendar.getCountries(), country)) return null
  return Object.keys(calendar.getStates(country) ?? {}).flatMap((state) => {
    const regions = Object.keys(calendar.getRegions(country, state) ?? {})
    return [state, ...regions.map((region) => `${state}-${region}`)]
  })
}
