import { acknowledgmentOf } from '../../db/acknowledgments.ts'
import { submissionById } from '../../db/reviews.ts'
import { acknowledge } from '../actions/acknowledge.ts'
import { concludeReview } from '../actions/conclude-review.ts'
import { endorse } from '../actions/endorse.ts'
import { reportEvent } from '../actions/report-event.ts'
import { retirePolicy } from '../actions/retire-policy.ts'
import { sendBack } from '../actions/send-back.ts'
import { startReview } from '../actions/start-review.ts'
import { triageEvent } from '../actions/triage-event.ts'
import { distribute } from '../distribute.ts'
import { addDays } from '../rules/calendar.ts'
import type { ChangeKind, Day } from '../rules/terms.ts'
import { demoPolicies, type Who } from './policies.ts'
import type { Stage } from './programme.ts'
import { textOf } from './texts.ts'

/** What people have done with the programme: a policy in each state that is worth seeing. */
export async function tellStories(stage: Stage): Promise<void> {
  await continuityInProgress(stage)
  await cryptographySubmitted(stage)
  await networkSentBack(stage)
  await screeningWaits(stage)
  await incidentsOutOfCycle(stage)
  await implementationRetired(stage)
  await accessDistributed(stage)
}

const considered = ['incidents', 'law and contracts', 'changes to the business or platform', 'audit findings']

async function continuityInProgress({ act, policy }: Stage): Promise<void> {
  await act('marek', startReview, { policy: policy('ISP-11') }, 'start ISP-11')
}

async function cryptographySubmitted(stage: Stage): Promise<void> {
  await revise(stage, 'ISP-13', {
    number: '2.1',
    changeKind: 'minor',
    summary: 'Keys of signing services are changed every six months.',
    added: ['Keys of signing services are changed every six months.'],
    note: 'The rules hold; keys of signing services were missing.',
  })
}

async function networkSentBack(stage: Stage): Promise<void> {
  const submission = await revise(stage, 'ISP-22', {
    number: '3.0',
    changeKind: 'major',
    summary: 'Guests no longer have a network of their own.',
    added: ['Guests use the mobile network of their own provider.'],
    note: 'The guest network has cost more than it gave.',
  })
  const reason = 'Customers who visit us need a network. Please say what they are to use instead.'
  const { sha256 } = await shown(stage, submission)
  await stage.act('leo', sendBack, { submission, sha256, reason }, 'send back ISP-22')
}

async function screeningWaits(stage: Stage): Promise<void> {
  const submission = await revise(stage, 'ISP-23', {
    number: '2.0',
    changeKind: 'major',
    summary: 'References are checked for contractors as well.',
    added: ['Contractors with access to customer data are checked like employees.'],
    note: 'Two contractors joined without anyone having checked them.',
    effectiveOn: addDays(stage.today, 14),
  })
  await endorseIt(stage, submission, 'ISP-23', 'Agreed. Two weeks are enough to tell the agencies.')
}

async function incidentsOutOfCycle({ act, policy, today }: Stage): Promise<void> {
  const stolen = {
    category: 'security_event' as const,
    happenedOn: addDays(today, -2),
    what: 'A laptop was stolen at the airport. It was encrypted; the account was closed within the hour.',
    tags: ['customer data'],
    link: null,
  }
  const { event } = await act('marek', reportEvent, stolen, 'report for ISP-18')
  const significant = {
    event,
    reason: 'Nobody knew whom to call on a Sunday. The policy must say so.',
    decision: { is: 'significant' as const, policies: [policy('ISP-18')], effectiveOn: null, dueOn: null },
  }
  await act('ana', triageEvent, significant, 'triage for ISP-18')
}

async function implementationRetired(stage: Stage): Promise<void> {
  const reason = 'Its two rules are part of every other policy now.'
  const request = { policy: stage.policy('ISP-04'), reason, replacement: 'ISP-10' }
  const { submission } = await stage.act('priya', retirePolicy, request, 'retire ISP-04')
  await endorseIt(stage, submission, 'ISP-04', 'Fine: one text less to read.')
}

/** Endorsed, put in front of everyone, and acknowledged by those who read quickly. */
async function accessDistributed(stage: Stage): Promise<void> {
  const submission = await revise(stage, 'ISP-07', {
    number: '3.0',
    changeKind: 'major',
    summary: 'A second factor is needed everywhere, and shared accounts end.',
    added: ['Shared accounts are not used; those that exist end within 30 days.'],
    note: 'The audit found two shared accounts; a second factor is usual by now.',
  })
  await endorseIt(stage, submission, 'ISP-07', 'Long due.')
  await distribute(stage.world, stage.directory)
  const { version } = await shown(stage, submission)
  const readers: Who[] = ['ana', 'priya', 'nora', 'tomas']
  for (const who of readers) await confirm(stage, who, version as string)
}

async function confirm({ world, id, act }: Stage, who: Who, version: string): Promise<void> {
  const asked = await acknowledgmentOf(world.database.kysely, world.workspace, version, id(who))
  const statement = 'I have read this version and will follow it.'
  if (asked) await act(who, acknowledge, { version, statement }, `acknowledge ISP-07 ${who}`)
}

type Revision = {
  number: string
  changeKind: ChangeKind
  summary: string
  added: string[]
  note: string
  effectiveOn?: Day
}

async function revise(stage: Stage, code: string, revision: Revision): Promise<string> {
  const { number, changeKind, summary, added, note, effectiveOn } = revision
  const one = demoPolicies.find((policy) => policy.code === code)
  if (!one) throw new Error(`Expected ${code} among the demo's policies`)
  const policy = stage.policy(code)
  await stage.act(one.owner, startReview, { policy }, `start ${code}`)
  const content = textOf(one.title, one.component, added)
  const version = { number, changeKind, summary, content, effectiveOn: effectiveOn ?? null }
  const outcome = { policy, scope: 'whole policy', considered, note, outcome: 'revised', version } as const
  return (await stage.act(one.owner, concludeReview, outcome, `conclude ${code}`)).submission
}

async function endorseIt(stage: Stage, submission: string, code: string, comment: string): Promise<void> {
  const { sha256 } = await shown(stage, submission)
  await stage.act('leo', endorse, { submission, sha256, changeKind: null, comment }, `endorse ${code}`)
}

/** What the approver is shown, and decides on. */
async function shown({ world }: Stage, submission: string) {
  const row = await submissionById(world.database.kysely, world.workspace, submission)
  if (!row) throw new Error(`Expected the submission ${submission}`)
  return row
}
