import { setTimeout as pause } from 'node:timers/promises'
import type { PersonRow, PolicyRow } from '../../../db/schema.ts'
import { changePolicy } from '../../actions/change-policy.ts'
import { perform } from '../../actions/perform.ts'
import { refuseRetired, requirePolicy } from '../../actions/policy-fields.ts'
import { isNobody } from '../../rules/acknowledgment.ts'
import { IncompleteRead } from '../../rules/delivery.ts'
import type { Audience } from '../../rules/terms.ts'
import { actorOf, type Desk } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import { type AudienceForm, audienceForm, type Reached } from '../views/modals/audience.ts'
import { type Filled, listIn, type Option } from '../views/modals/form.ts'
import { type Ask, modal } from './modal.ts'
import { changedIn, inOrder, shownIn } from './people.ts'
import { aboutOf } from './subjects.ts'

type Facts = AudienceForm & { policyRow: PolicyRow; stored: Audience; named: PersonRow[] }

export const audience = modal<Facts>({
  title: 'Audience',
  read,
  async permit({ act }, { policyRow }) {
    await permitHere(act, 'change-policy', policyRow)
    refuseRetired(policyRow)
  },
  begin: ({ stored, named }) => ({
    everyone: stored.everyone ? ['everyone'] : [],
    channels: stored.channels,
    groups: stored.groups,
    people: shownIn(named).slackIds,
  }),
  merges: true,
  from: ({ policyRow }) => ({ about: policyRow.id }),
  draw: async (facts, filled, ask) =>
    audienceForm(facts, filled, await reachedBy(ask, await audienceIn(ask, filled, facts.named))),
  async submit(submission, filled) {
    const { desk, gesture, from } = submission
    const { id: policy, code, revision, ...row } = await requirePolicy(submission.act, String(from.about))
    const named = await inOrder(submission.act, audienceOf(row).people)
    const changes = { audience: await audienceIn(submission, filled, named) }
    await perform(desk.world, actorOf(gesture), changePolicy, { policy, revision, changes }, gesture.key)
    return `Saved: the audience of ${code}.`
  },
})

const audienceOf = ({ audience: stored }: Pick<PolicyRow, 'audience'>) => JSON.parse(stored) as Audience

async function read({ desk, act, subject }: Ask): Promise<Facts> {
  const policy = await requirePolicy(act, subject)
  const stored = audienceOf(policy)
  const named = await inOrder(act, stored.people)
  return {
    ...aboutOf(policy),
    groups: await groupsOf(desk, stored.groups),
    others: shownIn(named).others.map(({ name }) => name),
    policyRow: policy,
    stored,
    named,
  }
}

/** Slack has no field for user groups, so they are listed; one that is chosen already stays, also where Slack lists it no more. */
export async function groupsOf({ client, log }: Desk, chosen: readonly string[]): Promise<Option[]> {
  const answer = await client.usergroups.list().catch((error: unknown) => {
    log.info({ error: String(error) }, 'user groups could not be listed')
    return { usergroups: [] }
  })
  const listed = (answer.usergroups ?? []).flatMap(({ id, name, handle }) =>
    id ? [{ value: id, words: name ?? handle ?? id, more: handle ? `@${handle}` : '' }] : [],
  )
  const gone = chosen.filter((id) => listed.every(({ value }) => value !== id))
  return [...listed, ...gone.map((id) => ({ value: id, words: id, more: 'Not listed by Slack' }))]
}

async function audienceIn({ act }: Ask, filled: Filled, named: readonly PersonRow[]): Promise<Audience> {
  return {
    everyone: listIn(filled, 'everyone').length > 0,
    channels: listIn(filled, 'channels'),
    groups: listIn(filled, 'groups'),
    people: await changedIn(act, named, listIn(filled, 'people'), 'people'),
  }
}

/** A person looks at the form meanwhile; the audience itself is read anew on its day, however long that takes. */
const countWithin = 8_000

async function tooLong(): Promise<never> {
  await pause(countWithin, undefined, { ref: false })
  throw new IncompleteRead('audience', 'Slack did not list everyone in time', false)
}

/** How many people an audience comes to today, as far as Slack tells it in time. */
export async function reachedBy({ desk }: Pick<Ask, 'desk'>, audience: Audience): Promise<Reached> {
  if (isNobody(audience)) return { is: 'nobody' }
  try {
    const { people: asked, leftOut } = await Promise.race([desk.audienceOf(audience), tooLong()])
    const whys = [...new Set(leftOut.map(({ why }) => why))]
    return {
      is: 'read',
      people: asked.length,
      leftOut: whys.map((why) => ({ why, count: leftOut.filter((one) => one.why === why).length })),
    }
  } catch (error) {
    if (!(error instanceof IncompleteRead)) throw error
    return { is: 'unread', why: error.message }
  }
}
