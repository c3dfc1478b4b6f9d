import { refuse } from './refusal.ts'
import type { Role } from './terms.ts'

/** Who may do what: one table. Roles are the actor's, towards the subject of the action. */

export const permissions = {
  'register-policy': ['manager', 'operator'],
  'change-policy': ['manager', 'owner', 'operator'],
  'import-policy': ['manager', 'operator'],
  'change-settings': ['manager', 'operator'],
  'first-manager': ['administrator'],
  'go-live': ['manager', 'operator'],
  'open-review': ['manager'],
  'start-review': ['owner', 'deputy', 'holder', 'manager'],
  'submit-version': ['owner', 'deputy', 'holder', 'manager'],
  'conclude-review': ['owner', 'deputy', 'holder', 'manager'],
  'recall-submission': ['owner', 'deputy', 'holder', 'manager'],
  endorse: ['approver'],
  'send-back': ['approver'],
  'record-endorsement': ['manager'],
  'put-in-force': ['calendar'],
  'seal-distribution': ['calendar'],
  'report-trouble': ['calendar', 'directory'],
  'ask-audience': ['calendar'],
  'ask-joiners': ['directory', 'calendar'],
  acknowledge: ['member'],
  'record-acknowledgment': ['manager'],
  'record-delivery': ['calendar'],
  snooze: ['holder'],
  delegate: ['member', 'manager'],
  'hand-on': ['calendar'],
  'transfer-ownership': ['manager', 'owner', 'operator'],
  'retire-policy': ['owner', 'manager'],
  'sync-people': ['directory'],
  remind: ['calendar'],
  escalate: ['calendar'],
  'pin-day': ['calendar'],
  'make-workspace': ['operator'],
  'claim-workspace': ['directory', 'operator'],
} as const satisfies Record<string, readonly Role[]>

export type ActionName = keyof typeof permissions

const words: Record<Role, string> = {
  operator: 'the operator on the machine itself',
  calendar: 'the calendar',
  directory: "Slack's directory",
  manager: 'a policy manager',
  administrator: 'a workspace administrator',
  owner: 'the owner',
  deputy: 'a deputy',
  holder: 'who holds this obligation',
  approver: 'an approver of this policy',
  member: 'an active member of this workspace',
}

/** Refused with who may, unless one of the actor's roles is in the action's row. */
export function permit(action: ActionName, roles: readonly Role[]): void {
  const allowed: readonly Role[] = permissions[action]
  if (roles.some((role) => allowed.includes(role))) return
  refuse('not_permitted', {
    who: allowed.map((role) => words[role]).join(' or '),
    what: action.replaceAll('-', ' '),
  })
}
