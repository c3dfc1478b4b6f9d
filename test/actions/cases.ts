import type { Table } from '../../db/schema.ts'
import { acknowledge } from '../../src/actions/acknowledge.ts'
import { askAudience } from '../../src/actions/ask-audience.ts'
import { askJoiners } from '../../src/actions/ask-joiners.ts'
import { attest } from '../../src/actions/attest.ts'
import { changePolicy } from '../../src/actions/change-policy.ts'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { changeSources } from '../../src/actions/change-sources.ts'
import { claimWorkspace } from '../../src/actions/claim-workspace.ts'
import { compareIncidents } from '../../src/actions/compare-incidents.ts'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { decideWaiver } from '../../src/actions/decide-waiver.ts'
import { delegate } from '../../src/actions/delegate.ts'
import { endCampaign } from '../../src/actions/end-campaign.ts'
import { endorse } from '../../src/actions/endorse.ts'
import { escalate } from '../../src/actions/escalate.ts'
import { excuse } from '../../src/actions/excuse.ts'
import { firstManager } from '../../src/actions/first-manager.ts'
import { foldIn } from '../../src/actions/fold-in.ts'
import { goLive } from '../../src/actions/go-live.ts'
import { handOn } from '../../src/actions/hand-on.ts'
import { importPolicy } from '../../src/actions/import-policy.ts'
import { makeWorkspace } from '../../src/actions/make-workspace.ts'
import { openAttestation } from '../../src/actions/open-attestation.ts'
import { openCampaign } from '../../src/actions/open-campaign.ts'
import type { Action } from '../../src/actions/perform.ts'
import { pinDay } from '../../src/actions/pin-day.ts'
import { putInForce } from '../../src/actions/put-in-force.ts'
import { recallSubmission } from '../../src/actions/recall-submission.ts'
import { recordAcknowledgment } from '../../src/actions/record-acknowledgment.ts'
import { recordDelivery } from '../../src/actions/record-delivery.ts'
import { recordDistribution } from '../../src/actions/record-distribution.ts'
import { recordEndorsement } from '../../src/actions/record-endorsement.ts'
import { registerPolicy } from '../../src/actions/register-policy.ts'
import { remind } from '../../src/actions/remind.ts'
import { reopenEvent } from '../../src/actions/reopen-event.ts'
import { replan } from '../../src/actions/replan.ts'
import { reportEvent } from '../../src/actions/report-event.ts'
import { reportTrouble } from '../../src/actions/report-trouble.ts'
import { requestWaiver } from '../../src/actions/request-waiver.ts'
import { retirePolicy } from '../../src/actions/retire-policy.ts'
import { sealDistribution } from '../../src/actions/seal-distribution.ts'
import { sendBack } from '../../src/actions/send-back.ts'
import { snooze } from '../../src/actions/snooze.ts'
import { startCampaign } from '../../src/actions/start-campaign.ts'
import { startReview } from '../../src/actions/start-review.ts'
import { submitVersion } from '../../src/actions/submit-version.ts'
import { syncPeople } from '../../src/actions/sync-people.ts'
import { transferOwnership } from '../../src/actions/transfer-ownership.ts'
import { triageEvent } from '../../src/actions/triage-event.ts'
import { withdrawEvent } from '../../src/actions/withdraw-event.ts'
import { withdrawWaiver } from '../../src/actions/withdraw-waiver.ts'
import { beat } from '../../src/beat.ts'
import { distribute } from '../../src/distribute.ts'
import type { Json } from '../../src/rules/audit-chain.ts'
import { sha256 } from '../../src/rules/digest.ts'
import type { Actor } from '../../src/rules/terms.ts'
import { aPolicy, type CompanyOptions, calendar, directory, member, operator } from '../support/company.ts'
import {
  delivered,
  directoryOf,
  distributed,
  inForce,
  quarterOver,
  reported,
  shownHash,
  shownQuarter,
  submitted,
  text,
  triggered,
  waiverAsked,
} from '../support/situations.ts'
import type { Told } from '../support/stories.ts'
import { aRow } from './register-row.ts'

