import type { PolicyChanges } from '../../actions/change-policy.ts'
import type { SettingKey } from '../../rules/settings.ts'
import { listed } from '../../words.ts'

/** What people call the fields of a form, in a sentence. */

export type PolicyField = keyof PolicyChanges | 'owner'

export const policyWords: Record<PolicyField, string> = {
  title: 'the title',
  owner: 'the owner',
  deputies: 'the deputies',
  approvers: 'the approvers',
  cadenceMonths: 'the cadence',
  preferredMonth: 'the preferred month',
  approvalRule: 'the approval rule',
  audience: 'the audience',
  tags: 'the tags',
  components: 'the components',
}

export const settingWords: Record<SettingKey, string> = {
  policyManagers: 'the policy managers',
  approvers: 'the approvers',
  auditors: 'the auditors',
  timeZone: 'the time zone',
  country: 'the country',
  region: 'the region',
  weekend: 'the weekend',
  closedDays: 'the closed days',
  quorum: 'how many endorse',
  approveInOrder: 'whether they endorse one after the other',
  singleApprover: 'single-approver mode',
  minorVersions: 'what minor versions ask',
  governanceChannel: 'the governance channel',
  portalUrl: 'the address of the portal',
  tags: 'the tags',
  components: 'the components of the programme',
  criteria: 'the criteria of significance',
  reviewDays: 'the days for a review',
  lawDays: 'the days where a law holds already',
  routingRules: 'the routing rules',
  sendingHour: 'the first hour',
  closingHour: 'the last hour',
  reviewReminders: 'the reminders of reviews',
  endorseReminders: 'the reminders of endorsements',
  acknowledgeReminders: 'the reminders of acknowledgments',
  triageReminders: 'the reminders of reports',
  decideReminders: 'the reminders of waivers',
  fillReminders: 'the reminders of policies without an owner',
  attestReminders: 'the reminders of the quarter',
  escalateToDeputies: 'when deputies hear',
  escalateToManagers: 'when policy managers hear',
  escalateToApprovers: 'when approvers hear',
  escalateToChannel: 'when the governance channel hears',
  escalateDecisions: 'when policy managers hear of a late decision',
  escalateAcknowledgments: 'when policy managers hear of late acknowledgments',
  submitDays: 'the days between submitting and the due date',
  resubmitDays: 'the days to submit again',
  endorseDays: 'the days to endorse',
  triageDays: 'the days to decide on a report',
  decideDays: 'the days to decide on a waiver',
  fillDays: 'the days to name an owner',
  acknowledgeDays: 'the days to acknowledge',
  joinerDays: 'the days to acknowledge after joining',
}

/** `Saved: the title and the tags of ISP-07.` */
export function saySaved(fields: readonly string[], of?: string): string {
  if (fields.length === 0) return 'It stands like this already, so nothing had to be saved.'
  return `Saved: ${listed(fields)}${of === undefined ? '' : ` of ${of}`}.`
}
