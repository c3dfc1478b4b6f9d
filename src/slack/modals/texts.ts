import { countOf, missingOf } from '../../../db/acknowledgments.ts'
import { heldAbout } from '../../../db/holders.ts'
import { submissionById } from '../../../db/reviews.ts'
import type { PolicyRow, VersionRow } from '../../../db/schema.ts'
import { approversOf, rolesOf } from '../../actions/roles.ts'
import { difference, wholeDifference } from '../../rules/difference.ts'
import { refuse } from '../../rules/refusal.ts'
import { permitMissing, readers } from '../permit-missing.ts'
import {
  type CompareForm,
  compareForm,
  type MissingForm,
  missingForm,
  namesAPage,
  type ReadForm,
  readForm,
} from '../views/modals/texts.ts'
import { type Ask, modal } from './modal.ts'
import { aboutOf, comparedWith, versionOf } from './subjects.ts'

/** Texts and lists to read, a page at a time. */

type Facts<Form> = Form & { policyRow: PolicyRow; version: VersionRow; attachedTo?: string }

export const read = modal<Facts<ReadForm>>({
  title: 'Read',
  async read({ act, subject }) {
    const submission = await submissionById(act.trx, act.workspace, subject)
    const { policy, version } = await versionOf(act, submission?.version ?? subject)
    const { number, state, content, sha256 } = version
    const common = { ...aboutOf(policy), number, state, policyRow: policy, version }
    // A text attached to a reaffirmation becomes the version's by its endorsement.
    if (content === null && submission?.content)
      return { ...common, content: submission.content, sha256: submission.sha256, attachedTo: submission.id }
    return { ...common, content, sha256 }
  },
  permit: requireReader,
  subject: ({ version, attachedTo }) => attachedTo ?? version.id,
  draw: (facts, _, { page }) => readForm(facts, page),
})

export const compare = modal<Facts<CompareForm>>({
  title: 'Compare',
  read: readCompared,
  permit: requireReader,
  draw: (facts, _, { page }) => compareForm(facts, page),
})

async function readCompared({ act, subject }: Ask): Promise<Facts<CompareForm>> {
  const submission = await submissionById(act.trx, act.workspace, subject)
  const { policy, version } = await versionOf(act, submission?.version ?? subject)
  const before = await comparedWith(act, version)
  if (!before)
    return refuse('wrong_state', {
      what: `Version ${version.number} of "${policy.code}"`,
      state: 'the first',
      wanted: 'compared',
      remedy: 'Read it instead.',
    })
  if (!before.content) return refuse('text_missing', { number: before.number })
  if (!version.content) return refuse('text_missing', { number: version.number })
  return {
    ...aboutOf(policy),
    before: before.number,
    after: version.number,
    counts: difference(before.content, version.content),
    lines: wholeDifference(before.content, version.content),
    policyRow: policy,
    version,
  }
}

/** What is or was in force is for everyone; what is in the making, for those who make it or decide on it. */
async function requireReader({ act, who }: Ask, facts: Facts<object>): Promise<void> {
  const { version, policyRow, attachedTo } = facts
  const roles = await rolesOf(act, policyRow)
  if (attachedTo === undefined && roles.length > 0 && ['in force', 'superseded'].includes(version.state))
    return
  if (roles.some((role) => readers.includes(role))) return
  if ((await approversOf(act, policyRow.id)).some(({ id }) => id === who.id)) return
  if ((await heldAbout(act.trx, act.workspace, who.id, policyRow.id)).length > 0) return
  refuse('not_permitted', {
    who: 'the owner, a deputy, an approver, a policy manager or an auditor',
    what: 'read a version that is not in force',
  })
}

export const missing = modal<Facts<MissingForm>>({
  title: 'Who is missing',
  async read({ act, subject, page }) {
    const { policy, version } = await versionOf(act, subject)
    const counts = await countOf(act.trx, act.workspace, version.id)
    const range = { offset: page * namesAPage, limit: namesAPage }
    const names = await missingOf(act.trx, act.workspace, version.id, range)
    const mayExcuse = (await rolesOf(act, policy)).some((role) => role === 'owner' || role === 'manager')
    return {
      ...aboutOf(policy),
      number: version.number,
      ...counts,
      mayExcuse,
      subject: version.id,
      names,
      policyRow: policy,
      version,
    }
  },
  permit: ({ act, who }, { policyRow }) => permitMissing(act, who, policyRow),
  subject: ({ version }) => version.id,
  draw: (facts, _, { page }) => missingForm(facts, page),
})
