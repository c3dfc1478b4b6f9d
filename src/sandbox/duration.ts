type Duration = { months: number; days: number; ms: number }

const DURATION = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/

/** "P7D", "P13M", "PT1M": ISO 8601 in whole numbers. Undefined when the text is no such duration. */
export function parseDuration(text: string): Duration | undefined {
  const parts = DURATION.exec(text)
  if (!parts || !/\d/.test(text) || text.endsWith('T')) return undefined
  const [years, months, weeks, days, hours, minutes, seconds] = parts
    .slice(1)
    .map((part) => Number(part ?? 0))
  return {
    months: years! * 12 + months!,
    days: weeks! * 7 + days!,
    ms: ((hours! * 60 + minutes!) * 60 + seconds!) * 1000,
  }
}

/** Calendar arithmetic in UTC: months first (31 January + 1 month is the last of February), then days, then time. */
export function addDuration(instant: number, { months, days, ms }: Duration): number {
  const from = new Date(instant)
  const firstOfMonth = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1)
  const lastDay = new Date(firstOfMonth)
  lastDay.setUTCMonth(lastDay.getUTCMonth() + 1, 0)
  const day = Math.min(from.getUTCDate(), lastDay.getUTCDate())
  const timeOfDay = instant - Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate())
  return firstOfMonth + (day - 1 + days) * 86_400_000 + timeOfDay + ms
}
