import { attestationOf } from '../../db/attestations.ts'
import { dayIn } from '../rules/calendar.ts'
import { attestBy, lastDayOf, lastOver, type Period, periodOf, quarterOf } from '../rules/quarter.ts'
import { refuse } from '../rules/refusal.ts'
import type { Quarter } from '../rules/terms.ts'
import { openObligation } from './obligations.ts'
import type { Action } from './perform.ts'
import { managersOf, rolesOf } from './roles.ts'

/** A quarter is over: its significant events are for the policy managers to attest, one of them for all. */
export const openAttestation: Action<{ quarter: Quarter }, Period | null, { obligation: string | null }> = {
  name: 'open-attestation',
  async load(act, { quarter }) {
    const liveOn = act.liveAt === null ? null : dayIn(act.calendar.zone, act.liveAt)
    const last = liveOn && lastOver(liveOn, act.today)
    if (!liveOn || !last || quarter > last || quarter < quarterOf(liveOn))
      refuse('unknown_quarter', { quarter })
    const isOpened = await attestationOf(act.trx, act.workspace, quarter)
    return isOpened ? null : periodOf(quarter, liveOn)
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, period, { quarter }) {
    if (!period) return { obligation: null }
    await act.insert('attestations', {
      quarter,
      ...period,
      openedAt: act.now,
      attestedBy: null,
      attestedAt: null,
      list: null,
      sha256: null,
      significant: null,
      notSignificant: null,
      undecided: null,
      statement: null,
      comparison: null,
    })
    const obligation = await openObligation(act, {
      kind: 'attest',
      policy: null,
      subject: quarter,
      // The time given is that from the quarter's end on, whenever the program came to open it.
      openedOn: lastDayOf(quarter),
      dueOn: attestBy(quarter),
      holders: (await managersOf(act)).map(({ id }) => ({ id })),
      isTold: false,
    })
    act.note(quarter)
    return { obligation }
  },
}
