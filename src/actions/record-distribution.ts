import { policyById, versionById } from '../../db/policies.ts'
import type { PolicyRow, VersionRow } from '../../db/schema.ts'
import { dayIn, parseDay, sayDay } from '../rules/calendar.ts'
import { refuse } from '../rules/refusal.ts'
import type { Day } from '../rules/terms.ts'
import type { Act } from './act.ts'
import type { Action } from './perform.ts'
import { requireText } from './policy-fields.ts'
import { requireDocument, requireShown } from './recording.ts'
import { personActing, rolesOf } from './roles.ts'

/** `audience` is in words: "all customers of the billing service". */
export type RecordDistribution = { version: string; audience: string; sentOn: Day; document: string }
type Sent = { policy: PolicyRow; version: VersionRow }

/** A version that went to customers, contractors or others outside Slack: recorded with the document that shows it. */
export const recordDistribution: Action<RecordDistribution, Sent, { distribution: string }> = {
  name: 'record-distribution',
  async load(act, request) {
    requireText(request.audience, 'audience', 'audience')
    requireDocument(request.document)
    const version = await versionById(act.trx, act.workspace, request.version)
    const policy = version && (await policyById(act.trx, act.workspace, version.policy))
    if (!version || !policy) return refuse('unknown_policy', { code: request.version })
    requireShown(policy, version)
    requireSentOn(act, version, request.sentOn)
    return { policy, version }
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, { policy, version }, { audience, sentOn, document }) {
    const distribution = act.id()
    await act.insert('outsideDistributions', {
      id: distribution,
      policy: policy.id,
      version: version.id,
      audience: audience.trim(),
      sentOn,
      document: document.trim(),
      recordedBy: personActing(act),
      recordedAt: act.now,
    })
    act.note(policy.id)
    return { distribution }
  },
}

/** On a day since it came into force: nothing was there to be sent before. */
function requireSentOn(act: Act, { number, inForceAt }: VersionRow, sentOn: Day): void {
  const day = parseDay(sentOn) ?? refuse('bad_day', { came: sentOn || 'nothing' }, 'sentOn')
  if (day > act.today) refuse('happened_later', { day: sayDay(day, act.today) }, 'sentOn')
  const since = dayIn(act.calendar.zone, inForceAt ?? act.now)
  if (day >= since) return
  const expected = `a day since version ${number} came into force, ${sayDay(since, act.today)}`
  refuse('bad_request', { expected, came: sayDay(day, act.today) }, 'sentOn')
}
