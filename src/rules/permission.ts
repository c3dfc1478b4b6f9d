import { refuse } from './refusal.ts'
import type { Role } from './terms.ts'

/** Who may do what: one table. Roles are the actor's, towards the subject of the action. */

export const permissions = {
  'register-policy': ['manager', 'operator'],
  'change-policy': ['manager', 'owner', 'operator'],
  'import-policy': ['manager', 'operator'],
  'change-settings': ['manager', 'operator'],
  'change-sources': ['operator'],
  'first-manager': ['administrator'],
  'go-live': ['manager', 'operator'],
  'report-event': ['member', 'source'],
  'triage-event': ['manager'],
  'reopen-event': ['manager'],
  'withdraw-event': ['reporter', 'manager'],
  'open-attestation': ['calendar'],
  'compare-incidents': ['manager'],
  attest: ['manager'],
  'start-review': ['owner', 'deputy', 'holder', 'manager'],
  'submit-version': ['owner', 'deputy', 'holder', 'manager'],
  'conclude-review': ['owner', 'deputy', 'holder', 'manager'],
  'recall-submission': ['owner', 'deputy', 'holder', 'manager'],
  'fold-in': ['owner', 'deputy', 'holder', 'manager'],
  endorse: ['approver'],
  'send-back': ['approver'],
  'record-endorsement': ['manager'],
  'put-in-force': ['calendar'],
  'seal-distribution': ['calendar'],
  'report-trouble': ['calendar', 'directory'],
  'ask-audience': ['calendar'],
  'start-campaign': ['manager'],
  'open-campaign': ['calendar'],
  'end-campaign': ['calendar'],
  'ask-joiners': ['directory', 'calendar'],
  // Also who audits was asked as anybody was, for themselves.
  acknowledge: ['member', 'auditor'],
  'record-acknowledgment': ['manager'],
  'record-distribution': ['manager'],
  'record-delivery': ['calendar'],
  snooze: ['holder'],
  delegate: ['member', 'manager'],
  'hand-on': ['calendar'],
  'transfer-ownership': ['manager', 'owner', 'operator'],
  'retire-policy': ['owner', 'manager'],
  'request-waiver': ['owner', 'deputy', 'holder'],
  'decide-waiver': ['approver'],
  'withdraw-waiver': ['asker'],
  excuse: ['owner', 'manager'],
  'sync-people': ['directory'],
  remind: ['calendar'],
  escalate: ['calendar'],
  'pin-day': ['calendar'],
  replan: ['calendar'],
  'make-workspace': ['operator'],
  'claim-workspace': ['directory', 'operator'],
} as const satisfies Record<string, readonly Role[]>

export type ActionName = keyof typeof permissions

/** What each is called after "may". */
const verbs: Record<ActionName, string> = {
  'register-policy': 'register a policy',
  'change-policy': 'change what is registered of this policy',
  'import-policy': 'import a register',
  'change-settings': 'change the settings',
  'change-sources': 'say which sources report by webhook',
  'first-manager': 'become the first policy manager',
  'go-live': 'go live',
  'report-event': 'report what happened',
  'triage-event': 'decide what a report means',
  'reopen-event': 'open a report again',
  'withdraw-event': 'withdraw this report',
  'open-attestation': 'ask for an attestation',
  'compare-incidents': 'compare the reports with an incident tracker',
  attest: 'attest the events of a quarter',
  'start-review': 'review this policy',
  'submit-version': 'submit a version of this policy',
  'conclude-review': 'review this policy',
  'recall-submission': 'recall what was submitted',
  'fold-in': 'recall what was submitted and fold a report in',
  endorse: 'endorse this',
  'send-back': 'send this back',
  'record-endorsement': 'record an endorsement that was given elsewhere',
  'put-in-force': 'put a version in force',
  'seal-distribution': 'close a distribution',
  'report-trouble': 'report what went wrong',
  'ask-audience': 'ask the audience',
  'start-campaign': 'ask for everything in force anew',
  'open-campaign': 'go on with a campaign',
  'end-campaign': 'end a campaign',
  'ask-joiners': 'ask who joined',
  acknowledge: 'acknowledge this',
  'record-acknowledgment': 'record an acknowledgment that was given elsewhere',
  'record-distribution': 'record a distribution outside Slack',
  'record-delivery': 'record a delivery',
  snooze: 'move this reminder',
  delegate: 'name a stand-in',
  'hand-on': 'hand on what is owed',
  'transfer-ownership': 'give this policy to another owner',
  'retire-policy': 'retire this policy',
  'request-waiver': 'ask for a waiver of this review',
  'decide-waiver': 'decide on this waiver',
  'withdraw-waiver': 'withdraw this request',
  excuse: 'excuse people from acknowledging this policy',
  'sync-people': 'bring people from the directory',
  remind: 'remind people',
  escalate: 'tell others of what is overdue',
  'pin-day': 'set the day of a reminder',
  replan: 'count reminders anew',
  'make-workspace': 'set up a workspace',
  'claim-workspace': 'connect a workspace',
}

const words: Record<Role, string> = {
  operator: 'who runs Perennial',
  calendar: 'the calendar',
  directory: "Slack's directory",
  source: 'a source that reports by webhook',
  manager: 'a policy manager',
  administrator: 'a workspace administrator',
  owner: 'the owner',
  deputy: 'a deputy',
  holder: 'a person asked to do it',
  approver: 'an approver of this policy',
  reporter: 'who reported it, before it is decided',
  asker: 'who asked for it',
  member: 'an active member of this workspace',
  auditor: 'an auditor who was asked to',
}

/** Who has a role at this place, by name. */
export type Known = { owner?: string; manager?: string }

const either = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/** Refused with who may, unless one of the actor's roles is in the action's row. */
export function permit(action: ActionName, roles: readonly Role[], known: Known = {}): void {
  const allowed: readonly Role[] = permissions[action]
  if (roles.some((role) => allowed.includes(role))) return
  // Whoever runs the program, and what reports by itself, are at another place than people are.
  const elsewhere: readonly Role[] = ['operator', 'source']
  const people = allowed.filter((role) => !elsewhere.includes(role) || allowed.length === 1)
  refuse('not_permitted', {
    who: either.format(people.map((role) => words[role])),
    what: verbs[action],
    ask: whomToAsk(people, known),
  })
}

export function whomToAsk(allowed: readonly Role[], { owner, manager }: Known): string {
  if (owner !== undefined && allowed.includes('owner')) return `Ask ${owner}, who owns it.`
  if (manager !== undefined && allowed.includes('manager')) return `Ask ${manager}, who manages the policies.`
  return 'Ask one of them to do it.'
}
