// Ratios of one interleaved run: the machine changes from day to day, what is compared here does not.
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { benchAck } from './ack.mjs'
import { benchBeat } from './beat.mjs'
import { benchDistribution } from './distribution.mjs'
import { benchHome } from './home.mjs'
import { benchIdle } from './idle.mjs'

const benches = {
  ack: (folder) => benchAck(folder, 400, 50_000, 40),
  beat: (folder) => benchBeat(folder, [1_000, 100_000, 1_000_000], 31),
  distribution: (folder) => benchDistribution(folder, 50_000, 5),
  home: (folder) => benchHome(folder, 500, 5_000, 15),
  idle: (folder) => benchIdle(folder, 60),
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(`Expected some of ${Object.keys(benches).join(', ')}, but ${unknown.join(', ')} came.`)
  process.exit(2)
}

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`)
const goals = []
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const found = await bench(folder)
    for (const [what, time] of Object.entries(found.times))
      console.log(`${what}: ${time.toFixed(2)} ms (median)`)
    goals.push(...found.goals)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
console.table(goals)
