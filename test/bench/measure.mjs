import { performance } from 'node:perf_hooks'

/** Milliseconds that a piece of work takes. */
export async function timed(work) {
  const start = performance.now()
  await work()
  return performance.now() - start
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Runs each piece of work in turn, over and over, so that whatever else the machine does befalls all alike. */
export async function interleaved(rounds, works, warmUps = 1) {
  const times = Object.fromEntries(Object.keys(works).map((name) => [name, []]))
  for (let round = 0; round < warmUps; round += 1) for (const work of Object.values(works)) await work()
  for (let round = 0; round < rounds; round += 1)
    for (const [name, work] of Object.entries(works)) times[name].push(await work())
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]))
}

/** One line of the table of goals. */
export function line(what, found, unit, goal) {
  const shown = `${found.toFixed(unit === '×' ? 2 : 0)} ${unit}`
  return { what, found: shown, goal: `${goal} ${unit}`, met: found <= goal ? 'yes' : 'NO' }
}
