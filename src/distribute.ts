import { askedSinceMajor } from '../db/acknowledgments.ts'
import { addPeople, clearPeople, distributionsAtOnce, unfinishedDistributions } from '../db/distributions.ts'
import { transaction } from '../db/open.ts'
import type { DistributionRow } from '../db/schema.ts'
import { askAudience } from './actions/ask-audience.ts'
import { perform } from './actions/perform.ts'
import { reportTrouble } from './actions/report-trouble.ts'
import { sealDistribution } from './actions/seal-distribution.ts'
import type { World } from './actions/world.ts'
import { type Reader, type Resolved, readAudiences } from './audience.ts'
import { endCampaignAsked, openCampaignAsking } from './campaign.ts'
import { breathe } from './clock.ts'
import { type Directory, IncompleteRead } from './rules/delivery.ts'
import { sha256 } from './rules/digest.ts'
import type { Actor, Audience } from './rules/terms.ts'

/**
 * Pending distributions: the audience is read completely, its list stored, and its people asked in pieces
 * with a cursor, so that a crash goes on where it was. An incomplete read asks nobody and says so.
 */

const calendarActor: Actor = { kind: 'calendar' }
/** Rows of one transaction: some milliseconds, so that nothing else waits long. */
const rowsAtOnce = 1000

export async function distribute(world: World, directory: Directory): Promise<number> {
  await openCampaignAsking(world)
  const reader = readAudiences(world, directory)
  let finished = 0
  for (;;) {
    const pending = await unfinishedDistributions(world.database.kysely, world.workspace)
    const done = await finish(world, reader, pending)
    finished += done
    // Those that are left could not be read.
    if (done === 0 || pending.length < distributionsAtOnce) break
  }
  await endCampaignAsked(world)
  return finished
}

async function finish(world: World, reader: Reader, pending: readonly DistributionRow[]): Promise<number> {
  let finished = 0
  for (const distribution of pending) {
    if (distribution.state === 'pending' && !(await readAndSeal(world, reader, distribution))) continue
    await askAll(world, distribution)
    finished += 1
  }
  return finished
}

async function readAndSeal(world: World, reader: Reader, distribution: DistributionRow): Promise<boolean> {
  try {
    const resolved = await reader.resolve(JSON.parse(distribution.audience) as Audience)
    const people = await toAsk(world, distribution, resolved.people)
    await storeList(world, distribution, people)
    const { leftOut } = resolved
    const request = {
      distribution: distribution.id,
      count: people.length,
      sha256: sha256(people.join('\n')),
      leftOut,
    }
    await perform(world, calendarActor, sealDistribution, request, `seal:${distribution.id}`)
    return true
  } catch (error) {
    if (!(error instanceof IncompleteRead)) throw error
    await sayTrouble(world, distribution, error)
    return false
  }
}

/** Who is new in an audience, of all who are in it: asked are those who were not, since the last major version. */
async function toAsk(
  { database, workspace }: World,
  { isForJoiners, version }: DistributionRow,
  people: string[],
): Promise<string[]> {
  if (isForJoiners === 0) return people
  const fresh: string[] = []
  for (let start = 0; start < people.length; start += rowsAtOnce) {
    const some = people.slice(start, start + rowsAtOnce)
    const asked = await askedSinceMajor(database.kysely, workspace, version, some)
    fresh.push(...some.filter((person) => !asked.has(person)))
  }
  return fresh
}

async function sayTrouble(world: World, distribution: DistributionRow, error: IncompleteRead): Promise<void> {
  if (!error.isFinal) return
  const sentence = `The audience could not be read completely, so nobody has been asked yet: ${error.message}. Mend or change the audience; it is tried again every minute.`
  const request = { subject: `${distribution.id}:${error.subject}`, sentence, distribution: distribution.id }
  await perform(world, calendarActor, reportTrouble, request, `trouble:${distribution.id}:${error.subject}`)
}

async function storeList(
  { database, workspace }: World,
  { id }: DistributionRow,
  people: Resolved['people'],
): Promise<void> {
  await transaction(database, (trx) => clearPeople(trx, workspace, id))
  for (let start = 0; start < people.length; start += rowsAtOnce) {
    const rows = people.slice(start, start + rowsAtOnce).map((person, i) => ({
      workspace,
      distribution: id,
      position: start + i + 1,
      person,
    }))
    await transaction(database, (trx) => addPeople(trx, database.engine, rows))
    await breathe()
  }
}

async function askAll(world: World, distribution: DistributionRow): Promise<void> {
  let from = distribution.state === 'pending' ? 0 : distribution.cursor
  for (;;) {
    const request = { distribution: distribution.id, from, size: rowsAtOnce }
    const { cursor, isDone } = await perform(
      world,
      calendarActor,
      askAudience,
      request,
      `ask:${distribution.id}:${from}`,
    )
    await breathe()
    if (isDone) return
    from = cursor
  }
}
