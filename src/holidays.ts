import { createRequire } from 'node:module'
import type { Day } from './rules/terms.ts'

/**
 * Public and bank holidays of a country, from a data set that is loaded when the first workspace names
 * its country: loading it costs a quarter of a second.
 */

type Found = { date: string; type: string }
type DataSet = new (
  country: string,
  region?: string,
) => { getHolidays(year: number): Found[]; getCountries(): Record<string, string> }

const known = new Map<string, Day[]>()
let dataSet: DataSet | undefined

/** Days such as 2027-12-24, where the country is known; else none. */
export function holidaysOf(country: string, region: string | null, year: number): readonly Day[] {
  const key = `${country} ${region ?? ''} ${year}`
  const found = known.get(key)
  if (found) return found
  // A rule asks in the middle of its work, so it is loaded at once and not by `import()`.
  dataSet ??= createRequire(import.meta.url)('date-holidays') as DataSet
  const holidays = region ? new dataSet(country, region) : new dataSet(country)
  const closed = holidays.getHolidays(year).filter(({ type }) => type === 'public' || type === 'bank')
  const days = [...new Set(closed.map(({ date }) => date.slice(0, 10)))].sort()
  known.set(key, days)
  return days
}
