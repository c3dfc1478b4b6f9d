import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { CompiledQuery } from 'kysely'
import { openDatabase } from '../../dist/db/open.js'
import { beat } from '../../dist/src/beat.js'
import { interleaved, line, timed } from './measure.mjs'
import { due, now, openMigrated, openRaw, seedReviews, workspace, worldOn } from './seed.mjs'

/** A program that has run for a while has its code compiled: both sides work so often before they are timed. */
const warmUps = 40

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
  const found = await interleaved(rounds, works, warmUps)
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

/**
 * Each side has its own copy, which nobody else writes to, as in life: what another connection changes
 * empties a connection's cache.
 */
async function prepare(file, size) {
  await (await openMigrated(file)).close()
  seedReviews(file, size)
  const rawFile = `${file}.raw`
  copyFileSync(file, rawFile)
  const database = await openDatabase(file)
  const world = worldOn(database)
  const native = openRaw(rawFile)
  const run = (text, ...values) => database.kysely.executeQuery(CompiledQuery.raw(text, values))
  const runRaw = (text, ...values) => {
    const statement = native.prepare(text)
    return statement.reader ? statement.all(values) : statement.run(values)
  }
  const raw = makeRaw(native)
  return {
    async beat() {
      await reset(run, true)
      let done
      const time = await timed(async () => {
        done = await beat(world)
      })
      if (done.reminded !== due) throw new Error(`Expected ${due} reminded, got ${done.reminded}`)
      return time
    },
    async raw() {
      await reset(runRaw, true)
      let done
      const time = await timed(() => {
        done = raw()
      })
      if (done !== due) throw new Error(`Expected ${due} written, got ${done}`)
      return time
    },
    async idle() {
      await reset(run, false)
      return await timed(() => beat(world))
    },
    async close() {
      native.close()
      await database.close()
    },
  }
}

/** As before the beat: the first 200 holders are due, or nobody is. */
async function reset(run, isDue) {
  const first = `workspace = '${workspace}' and %s in (select 'obligation' || value from json_each(?))`
  const numbers = JSON.stringify(Array.from({ length: due }, (_, i) => i + 1))
  await run('begin immediate')
  await run('delete from notices')
  await run('delete from "noticeItems"')
  await run(
    `update "obligationHolders" set "nextReminderAt" = ?, rung = null, "toldOn" = null where ${first.replace('%s', 'obligation')}`,
    isDue ? now : '2027-09-01T07:00:00.000Z',
    numbers,
  )
  await run(`update obligations set "escalateAt" = null where ${first.replace('%s', 'id')}`, numbers)
  await run('commit')
  await run('pragma wal_checkpoint(truncate)')
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
    const rows = select.all(workspace, now)
    for (const row of rows) {
      const id = `reminder:${row.holder}:2027-03-01`
      notice.run(workspace, id, row.holder, now, now)
      item.run(workspace, id, row.obligation)
      holder.run(workspace, row.obligation, row.holder)
      obligation.run(workspace, row.obligation)
    }
    return rows.length
  }).immediate
}
