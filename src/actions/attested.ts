import { personById } from '../../db/people.ts'
import type { AttestationRow } from '../../db/schema.ts'
import { dayIn, sayDay } from '../rules/calendar.ts'
import { sayQuarter } from '../rules/quarter.ts'
import { refuse } from '../rules/refusal.ts'
import type { Act } from './act.ts'

/** What was attested stands. */
export async function refuseAttested(
  act: Act,
  { quarter, attestedBy, attestedAt }: AttestationRow,
): Promise<void> {
  if (attestedAt === null) return
  const person = attestedBy === null ? undefined : await personById(act.trx, act.workspace, attestedBy)
  const day = sayDay(dayIn(act.calendar.zone, attestedAt), act.today)
  refuse('already_attested', { by: person?.name ?? 'Somebody', quarter: sayQuarter(quarter), day })
}
