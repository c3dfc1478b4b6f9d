import { newestEntry } from '../../db/chain.ts'
import { surroundings } from '../actions/surroundings.ts'
import { beat as runBeat } from '../beat.ts'
import { clockAt } from '../clock.ts'
import { parseInstant } from '../rules/calendar.ts'
import { refuse } from '../rules/refusal.ts'
import { counted } from '../words.ts'
import { type Output, writeJson } from './output.ts'
import { type OpenRecord, type Where, withRecord } from './record.ts'

/** One beat, now or, in a rehearsal, at a later instant. What it finds due waits for the running program to send it. */
export async function beat(options: Where & { at?: string }, output: Output): Promise<number> {
  const at =
    options.at === undefined
      ? undefined
      : (parseInstant(options.at) ?? refuse('bad_instant', { came: options.at }))
  return await withRecord(options, async (record) => {
    const world =
      at === undefined ? record.world : { ...record.world, now: clockAt(await allowed(record, at)).now }
    const beaten = await runBeat(world)
    const { now, liveAt } = await surroundings(world, record.database.kysely)
    if (options.json) writeJson(output, { at: now, isLive: liveAt !== null, ...beaten })
    else {
      const counts = `${counted(beaten.inForce, 'version')} put in force, ${counted(beaten.escalated, 'obligation')} escalated, ${counted(beaten.reminded, 'person', 'people')} reminded`
      output.out(`${counts}.${liveAt === null ? ' Not live yet: nobody is told anything.' : ''}\n`)
    }
    return 0
  })
}

async function allowed({ database, workspace }: OpenRecord, at: string): Promise<string> {
  if (workspace.kind === 'real') refuse('clock_moves')
  const newest = await newestEntry(database.kysely, workspace.workspace)
  if (newest && newest.at > at) refuse('clock_back', { reached: newest.at, came: at })
  return at
}
