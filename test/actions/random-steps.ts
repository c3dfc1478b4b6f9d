import fc from 'fast-check'
import { expect } from 'vitest'
import { acknowledge } from '../../src/actions/acknowledge.ts'
import { changePolicy } from '../../src/actions/change-policy.ts'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { delegate } from '../../src/actions/delegate.ts'
import { endorse } from '../../src/actions/endorse.ts'
import type { Action } from '../../src/actions/perform.ts'
import { recallSubmission } from '../../src/actions/recall-submission.ts'
import { registerPolicy } from '../../src/actions/register-policy.ts'
import { reportEvent } from '../../src/actions/report-event.ts'
import { retirePolicy } from '../../src/actions/retire-policy.ts'
import { sendBack } from '../../src/actions/send-back.ts'
import { snooze } from '../../src/actions/snooze.ts'
import { startCampaign } from '../../src/actions/start-campaign.ts'
import { startReview } from '../../src/actions/start-review.ts'
import { submitVersion } from '../../src/actions/submit-version.ts'
import { syncPeople } from '../../src/actions/sync-people.ts'
import { transferOwnership } from '../../src/actions/transfer-ownership.ts'
import { triageEvent } from '../../src/actions/triage-event.ts'
import { beat } from '../../src/beat.ts'
import { distribute } from '../../src/distribute.ts'
import { refreshDirectory } from '../../src/refresh-directory.ts'
import type { Json } from '../../src/rules/audit-chain.ts'
import { Refusal } from '../../src/rules/refusal.ts'
import { directory, staff } from '../support/company.ts'
import { delivered, directoryOf, text } from '../support/situations.ts'
import type { Told } from '../support/stories.ts'
import { wholeDatabase } from '../support/whole-database.ts'
import { expectAlways, type KnownPolicy, type Model, today } from './random-model.ts'

/** `isAble`: done by who can be expected to; else by anyone. */
type Draws = { who: string; other: string; pick: number; flag: boolean; isAble: boolean }
type Do = (model: Model, s: Told, draws: Draws) => Promise<void>
export type Step = { name: string; draws: Draws }

/** How often each action was carried out, so that a sequence that gets nowhere shows. */
export const carriedOut = new Map<string, number>()

/** The answer, or null where it was refused: then nothing at all has changed. */
async function tries<Request, Loaded, Answer extends Json>(
  s: Told,
  who: string,
  action: Action<Request, Loaded, Answer>,
  request: NoInfer<Request>,
): Promise<Answer | null> {
  const before = await wholeDatabase(s.database)
  try {
    const answer = await s.does(who, action, request)
    carriedOut.set(action.name, (carriedOut.get(action.name) ?? 0) + 1)
    return answer
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    expect(await wholeDatabase(s.database), `after ${error.code}`).toEqual(before)
    return null
  }
}

type Chosen = { policy: string; known: KnownPolicy; who: string }

/** One of the policies, and who does it: its owner, who stands in for them, or anyone. */
async function choose(model: Model, s: Told, { who, pick, isAble }: Draws): Promise<Chosen | undefined> {
  const [policy, known] = [...model.policies][pick % Math.max(1, model.policies.size)] ?? []
  if (!policy || !known) return undefined
  const { owner } = await s.row('policies', { id: policy })
  const able = nameOf(s, owner)
  return { policy, known, who: isAble ? (model.gone.has(able) ? 'mia' : able) : who }
}

function nameOf(s: Told, id: string | null): string {
  return names.find((name) => s.id(name) === id) ?? 'mia'
}

