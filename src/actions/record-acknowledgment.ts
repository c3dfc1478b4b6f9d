import { peopleByEmails, personById } from '../../db/people.ts'
import { refuse } from '../rules/refusal.ts'
import { type Acknowledged, type Asked, findAsked, give } from './acknowledge.ts'
import type { Act } from './act.ts'
import type { Action } from './perform.ts'
import { requireDocument, requireShown } from './recording.ts'
import { personActing, rolesOf } from './roles.ts'
import { addStranger } from './strangers.ts'

/** By id; somebody outside Slack by their address, and a name where one is known. */
export type Signer = string | { email: string; name: string | null }
export type RecordAcknowledgment = { version: string; person: Signer; statement: string; document: string }
type Signed = Omit<Asked, 'row'> & { row: Asked['row'] | undefined; person: string | null }

/**
 * An acknowledgment given outside Slack, by a contractor for example: recorded with the document. Who was never asked
 * here is counted by it as asked and acknowledged. `isNew` is false for who had acknowledged already: that stands.
 */
export const recordAcknowledgment: Action<RecordAcknowledgment, Signed, Acknowledged & { isNew: boolean }> = {
  name: 'record-acknowledgment',
  async load(act, request) {
    requireDocument(request.document)
    const person = await signerOf(act, request.person)
    const found = await findAsked(act, request.version, person ?? '')
    requireShown(found.policy, found.shown)
    return { ...found, person }
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, { row, ...signed }, request) {
    const { statement, document } = request
    const how = { statement, way: 'outside', recordedBy: personActing(act), document } as const
    const isNew = row?.state !== 'given'
    if (row) return { ...(await give(act, { ...signed, row }, how)), isNew }
    const { shown, policy, current } = signed
    await act.insert('acknowledgments', {
      version: shown.id,
      person: signed.person ?? (await newSigner(act, request.person)),
      distribution: '',
      state: 'given',
      voidReason: null,
      isJoiner: 0,
      askedAt: act.now,
      deliveredAt: null,
      dueOn: null,
      acknowledgedAt: act.now,
      sha256: shown.sha256,
      snoozedUntil: null,
      excuse: null,
      rung: null,
      nextReminderAt: null,
      ...how,
    })
    act.note(policy.id)
    const inForce = current && current.id !== shown.id ? current.number : null
    return { number: shown.number, at: act.now, inForce, isNew }
  },
}

/** Null for somebody whom nobody here knows yet. */
async function signerOf(act: Act, signer: Signer): Promise<string | null> {
  const [person] =
    typeof signer === 'string'
      ? [await personById(act.trx, act.workspace, signer)]
      : await peopleByEmails(act.trx, act.workspace, [signer.email])
  if (typeof signer === 'string' && !person) refuse('unknown_person', { email: signer }, 'people')
  if (person?.isBot)
    refuse('bad_request', { expected: 'people', came: `${person.name}, which is a bot` }, 'people')
  return person?.id ?? null
}

async function newSigner(act: Act, signer: Signer): Promise<string> {
  if (typeof signer === 'string') throw new Error('Expected somebody known by their address')
  const { email, name } = signer
  return (await addStranger(act, { email, name: name ?? email })).id
}
