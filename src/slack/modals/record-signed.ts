import { versionById } from '../../../db/policies.ts'
import { performMany } from '../../actions/perform-many.ts'
import { requirePolicy } from '../../actions/policy-fields.ts'
import { recordAcknowledgment, type Signer } from '../../actions/record-acknowledgment.ts'
import { requireDocument } from '../../actions/recording.ts'
import { readAddresses } from '../../rules/addresses.ts'
import { refuse } from '../../rules/refusal.ts'
import { counted, listed, statementOf } from '../../words.ts'
import { actorOf } from '../gesture.ts'
import { type Filled, listIn, textIn } from '../views/modals/form.ts'
import type { Ask, Submission } from './modal.ts'
import { idsOf, inOrder } from './people.ts'

/** Acknowledgments of one or many people from one document. */

type Signed = { signer: Signer; name: string }

export async function recordSigned(submission: Submission, filled: Filled): Promise<string> {
  const { desk, act, gesture, from } = submission
  const document = textIn(filled, 'document').trim()
  requireDocument(document)
  const policy = await requirePolicy(act, String(from.about))
  const version = await versionById(act.trx, act.workspace, textIn(filled, 'version'))
  if (version?.policy !== policy.id)
    return refuse('bad_request', { expected: 'a version', came: 'none' }, 'version')
  const signed = await signedIn(act, filled)
  const statement = statementOf({ ...policy, number: version.number })
  const requests = signed.map(({ signer }) => ({
    request: { version: version.id, person: signer, statement, document },
    key: `${gesture.key}:${typeof signer === 'string' ? signer : signer.email}`,
  }))
  const results = await performMany(desk.world, actorOf(gesture), recordAcknowledgment, requests)
  const of = (fits: (result: (typeof results)[number]) => boolean) =>
    signed.filter((_, i) => fits(results[i] as (typeof results)[number])).map(({ name }) => name)
  const fresh = of((result) => 'answer' in result && result.answer.isNew)
  const known = of((result) => 'answer' in result && !result.answer.isNew)
  const refused = results.flatMap((result, i) =>
    'refusal' in result ? [`${signed[i]?.name}: ${result.refusal.message}`] : [],
  )
  return [
    fresh.length === 0
      ? 'Nothing new was recorded.'
      : `Recorded that ${counted(fresh.length, 'person', 'people')} acknowledged ${policy.code} ${version.number}: ${listed(fresh, 10)}.`,
    ...(known.length === 0 ? [] : [`${listed(known, 10)} had acknowledged it already, and that stands.`]),
    ...(refused.length === 0 ? [] : [`Not recorded: ${refused.slice(0, 5).join(' ')}`]),
  ].join(' ')
}

/** Each once, by whichever way they were named. */
async function signedIn(act: Ask['act'], filled: Filled): Promise<Signed[]> {
  const ids = await idsOf(act, listIn(filled, 'people'), 'people')
  const { addresses, unread } = readAddresses(textIn(filled, 'addresses'))
  if (unread.length > 0)
    refuse(
      'bad_request',
      { expected: 'e-mail addresses, one a line or with commas between', came: `"${listed(unread, 3)}"` },
      'addresses',
    )
  const chosen = await inOrder(act, ids)
  const known = new Set(chosen.map(({ email }) => email))
  const others = addresses.filter(({ email }) => !known.has(email))
  if (chosen.length + others.length === 0)
    refuse('bad_request', { expected: 'people, or their addresses', came: 'none' }, 'addresses')
  return [
    ...chosen.map(({ id, name }) => ({ signer: id, name })),
    ...others.map(({ email, name }) => ({ signer: { email, name }, name: name ?? email })),
  ]
}
