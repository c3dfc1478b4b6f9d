import { acknowledge } from '../../../src/actions/acknowledge.ts'
import { attest } from '../../../src/actions/attest.ts'
import { concludeReview } from '../../../src/actions/conclude-review.ts'
import { endorse } from '../../../src/actions/endorse.ts'
import { judging } from '../../../src/actions/judging.ts'
import { type Action, perform } from '../../../src/actions/perform.ts'
import { readQuarter, requireAttestation } from '../../../src/actions/quarter-list.ts'
import { recallSubmission } from '../../../src/actions/recall-submission.ts'
import { sendBack } from '../../../src/actions/send-back.ts'
import { startReview } from '../../../src/actions/start-review.ts'
import { transferOwnership } from '../../../src/actions/transfer-ownership.ts'
import type { World } from '../../../src/actions/world.ts'
import { hashOfList } from '../../../src/rules/attestation.ts'
import type { Json } from '../../../src/rules/audit-chain.ts'
import type { Happening } from '../naive-year/scenario.ts'

/** Does as the people of a scenario what they do, through the product's own door. */
export async function happen(world: World, happening: Happening): Promise<void> {
  const { kysely } = world.database
  const person = async (email: string) => {
    const row = await kysely
      .selectFrom('people')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirstOrThrow()
    return row.id
  }
  const act = async <R, L, A extends Json>(by: string, action: Action<R, L, A>, request: R) =>
    await perform(world, { kind: 'person', id: await person(by) }, action, request, JSON.stringify(happening))
  const policyOf = async (code: string) =>
    await kysely.selectFrom('policies').selectAll().where('code', '=', code).executeTakeFirstOrThrow()
  const awaiting = async (code: string) => {
    const policy = await policyOf(code)
    return await kysely
      .selectFrom('submissions')
      .selectAll()
      .where('policy', '=', policy.id)
      .where('state', '=', 'awaiting')
      .executeTakeFirstOrThrow()
  }
  const whole = { scope: 'whole policy' as const, considered: ['incidents'], note: 'Reviewed.' }
  switch (happening.do) {
    case 'start':
      await act(happening.by, startReview, { policy: happening.code })
      return
    case 'reaffirm': {
      const request = {
        policy: happening.code,
        ...whole,
        outcome: 'reaffirmed' as const,
        content: `Text of ${happening.code}`,
      }
      await act(happening.by, concludeReview, request)
      return
    }
    case 'revise': {
      const { number, change, code, by, at } = happening
      const version = {
        number,
        changeKind: change,
        summary: `Changes of ${number}`,
        content: `Text of ${code}, ${number}, ${at}`,
        effectiveOn: null,
      }
      await act(by, concludeReview, { policy: code, ...whole, outcome: 'revised', version })
      return
    }
    case 'endorse': {
      const { id, sha256 } = await awaiting(happening.code)
      await act(happening.by, endorse, { submission: id, sha256, changeKind: null, comment: null })
      return
    }
    case 'send back': {
      const { id, sha256 } = await awaiting(happening.code)
      await act(happening.by, sendBack, { submission: id, sha256, reason: happening.reason })
      return
    }
    case 'recall':
      await act(happening.by, recallSubmission, { policy: happening.code, reason: null })
      return
    case 'transfer':
      await act(happening.by, transferOwnership, { policy: happening.code, to: await person(happening.to) })
      return
    case 'acknowledge': {
      const policy = await policyOf(happening.code)
      const version = await kysely
        .selectFrom('versions')
        .select('id')
        .where('policy', '=', policy.id)
        .where('state', '=', 'in force')
        .executeTakeFirstOrThrow()
      await act(happening.by, acknowledge, { version: version.id, statement: 'I have read it.' })
      return
    }
    case 'attest': {
      const archive = await judging(world, { kind: 'calendar' })
      const list = await readQuarter(archive, await requireAttestation(archive, happening.code))
      const shown = { sha256: hashOfList(list), trackerSha256: null, isComplete: true, statement: null }
      await act(happening.by, attest, { quarter: happening.code, ...shown })
      return
    }
    default:
      throw new Error(`Expected what a person does in the program, got ${happening.do}`)
  }
}
