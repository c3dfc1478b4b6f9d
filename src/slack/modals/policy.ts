import { personById } from '../../../db/people.ts'
import { peopleInRole } from '../../../db/policies.ts'
import type { PersonRow, PolicyRow } from '../../../db/schema.ts'
import { changePolicy, type PolicyChanges } from '../../actions/change-policy.ts'
import { perform } from '../../actions/perform.ts'
import { refuseRetired, requirePolicy } from '../../actions/policy-fields.ts'
import { registerPolicy } from '../../actions/register-policy.ts'
import { requireHolders } from '../../actions/roles.ts'
import { transferOwnership } from '../../actions/transfer-ownership.ts'
import { chosenComponents, keptComponents, offeredComponents } from '../../rules/programme.ts'
import { refuse } from '../../rules/refusal.ts'
import type { ApprovalRule } from '../../rules/terms.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import { type Filled, listIn, textIn } from '../views/modals/form.ts'
import { type PolicyForm, policyForm } from '../views/modals/policy.ts'
import { type Ask, modal, type Submission } from './modal.ts'
import { oneOf, wordListIn } from './parse.ts'
import { changedIn, idsOf, shownIn } from './people.ts'
import { type PolicyField, policyWords, saySaved } from './saved.ts'
import { aboutOf } from './subjects.ts'

const longestCadence = 12

export const add = modal<PolicyForm>({
  title: 'Add a policy',
  // Opened from a component without a policy, it begins with that.
  read: async ({ act, subject }) => ({
    about: null,
    others: [],
    statedOwner: null,
    offered: offeredComponents(act.settings.components, subject === '' ? [] : [subject]),
    kept: [],
  }),
  async permit({ act }) {
    await permitHere(act, 'register-policy', null)
  },
  begin: (_, { subject }) => ({
    ...(subject === '' ? {} : { title: subject, components: [subject] }),
    cadence: String(longestCadence),
    preferredMonth: 'none',
  }),
  draw: policyForm,
  async submit(submission, filled) {
    const { desk, act, gesture } = submission
    const owner = textIn(filled, 'owner')
    const [ownerId] = await idsOf(act, owner === '' ? [] : [owner], 'owner')
    const code = textIn(filled, 'code').trim()
    const request = {
      code,
      title: textIn(filled, 'title').trim(),
      owner: ownerId ?? refuse('bad_request', { expected: 'an owner', came: 'nobody' }, 'owner'),
      ...(await rolesIn(submission, filled, { deputies: [], approvers: [] })),
      ...rhythmIn(filled),
      audience: { everyone: true, channels: [], groups: [], people: [] },
      tags: wordListIn(filled, 'tags'),
      components: chosenComponents(listIn(filled, 'components'), []),
    }
    await perform(desk.world, actorOf(gesture), registerPolicy, request, gesture.key)
    return `"${request.title}" (${code}) is registered as a draft for everyone. Submit its first version with /policy submit ${code}; change who it is for with /policy audience ${code}.`
  },
})

type Facts = PolicyForm & {
  policy: PolicyRow
  owner: PersonRow | undefined
  deputies: PersonRow[]
  approvers: PersonRow[]
}

export const edit = modal<Facts>({
  title: 'Edit a policy',
  read,
  async permit({ act }, { policy }) {
    await permitHere(act, 'change-policy', policy)
    refuseRetired(policy)
  },
  begin: ({ policy, owner, deputies, approvers, offered }) => ({
    title: policy.title,
    owner: owner?.slackId ?? '',
    deputy: shownIn(deputies).slackIds,
    approver: shownIn(approvers).slackIds,
    cadence: String(policy.cadenceMonths),
    preferredMonth: policy.preferredMonth === null ? 'none' : String(policy.preferredMonth),
    ...shownRule(ruleOf(policy)),
    tags: (JSON.parse(policy.tags) as string[]).join(', '),
    components: offered.filter((one) => componentsOf(policy).includes(one)),
  }),
  merges: true,
  from: ({ policy }) => ({ about: policy.id }),
  draw: policyForm,
  submit: save,
})

async function read({ act, subject }: Ask): Promise<Facts> {
  const { trx, workspace } = act
  const policy = await requirePolicy(act, subject)
  const deputies = await peopleInRole(trx, workspace, policy.id, 'deputy')
  const approvers = await peopleInRole(trx, workspace, policy.id, 'approver')
  return {
    about: aboutOf(policy),
    others: shownIn([...deputies, ...approvers]).others.map(({ name }) => name),
    statedOwner: policy.statedOwner,
    offered: offeredComponents(act.settings.components, componentsOf(policy)),
    kept: keptComponents(componentsOf(policy)),
    policy,
    owner: policy.owner === null ? undefined : await personById(trx, workspace, policy.owner),
    deputies,
    approvers,
  }
}

