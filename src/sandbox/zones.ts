/** Made once for each zone: making one costs more than everything else in a list of people. */
const formatters = new Map<string, Intl.DateTimeFormat>()

/** Seconds east of Greenwich at that instant. */
export function zoneOffset(zone: string, now: number): number {
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(nameOf(zone, 'longOffset', now)) ?? []
  if (!sign) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60)
}

/** "Central European Standard Time" */
export function zoneLabel(zone: string, now: number): string {
  return nameOf(zone, 'long', now)
}

function nameOf(timeZone: string, timeZoneName: 'long' | 'longOffset', now: number): string {
  const key = `${timeZone} ${timeZoneName}`
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName })
  formatters.set(key, formatter)
  return formatter.formatToParts(now).find((part) => part.type === 'timeZoneName')?.value ?? timeZone
}