const steps: Record<string, Do> = {
  /** First, since a failing sequence is made simple by putting this in the place of others. */
  async beat(_, s) {
    await beat(s.world)
  },
  async register(model, s, { who, other, pick, isAble }) {
    const cadenceMonths = (pick % 12) + 1
    const answer = await tries(s, isAble ? 'mia' : who, registerPolicy, {
      code: `P-${pick}`,
      title: 'A policy',
      owner: s.id(other),
      deputies: [s.id('dan')],
      approvers: [],
      cadenceMonths,
      preferredMonth: null,
      audience: { everyone: true, channels: [], groups: [], people: [] },
      tags: [],
      components: [],
    })
    if (answer)
      model.policies.set(answer.policy, { cadenceMonths, wholeOn: null, waiting: null, isRetired: false })
  },
  async submit(model, s, draws) {
    const chosen = await choose(model, s, draws)
    if (!chosen) return
    const { policy, known, who } = chosen
    const { pick, flag } = draws
    const row = await s.row('policies', { id: policy })
    const isEditorial = flag && row.status !== 'draft'
    const effectiveOn = pick % 3 === 0 ? today(s) : null
    const version = text(`${++model.numbers}.0`, {
      changeKind: isEditorial ? 'editorial' : 'major',
      effectiveOn,
    })
    const [review] = (await s.rows('reviews', { policy, state: 'in progress' })).sort((a) =>
      a.kind === 'scheduled' ? 1 : -1,
    )
    const answer = await tries(s, who, submitVersion, { policy, version, note: null, considered: [] })
    const isFirst = row.status === 'draft'
    const isWhole = !isEditorial && review?.scope === 'whole policy'
    if (answer) known.waiting = { isFirst, movesDate: isFirst || isWhole }
  },
  async conclude(model, s, draws) {
    const chosen = await choose(model, s, draws)
    if (!chosen) return
    const { policy, known, who } = chosen
    const { pick, flag } = draws
    const said = {
      policy,
      scope: flag ? ('limited' as const) : ('whole policy' as const),
      considered: [],
      note: 'done',
    }
    const isFirst = (await s.row('policies', { id: policy })).status === 'draft'
    const answer = await tries(
      s,
      who,
      concludeReview,
      pick % 2 === 0
        ? { ...said, outcome: 'reaffirmed' }
        : {
            ...said,
            outcome: 'revised',
            version: text(`${++model.numbers}.0`, { changeKind: pick % 3 ? 'minor' : 'major' }),
          },
    )
    if (answer) known.waiting = { isFirst, movesDate: !flag || isFirst }
  },
  async start(model, s, draws) {
    const chosen = await choose(model, s, draws)
    if (chosen) await tries(s, chosen.who, startReview, { policy: chosen.policy })
  },
  async report(model, s, draws) {
    const chosen = await choose(model, s, draws)
    if (!chosen) return
    const happened = { category: 'security_event', happenedOn: today(s), what: 'something' } as const
    const report = await tries(s, draws.who, reportEvent, { ...happened, tags: [], link: null })
    if (!report) return
    const { flag, pick } = draws
    const policies = [chosen.policy]
    const decision =
      pick % 4 === 0
        ? { is: 'not significant' as const }
        : { is: 'significant' as const, policies, effectiveOn: null, dueOn: flag ? today(s) : null }
    const request = { event: report.event, reason: 'a reason', decision }
    await tries(s, draws.isAble ? 'mia' : draws.who, triageEvent, request)
  },
  async endorse(model, s, draws) {
    const { pick, flag } = draws
    const awaiting = (await s.rows('submissions', { state: 'awaiting' })).sort((a, b) =>
      a.id < b.id ? -1 : 1,
    )
    const submission = awaiting[pick % Math.max(1, awaiting.length)]
    const known = submission && model.policies.get(submission.policy)
    if (!submission || !known) return
    const who = draws.isAble ? await whoIsAsked(s, submission.id, draws) : draws.who
    const shown = { submission: submission.id, sha256: submission.sha256 }
    if (flag && pick % 4 === 0) {
      if (await tries(s, who, sendBack, { ...shown, reason: 'say more' })) known.waiting = null
      return
    }
    const answer = await tries(s, who, endorse, { ...shown, changeKind: null, comment: null })
    if (!answer) return
    const version = (await s.rows('versions', { id: submission.version ?? '' }))[0]
    const wrote =
      submission.kind === 'retirement'
        ? []
        : [version?.author, ...(JSON.parse(version?.editors ?? '[]') as string[])]
    expect([...wrote, submission.submittedBy], 'who wrote or submitted it').not.toContain(s.id(who))
    if (answer.isEndorsed) settled(s, known, submission.kind)
  },
  async recall(model, s, draws) {
    const chosen = await choose(model, s, draws)
    if (!chosen) return
    const answer = await tries(s, chosen.who, recallSubmission, { policy: chosen.policy, reason: null })
    if (answer) chosen.known.waiting = null
  },
  async retire(model, s, draws) {
    const chosen = await choose(model, s, draws)
    if (!chosen || draws.flag) return
    const { policy, known, who } = chosen
    if (await tries(s, who, retirePolicy, { policy, reason: 'a reason', replacement: null }))
      known.waiting = { isFirst: false, movesDate: false }
  },
  async rhythm(model, s, draws) {
    const chosen = await choose(model, s, draws)
    if (!chosen) return
    const { policy, known, who } = chosen
    const { pick } = draws
    const { revision } = await s.row('policies', { id: policy })
    const cadenceMonths = (pick % 12) + 1
    if (await tries(s, who, changePolicy, { policy, revision, changes: { cadenceMonths } }))
      known.cadenceMonths = cadenceMonths
  },
  async transfer(model, s, draws) {
    const chosen = await choose(model, s, draws)
    if (!chosen) return
    await tries(s, chosen.who, transferOwnership, { policy: chosen.policy, to: s.id(draws.other) })
  },
  async delegate(_, s, { who, other, pick }) {
    const untilOn = new Date(Date.parse(s.world.now()) + pick * 86_400_000).toISOString().slice(0, 10)
    await tries(s, who, delegate, { person: s.id(who), deputy: s.id(other), fromOn: today(s), untilOn })
  },
  async quorum(model, s, { who, pick, isAble }) {
    const text = ['any', 'all', '2'][pick % 3] as string
    if (await tries(s, isAble ? 'mia' : who, changeSettings, { changes: [{ key: 'quorum', text }] }))
      await settleEndorsed(model, s)
  },
  async distribute(_, s) {
    await distribute(s.world, directoryOf())
    await delivered(s)
  },
  async acknowledge(_, s, { who, pick, isAble }) {
    const asked = (await s.rows('acknowledgments')).sort((a, b) =>
      `${a.version}${a.person}` < `${b.version}${b.person}` ? -1 : 1,
    )
    const request = asked[pick % Math.max(1, asked.length)]
    if (!request) return
    const person = isAble ? nameOf(s, request.person) : who
    await tries(s, person, acknowledge, { version: request.version, statement: 'read' })
  },
  async snooze(_, s, { who, pick, flag, isAble }) {
    const on = new Date(Date.parse(s.world.now()) + (1 + (pick % 4)) * 86_400_000).toISOString().slice(0, 10)
    if (flag) {
      const asked = (await s.rows('acknowledgments', { state: 'open' })).sort((a, b) =>
        `${a.version}${a.person}` < `${b.version}${b.person}` ? -1 : 1,
      )
      const request = asked[pick % Math.max(1, asked.length)]
      if (request)
        await tries(s, isAble ? nameOf(s, request.person) : who, snooze, { version: request.version, on })
      return
    }
    const held = (await s.rows('obligationHolders', { as: 'holder' })).sort((a, b) =>
      `${a.obligation}${a.holder}` < `${b.obligation}${b.holder}` ? -1 : 1,
    )
    const one = held[pick % Math.max(1, held.length)]
    if (one) await tries(s, isAble ? nameOf(s, one.holder) : who, snooze, { obligation: one.obligation, on })
  },
  async askAnew(_, s, { who, isAble }) {
    await tries(s, isAble ? 'mia' : who, startCampaign, { components: [], tags: [] })
  },
  async leave(model, s, { other }) {
    if (other === 'mia') return
    model.gone.add(other)
    await synced(model, s, other)
    await settleEndorsed(model, s)
  },
  async comeBack(model, s) {
    const [who] = model.gone
    if (who === undefined) return
    model.gone.delete(who)
    const people = staff.map((one) => ({ ...one, isDeactivated: model.gone.has(one.name.toLowerCase()) }))
    await refreshDirectory(s.world, directoryOf(people))
  },
  async pass(_, s, { pick }) {
    const days = [1, 3, 20, 100][pick % 4] as number
    const at = new Date(Date.parse(s.world.now()) + days * 86_400_000).toISOString()
    s.at(`${at.slice(0, 10)}T${String(8 + (pick % 9)).padStart(2, '0')}:00:00.000Z`)
    await beat(s.world)
  },
}