const componentsOf = (policy: PolicyRow) => JSON.parse(policy.components) as string[]

async function rolesIn(
  { act }: Submission,
  filled: Filled,
  present: { deputies: PersonRow[]; approvers: PersonRow[] },
): Promise<{ deputies: string[]; approvers: string[] }> {
  return {
    deputies: await changedIn(act, present.deputies, listIn(filled, 'deputy'), 'deputy'),
    approvers: await changedIn(act, present.approvers, listIn(filled, 'approver'), 'approver'),
  }
}

function rhythmIn(filled: Filled): { cadenceMonths: number; preferredMonth: number | null } {
  const [cadence, month] = [textIn(filled, 'cadence'), textIn(filled, 'preferredMonth')]
  const isMonth = /^([1-9]|1[0-2])$/.test(month)
  if (!isMonth && month !== 'none' && month !== '')
    refuse('bad_request', { expected: 'a month', came: month }, 'preferredMonth')
  return { cadenceMonths: Number(cadence), preferredMonth: isMonth ? Number(month) : null }
}

function ruleOf(policy: PolicyRow): ApprovalRule | null {
  return policy.approvalRule === null ? null : (JSON.parse(policy.approvalRule) as ApprovalRule)
}

function shownRule(rule: ApprovalRule | null): Filled {
  return { quorum: String(rule?.quorum ?? 'workspace'), inOrder: rule?.inOrder ? 'yes' : 'no' }
}

/** Null: the workspace's. */
function ruleIn(filled: Filled): ApprovalRule | null {
  const quorum = oneOf(filled, 'quorum', ['workspace', 'any', 'all', ...counts])
  if (quorum === 'workspace') return null
  const inOrder = oneOf(filled, 'inOrder', ['yes', 'no']) === 'yes'
  return { quorum: quorum === 'any' || quorum === 'all' ? quorum : Number(quorum), inOrder }
}

const counts = ['2', '3', '4', '5', '6', '7', '8', '9'] as const

/** Only what is another than it was is changed, so that a save without a change writes nothing. */
async function save(submission: Submission, filled: Filled): Promise<string> {
  const { desk, act, gesture, from } = submission
  const facts = await read({ ...submission, subject: String(from.about) })
  const { policy } = facts
  const [chosen] = await idsOf(act, textIn(filled, 'owner') === '' ? [] : [textIn(filled, 'owner')], 'owner')
  const owner = chosen !== undefined && chosen !== policy.owner ? chosen : null
  const changes = await changesIn(submission, filled, facts)
  if (owner !== null) {
    await permitHere(act, 'transfer-ownership', policy)
    await requireHolders(act, [owner], 'owner')
  }
  if (Object.keys(changes).length > 0) {
    const request = { policy: policy.id, revision: policy.revision, changes }
    await perform(desk.world, actorOf(gesture), changePolicy, request, gesture.key)
  }
  if (owner !== null)
    await perform(
      desk.world,
      actorOf(gesture),
      transferOwnership,
      { policy: policy.id, to: owner },
      `${gesture.key}:owner`,
    )
  const saved = [...Object.keys(changes), ...(owner === null ? [] : ['owner'])]
  return saySaved(
    saved.map((field) => policyWords[field as PolicyField]),
    policy.code,
  )
}

async function changesIn(submission: Submission, filled: Filled, facts: Facts): Promise<PolicyChanges> {
  const { policy } = facts
  const wanted = {
    title: textIn(filled, 'title').trim(),
    ...(await rolesIn(submission, filled, facts)),
    ...rhythmIn(filled),
    approvalRule: ruleIn(filled),
    tags: wordListIn(filled, 'tags'),
    components: chosenComponents(listIn(filled, 'components'), componentsOf(policy)),
  }
  const present: Record<keyof typeof wanted, unknown> = {
    title: policy.title,
    deputies: facts.deputies.map(({ id }) => id),
    approvers: facts.approvers.map(({ id }) => id),
    cadenceMonths: policy.cadenceMonths,
    preferredMonth: policy.preferredMonth,
    approvalRule: ruleOf(policy),
    tags: JSON.parse(policy.tags),
    components: componentsOf(policy),
  }
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(present[key as keyof typeof wanted]),
    ),
  )
}
