import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { distribute } from '../../dist/src/distribute.js'
import { interleaved, line, median, timed } from './measure.mjs'
import { now, openMigrated, openRaw, seedAudience, workspace, worldOn } from './seed.mjs'

/** A version to acknowledge by 50,000 people: list, requests and messages, against the same rows by the driver alone. */
export async function benchDistribution(folder, people, rounds) {
  const seeded = join(folder, 'seeded.db')
  await (await openMigrated(seeded)).close()
  seedAudience(seeded, people)
  let copies = 0
  const fresh = () => {
    const file = join(folder, `distribution-${++copies}.db`)
    copyFileSync(seeded, file)
    return file
  }
  const stalls = []
  const found = await interleaved(rounds, {
    async product() {
      const database = await openMigrated(fresh())
      const delay = monitorEventLoopDelay({ resolution: 1 })
      delay.enable()
      const time = await timed(() => distribute(worldOn(database), noDirectory))
      // A stall is measured when it ends: by the first turn of the event loop after it.
      await wait(5)
      delay.disable()
      stalls.push(delay.max / 1e6)
      await expectAsked(database, people)
      await database.close()
      return time
    },
    async raw() {
      const native = openRaw(fresh())
      const time = await timed(() => insertAll(native, people))
      native.close()
      return time
    },
  })
  const what = `${people} asked, with a message each`
  return {
    times: { ...found, 'longest stall': median(stalls) },
    goals: [
      line(`${what}: to raw`, found.product / found.raw, '×', 1.5),
      line(`${what}: longest stall`, median(stalls), 'ms', 100),
    ],
  }
}

/** Everyone is known from the database: Slack is not asked. */
const noDirectory = new Proxy({}, { get: () => () => Promise.reject(new Error('Slack was asked')) })

async function expectAsked(database, people) {
  for (const table of ['acknowledgments', 'notices', 'noticeItems', 'distributionPeople']) {
    const { count } = await database.kysely
      .selectFrom(table)
      .select((e) => e.fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    if (Number(count) !== people) throw new Error(`Expected ${people} rows of ${table}, got ${count}`)
  }
}

const piece = 1000

function insertAll(native, people) {
  const listed = native.prepare(
    `insert into "distributionPeople" (workspace, distribution, position, person) values (?, 'distribution1', ?, ?)`,
  )
  const asked = native.prepare(
    `insert into acknowledgments (workspace, version, person, distribution, state, "isJoiner", "askedAt")
     values (?, 'version1', ?, 'distribution1', 'open', 0, ?)`,
  )
  const notice = native.prepare(
    `insert into notices (workspace, id, recipient, "isChannel", kind, lane, state, "createdAt", "notBefore", attempt, "mayRepeat")
     values (?, ?, ?, 0, 'acknowledgment request', 'bulk', 'ready', ?, ?, 0, 0)`,
  )
  const item = native.prepare(
    `insert into "noticeItems" (workspace, notice, position, obligation, subject, "as")
     values (?, ?, 0, 'distribution', 'distribution1', 'holder')`,
  )
  const inPieces = (insert) => {
    for (let start = 1; start <= people; start += piece)
      native
        .transaction(() => {
          for (let i = start; i < Math.min(start + piece, people + 1); i += 1) insert(i, `person${i}`)
        })
        .immediate()
  }
  inPieces((i, person) => listed.run(workspace, i, person))
  inPieces((_, person) => {
    const id = `distribution:distribution1:${person}`
    asked.run(workspace, person, now)
    notice.run(workspace, id, person, now, now)
    item.run(workspace, id)
  })
}
