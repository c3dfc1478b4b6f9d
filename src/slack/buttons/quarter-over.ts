import { attestationOf } from '../../../db/attestations.ts'
import { personById } from '../../../db/people.ts'
import { surroundings } from '../../actions/surroundings.ts'
import { dayIn } from '../../rules/calendar.ts'
import { sayDay, sayQuarter } from '../../words.ts'
import { readIncident } from '../modals/incident.ts'
import { eventCode } from '../views/event.ts'
import type { WhyNot } from './still-owed.ts'

/** Why nothing is left to do about a quarter, or about an incident that was compared with it. */

export const quarterAttested: WhyNot = async ({ world }, { value }) => {
  const { database, workspace } = world
  const row = await attestationOf(database.kysely, workspace, value)
  if (!row?.attestedAt) return null
  const by = row.attestedBy && (await personById(database.kysely, workspace, row.attestedBy))
  const { today, calendar } = await surroundings(world, database.kysely)
  const on = sayDay(dayIn(calendar.zone, row.attestedAt), today)
  return `${by ? by.name : 'Somebody'} attested the events of the ${sayQuarter(value)} on ${on}.`
}

export const incidentReported: WhyNot = async ({ world }, { value }) => {
  const { database } = world
  const { calendar } = await surroundings(world, database.kysely)
  const archive = { trx: database.kysely, engine: database.engine, workspace: world.workspace, calendar }
  const found = await readIncident(archive, value)
  if (found?.event === undefined) return null
  return `This was reported already, as ${eventCode(found.event)}.`
}