async function whoIsAsked(s: Told, submission: string, { pick }: Draws): Promise<string> {
  const obligation = await s.row('obligations', { kind: 'endorse', subject: submission })
  const holders = (await s.rows('obligationHolders', { obligation: obligation.id, as: 'holder' })).map(
    ({ holder }) => holder,
  )
  return nameOf(s, holders.sort()[pick % Math.max(1, holders.length)] ?? null)
}

function settled(s: Told, known: KnownPolicy, kind: string): void {
  if (known.waiting?.movesDate && kind !== 'retirement') known.wholeOn = today(s)
  if (kind === 'retirement') known.isRetired = true
  known.waiting = null
}

async function synced(model: Model, s: Told, who: string): Promise<void> {
  const one = staff.find(({ name }) => name.toLowerCase() === who)
  if (!one) return
  const people = [{ ...one, isDeactivated: model.gone.has(who) }]
  await s.does(directory, syncPeople, { people, isLast: false })
}

/** What was endorsed by all who remain when an approver left, or fewer became enough. */
async function settleEndorsed(model: Model, s: Told): Promise<void> {
  for (const [policy, known] of model.policies) {
    if (!known.waiting || (await s.rows('submissions', { policy, state: 'awaiting' })).length > 0) continue
    const last = (await s.rows('submissions', { policy, state: 'endorsed', endedAt: s.world.now() })).at(-1)
    expect(last, 'what became of the submission').toBeDefined()
    settled(s, known, last?.kind as string)
  }
}

const names = ['mia', 'olga', 'dan', 'ann', 'bob', 'sam']
const draws = fc.record({
  who: fc.constantFrom(...names),
  other: fc.constantFrom(...names),
  pick: fc.nat({ max: 11 }),
  flag: fc.boolean(),
  isAble: fc.constantFrom(true, true, true, false),
})

/** More often, where a sequence gets nowhere without it. */
const weights: Record<string, number> = {
  submit: 2,
  conclude: 3,
  endorse: 7,
  pass: 2,
  distribute: 2,
  acknowledge: 3,
  snooze: 2,
}

export const randomStep: fc.Arbitrary<Step> = fc.record({
  name: fc.constantFrom(
    ...Object.keys(steps).flatMap((name) => Array.from({ length: weights[name] ?? 1 }, () => name)),
  ),
  draws,
})

export async function take(model: Model, s: Told, { name, draws }: Step): Promise<void> {
  await (steps[name] as Do)(model, s, draws)
  await expectAlways(model, s)
}
