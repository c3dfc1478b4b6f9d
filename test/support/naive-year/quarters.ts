import { addDays, type Day } from './calendar.ts'
import * as w from './world.ts'

type Quarter = { name: string; firstDay: Day; lastDay: Day }

/** Those that begin with January, April, July and October. */
function quarterAt(day: Day): Quarter {
  const year = Number(day.slice(0, 4))
  const nth = Math.floor((Number(day.slice(5, 7)) - 1) / 3)
  const firstDays = [`${year}-01-01`, `${year}-04-01`, `${year}-07-01`, `${year}-10-01`, `${year + 1}-01-01`]
  return {
    name: `${year}-Q${nth + 1}`,
    firstDay: firstDays[nth]!,
    lastDay: addDays(firstDays[nth + 1]!, -1),
  }
}

/** Each quarter that is over, from that of going live on, is for the managers to attest; all of them hold it. */
export function openAttestations(world: w.World): void {
  let quarter = quarterAt(world.liveOn)
  while (quarter.lastDay < w.today(world)) {
    if (!world.quarters.has(quarter.name)) {
      world.quarters.add(quarter.name)
      w.open(world, 'attest', quarter.name, quarter.lastDay, addDays(quarter.lastDay, 10))
    }
    quarter = quarterAt(addDays(quarter.lastDay, 1))
  }
}

/** One of them attests for all. */
export function attest(world: w.World, quarter: string, by: string): void {
  if (!w.activeManagers(world).includes(by)) throw new Error(`${by} may not attest ${quarter}`)
  if (!w.find(world, 'attest', quarter)) throw new Error(`${quarter} is not to be attested`)
  w.close(world, 'attest', quarter)
}
