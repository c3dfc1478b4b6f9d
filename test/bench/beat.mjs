import { join } from 'node:path'
import { beat } from '../../dist/src/beat.js'
import { interleaved, line, timed } from './measure.mjs'
import { due, now, openMigrated, openRaw, seedReviews, workspace, worldOn } from './seed.mjs'

/** A beat with 200 due and with nothing due, at several numbers of policies, against the same writes by the driver alone. */
export async function benchBeat(folder, sizes, rounds) {
  const works = {}
  const ends = []
  for (const size of sizes) {
    const bench = await prepare(join(folder, `beat-${size}.db`), size)
    works[`beat ${size}`] = bench.beat
    works[`raw ${size}`] = bench.raw
    works[`idle ${size}`] = bench.idle
    ends.push(bench.close)
  }
  const found = await interleaved(rounds, works)
  for (const end of ends) await end()
  const [smallest, largest] = [sizes[0], sizes.at(-1)]
  return {
    times: found,
    goals: [
      ...sizes.map((size) =>
        line(`beat, ${due} due of ${size}: to raw`, found[`beat ${size}`] / found[`raw ${size}`], '×', 1.5),
      ),
      line(
        `beat at ${largest}: to ${smallest}`,
        found[`beat ${largest}`] / found[`beat ${smallest}`],
        '×',
        2,
      ),
      ...sizes.map((size) =>
        line(
          `nothing due of ${size}: to ${due} due`,
          (100 * found[`idle ${size}`]) / found[`beat ${size}`],
          '%',
          10,
        ),
      ),
    ],
  }
}

async function prepare(file, size) {
  const database = await openMigrated(file)
  seedReviews(file, size)
  const world = worldOn(database)
  const native = openRaw(file)
  const reset = makeReset(native)
  const raw = makeRaw(native)
  await beat(world)
  return {
    async beat() {
      reset(true)
      let done
      const time = await timed(async () => {
        done = await beat(world)
      })
      if (done.reminded !== due) throw new Error(`Expected ${due} reminded, got ${done.reminded}`)
      return time
    },
    async raw() {
      reset(true)
      return await timed(raw)
    },
    async idle() {
      reset(false)
      return await timed(() => beat(world))
    },
    async close() {
      native.close()
      await database.close()
    },
  }
}

/** As before the beat: the first 200 holders are due, or nobody is. */
function makeReset(native) {
  const first = `obligation in (select 'obligation' || value from json_each(@numbers))`
  const numbers = JSON.stringify(Array.from({ length: due }, (_, i) => i + 1))
  const holders = native.prepare(
    `update "obligationHolders" set "nextReminderAt" = @at, rung = null, "toldOn" = null where workspace = '${workspace}' and ${first}`,
  )
  const obligations = native.prepare(
    `update obligations set "escalateAt" = null where workspace = '${workspace}' and id in (select 'obligation' || value from json_each(@numbers))`,
  )
  return (isDue) => {
    native.transaction(() => {
      native.exec('delete from notices; delete from "noticeItems"')
      holders.run({ at: isDue ? now : '2027-09-01T07:00:00.000Z', numbers })
      obligations.run({ numbers })
    })()
    native.pragma('wal_checkpoint(truncate)')
  }
}

/** The same rows in one transaction, with nothing decided: what comes next is known beforehand. */
function makeRaw(native) {
  const select = native.prepare(
    `select h.obligation, h.holder from "obligationHolders" h join obligations o on o.workspace = h.workspace and o.id = h.obligation
     where h.workspace = ? and h."nextReminderAt" <= ?`,
  )
  const notice = native.prepare(
    `insert into notices (workspace, id, recipient, "isChannel", kind, lane, state, "createdAt", "notBefore", attempt, "mayRepeat")
     values (?, ?, ?, 0, 'reminder', 'urgent', 'ready', ?, ?, 0, 0)`,
  )
  const item = native.prepare(
    `insert into "noticeItems" (workspace, notice, position, obligation, subject, "as") values (?, ?, 0, 'review', ?, 'holder')`,
  )
  const holder = native.prepare(
    `update "obligationHolders" set rung = '2027-03-01', "toldOn" = '2027-03-01', "nextReminderAt" = '2027-03-17T08:00:00.000Z'
     where workspace = ? and obligation = ? and holder = ? and "as" = 'holder'`,
  )
  const obligation = native.prepare(
    `update obligations set "escalateAt" = '2027-03-30T10:00:00.000Z' where workspace = ? and id = ?`,
  )
  return native.transaction(() => {
    for (const row of select.all(workspace, now)) {
      const id = `reminder:${row.holder}:2027-03-01`
      notice.run(workspace, id, row.holder, now, now)
      item.run(workspace, id, row.obligation)
      holder.run(workspace, row.obligation, row.holder)
      obligation.run(workspace, row.obligation)
    }
  }).immediate
}