/** Every action in a situation in which it succeeds, who may not, and the table that shows its change. */

type Doing = {
  action: Action<never, unknown, never>
  who: string | Actor
  request: unknown
  /** Takes back what no action did, before the record is replayed. */
  takeBack?: () => Promise<void>
}

export type ActionCase = {
  /** Given rows, then the one thing done: each of its statements fails once, and leaves nothing. */
  anomaly: { given(story: Told): Promise<Doing>; company?: CompanyOptions }
  /** Who may not do it. */
  permit: string | Actor
  /** Where the change is seen; the same key again changes nothing there, nor anywhere. */
  repeatedKey: Table
}

function doing<Request, Loaded, Answer extends Json>(
  who: string | Actor,
  action: Action<Request, Loaded, Answer>,
  request: NoInfer<Request>,
): Doing {
  return { who, action: action as never, request }
}

const nobodyYet: CompanyOptions = { isLive: false }
const inTwelveMonths = '2028-01-31T08:00:00.000Z'

export const actionCases: Record<string, ActionCase> = {
  acknowledge: {
    anomaly: {
      async given(story) {
        const { version } = await distributed(story)
        const people = [member('bob', { isDeactivated: true })]
        await story.does(directory, syncPeople, { people, isLast: false })
        return doing('sam', acknowledge, { version, statement: 'I have read it.' })
      },
    },
    permit: 'bob',
    repeatedKey: 'acknowledgments',
  },
  'ask-audience': {
    anomaly: {
      async given(story) {
        await inForce(story)
        const { id } = await story.row('distributions', {})
        const people = [story.id('olga'), story.id('sam')]
        for (const [i, person] of people.entries())
          await story.database.kysely
            .insertInto('distributionPeople')
            .values({ workspace: 'w1', distribution: id, position: i + 1, person })
            .execute()
        const sealed = { distribution: id, count: 2, sha256: sha256(people.join('\n')), leftOut: [] }
        await story.does(calendar, sealDistribution, sealed)
        return doing(calendar, askAudience, { distribution: id, from: 0, size: 10 })
      },
    },
    permit: 'mia',
    repeatedKey: 'acknowledgments',
  },
  'start-campaign': {
    anomaly: {
      async given(story) {
        await distributed(story)
        return doing('mia', startCampaign, { components: [], tags: [] })
      },
    },
    permit: 'olga',
    repeatedKey: 'campaigns',
  },
  'open-campaign': {
    anomaly: {
      async given(story) {
        await distributed(story)
        const { campaign } = await story.does('mia', startCampaign, { components: [], tags: [] })
        return doing(calendar, openCampaign, { campaign, from: '', size: 10 })
      },
    },
    permit: 'mia',
    repeatedKey: 'distributions',
  },
  'end-campaign': {
    anomaly: {
      async given(story) {
        const audience = { everyone: false, channels: ['C1'], groups: [], people: [] }
        await inForce(story, 'ISP-07', { audience })
        await distribute(story.world, directoryOf(undefined, { C1: ['U0SAM'] }))
        const { campaign } = await story.does('mia', startCampaign, { components: [], tags: [] })
        await story.does(calendar, openCampaign, { campaign, from: '', size: 10 })
        const { id } = await story.row('distributions', { campaign })
        const sentence = 'The channel C1 is archived. Open it again, or choose another.'
        await story.does(calendar, reportTrouble, { subject: 'channel:C1', sentence, distribution: id })
        return doing(calendar, endCampaign, { campaign })
      },
    },
    permit: 'mia',
    repeatedKey: 'campaigns',
  },
  'ask-joiners': {
    anomaly: {
      async given(story) {
        const { version } = await distributed(story)
        return doing(directory, askJoiners, { version, people: [story.id('gus')] })
      },
    },
    permit: 'mia',
    repeatedKey: 'distributions',
  },
  attest: {
    anomaly: {
      async given(story) {
        await reported(story)
        await story.does('mia', compareIncidents, await quarterOver(story))
        return doing('mia', attest, { ...(await shownQuarter(story)), statement: 'E-1 is not clear yet' })
      },
    },
    permit: operator,
    repeatedKey: 'attestations',
  },
  'change-policy': {
    anomaly: {
      async given(story) {
        const { policy } = await inForce(story)
        const { revision } = await story.row('policies', { id: policy })
        const changes = {
          title: 'Access',
          cadenceMonths: 6,
          deputies: [story.id('bob')],
          approvers: [story.id('dan')],
        }
        return doing('olga', changePolicy, { policy, revision, changes })
      },
    },
    permit: 'dan',
    repeatedKey: 'policies',
  },
  'change-settings': {
    anomaly: {
      given: async () =>
        doing('mia', changeSettings, { changes: [{ key: 'policyManagers', text: 'dan@example.com' }] }),
    },
    permit: 'olga',
    repeatedKey: 'settings',
  },
  'change-sources': {
    anomaly: {
      async given(story) {
        await story.does(operator, changeSources, { name: 'pagerduty', change: 'add' })
        return doing(operator, changeSources, { name: 'pagerduty', change: 'rotate' })
      },
    },
    permit: 'mia',
    repeatedKey: 'settings',
  },
  'claim-workspace': {
    anomaly: {
      given: async () => doing(directory, claimWorkspace, { team: 'T1', name: 'Example' }),
      company: { isClaimed: false, isLive: false },
    },
    permit: 'mia',
    repeatedKey: 'workspaces',
  },
  'compare-incidents': {
    anomaly: {
      given: async (story) => doing('mia', compareIncidents, await quarterOver(story)),
    },
    permit: 'olga',
    repeatedKey: 'trackerFiles',
  },
  'conclude-review': {
    anomaly: {
      async given(story) {
        const { policy } = await inForce(story)
        const said = {
          scope: 'whole policy' as const,
          considered: ['incidents'] as string[],
          note: 'new text',
        }
        return doing('olga', concludeReview, { policy, ...said, outcome: 'revised', version: text('2.0') })
      },
    },
    permit: 'sam',
    repeatedKey: 'submissions',
  },
  delegate: {
    anomaly: {
      given: async (story) =>
        doing('ann', delegate, {
          person: story.id('ann'),
          deputy: story.id('dan'),
          fromOn: '2027-03-01',
          untilOn: '2027-03-05',
        }),
    },
    permit: 'olga',
    repeatedKey: 'delegations',
  },
  'decide-waiver': {
    anomaly: {
      async given(story) {
        const { waiver, until } = await waiverAsked(story)
        const decision = { is: 'granted' as const, until, comment: 'until the audit is over' }
        return doing('ann', decideWaiver, { waiver, decision })
      },
    },
    permit: 'sam',
    repeatedKey: 'waivers',
  },
  endorse: {
    anomaly: {
      async given(story) {
        const { submission } = await submitted(story)
        const hash = await shownHash(story, submission)
        return doing('ann', endorse, { submission, sha256: hash, changeKind: null, comment: null })
      },
    },
    permit: 'sam',
    repeatedKey: 'endorsements',
  },
  escalate: {
    anomaly: {
      async given(story) {
        await submitted(story)
        story.at('2027-03-10T20:00:00.000Z')
        const { id } = await story.row('obligations', { kind: 'endorse' })
        return doing(calendar, escalate, { obligation: id })
      },
    },
    permit: 'mia',
    repeatedKey: 'obligationHolders',
  },
  excuse: {
    anomaly: {
      async given(story) {
        const { version } = await distributed(story)
        return doing('olga', excuse, { version, person: story.id('sam'), reason: 'on leave' })
      },
    },
    permit: 'dan',
    repeatedKey: 'acknowledgments',
  },
  'first-manager': {
    anomaly: {
      given: async () => doing('mia', firstManager, {}),
      company: { settings: { policyManagers: 'none' }, isLive: false },
    },
    permit: 'olga',
    repeatedKey: 'settings',
  },
  'go-live': {
    anomaly: {
      async given(story) {
        await inForce(story)
        return doing('mia', goLive, {})
      },
      company: nobodyYet,
    },
    permit: 'olga',
    repeatedKey: 'workspaces',
  },
  'hand-on': {
    anomaly: {
      async given(story) {
        await submitted(story)
        const period = { fromOn: '2027-03-03', untilOn: '2027-03-05' }
        const named = { person: story.id('ann'), deputy: story.id('dan'), ...period }
        const { delegation } = await story.does('ann', delegate, named)
        story.at('2027-03-03T06:00:00.000Z')
        return doing(calendar, handOn, { delegation, on: '2027-03-03', after: '' })
      },
    },
    permit: 'mia',
    repeatedKey: 'obligationHolders',
  },
  'import-policy': {
    anomaly: {
      async given(story) {
        await story.does('mia', importPolicy, aRow({ code: 'POL-1' }))
        const changed = {
          ownerEmail: 'sam@example.com',
          cadenceMonths: 6,
          approverEmails: ['new@example.com'],
        }
        return doing('mia', importPolicy, aRow({ code: 'POL-1', versionNumber: '2', ...changed }))
      },
    },
    permit: 'olga',
    repeatedKey: 'policies',
  },
  'make-workspace': {
    anomaly: {
      given: async () => doing(operator, makeWorkspace, { name: 'Example', kind: 'rehearsal' }),
      company: { isMade: false },
    },
    permit: directory,
    repeatedKey: 'workspaces',
  },
  'open-attestation': {
    anomaly: {
      async given(story) {
        story.at('2027-04-01T08:00:00.000Z')
        return doing(calendar, openAttestation, { quarter: '2027-Q1' })
      },
    },
    permit: 'mia',
    repeatedKey: 'attestations',
  },
  'pin-day': {
    anomaly: {
      async given(story) {
        await distributed(story)
        story.at('2027-03-01T08:30:00.000Z')
        await delivered(story)
        return doing(calendar, pinDay, { day: '2027-03-01' })
      },
    },
    permit: 'mia',
    repeatedKey: 'entries',
  },
  'put-in-force': {
    anomaly: {
      async given(story) {
        const { version } = await inForce(story, 'ISP-07', {}, text('1.0', { effectiveOn: '2027-03-08' }))
        story.at('2027-03-08T05:00:00.000Z')
        return doing(calendar, putInForce, { version })
      },
    },
    permit: 'mia',
    repeatedKey: 'versions',
  },
  'recall-submission': {
    anomaly: {
      async given(story) {
        const { policy } = await inForce(story)
        const said = { scope: 'whole policy' as const, considered: [] as string[], note: 'still right' }
        await story.does('olga', concludeReview, { policy, ...said, outcome: 'reaffirmed' })
        return doing('olga', recallSubmission, { policy, reason: 'one clause more' })
      },
    },
    permit: 'ann',
    repeatedKey: 'submissions',
  },
  'record-acknowledgment': {
    anomaly: {
      async given(story) {
        const { version } = await distributed(story)
        const given = { person: story.id('sam'), statement: 'I have read it.', document: 'signed.pdf' }
        return doing('mia', recordAcknowledgment, { version, ...given })
      },
    },
    permit: 'olga',
    repeatedKey: 'acknowledgments',
  },
  'record-distribution': {
    anomaly: {
      async given(story) {
        const { version } = await inForce(story)
        const sent = { audience: 'all customers', sentOn: '2027-03-01', document: 'mailing.pdf' }
        return doing('mia', recordDistribution, { version, ...sent })
      },
    },
    permit: 'olga',
    repeatedKey: 'outsideDistributions',
  },
  'record-delivery': {
    anomaly: {
      async given(story) {
        await distributed(story)
        const requests = await story.rows('notices', { kind: 'acknowledgment request' })
        const sent = { state: 'sent', sentAt: '2027-03-20T08:00:00.000Z' } as const
        await story.database.kysely.updateTable('notices').set(sent).execute()
        return doing(calendar, recordDelivery, { notices: requests.map(({ id }) => id) })
      },
    },
    permit: 'mia',
    repeatedKey: 'acknowledgments',
  },
  'record-endorsement': {
    anomaly: {
      async given(story) {
        const { submission } = await submitted(story)
        const given = { approver: story.id('ann'), document: 'minutes.pdf', comment: null }
        return doing('mia', recordEndorsement, {
          submission,
          sha256: await shownHash(story, submission),
          ...given,
        })
      },
    },
    permit: 'ann',
    repeatedKey: 'endorsements',
  },
  'register-policy': {
    anomaly: {
      given: async (story) =>
        doing('mia', registerPolicy, {
          code: 'ISP-07',
          title: 'Access control',
          owner: story.id('olga'),
          deputies: [story.id('dan')],
          approvers: [story.id('ann')],
          cadenceMonths: 12,
          preferredMonth: null,
          audience: { everyone: true, channels: [], groups: [], people: [] },
          tags: ['customer data'],
          components: [],
        }),
    },
    permit: 'olga',
    repeatedKey: 'policies',
  },
  remind: {
    anomaly: {
      async given(story) {
        await distributed(story)
        await delivered(story)
        story.at(inTwelveMonths)
        return doing(calendar, remind, { limit: 100 })
      },
    },
    permit: 'mia',
    repeatedKey: 'notices',
  },
  replan: {
    anomaly: {
      async given(story) {
        await inForce(story)
        const changes = [{ key: 'reviewReminders', text: '60 0 weekly' }]
        await story.does('mia', changeSettings, { changes })
        return doing(calendar, replan, { part: 'people', after: '', limit: 100 })
      },
    },
    permit: 'mia',
    repeatedKey: 'replans',
  },
  'report-event': {
    anomaly: {
      given: async () =>
        doing('sam', reportEvent, {
          category: 'security_event',
          happenedOn: '2027-02-27',
          what: 'a key was lost',
          tags: ['customer data'],
          link: 'https://tickets.example.com/7',
        }),
    },
    permit: calendar,
    repeatedKey: 'events',
  },
  'report-trouble': {
    anomaly: {
      async given(story) {
        await inForce(story)
        const { id } = await story.row('distributions', {})
        const sentence = 'The channel C1 is archived. Open it again, or choose another.'
        return doing(calendar, reportTrouble, { subject: 'channel:C1', sentence, distribution: id })
      },
    },
    permit: 'mia',
    repeatedKey: 'notices',
  },
  'request-waiver': {
    anomaly: {
      async given(story) {
        const { policy } = await inForce(story)
        return doing('olga', requestWaiver, { policy, until: '2028-03-31', reason: 'the audit is here' })
      },
    },
    permit: 'sam',
    repeatedKey: 'waivers',
  },
  'retire-policy': {
    anomaly: {
      async given(story) {
        const { policy } = await inForce(story)
        return doing('olga', retirePolicy, { policy, reason: 'nobody does this any more', replacement: null })
      },
    },
    permit: 'dan',
    repeatedKey: 'submissions',
  },
  'seal-distribution': {
    anomaly: {
      async given(story) {
        await inForce(story)
        const { id } = await story.row('distributions', {})
        const leftOut = [{ person: story.id('robot'), why: 'bot' as const }]
        return doing(calendar, sealDistribution, {
          distribution: id,
          count: 2,
          sha256: sha256('a\nb'),
          leftOut,
        })
      },
    },
    permit: 'mia',
    repeatedKey: 'distributions',
  },
  'send-back': {
    anomaly: {
      async given(story) {
        const { policy } = await inForce(story)
        const said = { scope: 'whole policy' as const, considered: [] as string[], note: 'new text' }
        const concluded = { policy, ...said, outcome: 'revised', version: text('2.0') } as const
        const { submission } = await story.does('olga', concludeReview, concluded)
        const hash = await shownHash(story, submission)
        return doing('ann', sendBack, { submission, sha256: hash, reason: 'say who keeps the keys' })
      },
    },
    permit: 'dan',
    repeatedKey: 'submissions',
  },
  snooze: {
    anomaly: {
      async given(story) {
        await inForce(story)
        const { id } = await story.row('obligations', { kind: 'review' })
        return doing('olga', snooze, { obligation: id, on: '2027-06-01' })
      },
    },
    permit: 'dan',
    repeatedKey: 'obligationHolders',
  },
  'start-review': {
    anomaly: {
      async given(story) {
        const { policy } = await inForce(story)
        return doing('dan', startReview, { policy })
      },
    },
    permit: 'ann',
    repeatedKey: 'reviews',
  },
  'submit-version': {
    anomaly: {
      async given(story) {
        const policy = await aPolicy(story)
        return doing('olga', submitVersion, { policy, version: text('1.0'), note: null, considered: [] })
      },
    },
    permit: 'ann',
    repeatedKey: 'versions',
  },
  'sync-people': {
    anomaly: {
      async given(story) {
        await distributed(story)
        await submitted(story, 'ISP-08', text('1.0'), { approvers: [story.id('bob')] })
        await beat(story.world)
        const people = [
          member('olga', { isDeactivated: true }),
          member('bob', { isDeactivated: true }),
          member('sam', { zone: 'Asia/Tokyo' }),
          member('nora'),
        ]
        return doing(directory, syncPeople, { people, isLast: true })
      },
    },
    permit: 'mia',
    repeatedKey: 'people',
  },
  'transfer-ownership': {
    anomaly: {
      async given(story) {
        const { policy } = await distributed(story)
        return doing('olga', transferOwnership, { policy, to: story.id('sam') })
      },
    },
    permit: 'dan',
    repeatedKey: 'policies',
  },
  'reopen-event': {
    anomaly: {
      async given(story) {
        const { policy } = await inForce(story)
        const { event } = await triggered(story, [policy])
        return doing('mia', reopenEvent, { event, reason: 'another service was concerned too' })
      },
    },
    permit: 'sam',
    repeatedKey: 'obligations',
  },
  'withdraw-event': {
    anomaly: {
      async given(story) {
        const { policy } = await inForce(story)
        const other = await inForce(story, 'ISP-08', { title: 'Logging' })
        await triggered(story, [other.policy])
        const { event } = await triggered(story, [policy, other.policy], { dueOn: '2027-03-12' })
        return doing('mia', withdrawEvent, { event, reason: 'it was a drill' })
      },
    },
    permit: 'olga',
    repeatedKey: 'reviews',
  },
  'fold-in': {
    anomaly: {
      async given(story) {
        const { policy } = await inForce(story)
        await triggered(story, [policy])
        await story.does('olga', concludeReview, {
          policy,
          scope: 'limited',
          considered: [],
          note: 'a clause more',
          outcome: 'revised',
          version: text('1.1', { changeKind: 'minor' }),
        })
        await triggered(story, [policy])
        return doing('olga', foldIn, { policy })
      },
    },
    permit: 'sam',
    repeatedKey: 'submissions',
  },
  'triage-event': {
    anomaly: {
      async given(story) {
        const { policy } = await inForce(story)
        const { event } = await reported(story)
        const decision = { is: 'significant' as const, policies: [policy], effectiveOn: null, dueOn: null }
        return doing('mia', triageEvent, { event, reason: 'keys are stored differently', decision })
      },
    },
    permit: 'olga',
    repeatedKey: 'reviews',
  },
  'withdraw-waiver': {
    anomaly: {
      async given(story) {
        const { waiver } = await waiverAsked(story)
        return doing('olga', withdrawWaiver, { waiver })
      },
    },
    permit: 'dan',
    repeatedKey: 'waivers',
  },
}
