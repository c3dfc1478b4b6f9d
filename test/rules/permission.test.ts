import { describe, expect, test } from 'vitest'
import { type ActionName, permissions, permit } from '../../src/rules/permission.ts'
import type { Role } from '../../src/rules/terms.ts'

const roles: Role[] = [
  'operator',
  'calendar',
  'directory',
  'source',
  'manager',
  'administrator',
  'owner',
  'deputy',
  'holder',
  'approver',
  'reporter',
  'asker',
  'member',
  'auditor',
]

/** Written out a second time, so that a change of the table is a decision and no slip. */
const may: Record<ActionName, string> = {
  'register-policy': 'operator manager',
  'change-policy': 'operator manager owner',
  'import-policy': 'operator manager',
  'change-settings': 'operator manager',
  'change-sources': 'operator',
  'first-manager': 'administrator',
  'go-live': 'operator manager',
  'report-event': 'member source',
  'triage-event': 'manager',
  'reopen-event': 'manager',
  'withdraw-event': 'manager reporter',
  'open-attestation': 'calendar',
  'compare-incidents': 'manager',
  attest: 'manager',
  'start-review': 'manager owner deputy holder',
  'submit-version': 'manager owner deputy holder',
  'conclude-review': 'manager owner deputy holder',
  'recall-submission': 'manager owner deputy holder',
  'fold-in': 'manager owner deputy holder',
  endorse: 'approver',
  'send-back': 'approver',
  'record-endorsement': 'manager',
  'put-in-force': 'calendar',
  'seal-distribution': 'calendar',
  'report-trouble': 'calendar directory',
  'ask-audience': 'calendar',
  'start-campaign': 'manager',
  'open-campaign': 'calendar',
  'end-campaign': 'calendar',
  'ask-joiners': 'calendar directory',
  acknowledge: 'auditor member',
  'record-acknowledgment': 'manager',
  'record-distribution': 'manager',
  'record-delivery': 'calendar',
  snooze: 'holder',
  delegate: 'manager member',
  'hand-on': 'calendar',
  'transfer-ownership': 'operator manager owner',
  'retire-policy': 'manager owner',
  'request-waiver': 'owner deputy holder',
  'decide-waiver': 'approver',
  'withdraw-waiver': 'asker',
  excuse: 'manager owner',
  'sync-people': 'directory',
  remind: 'calendar',
  escalate: 'calendar',
  'pin-day': 'calendar',
  replan: 'calendar',
  'make-workspace': 'operator',
  'claim-workspace': 'operator directory',
}

const isPermitted = (action: ActionName, has: readonly Role[]): boolean => {
  try {
    permit(action, has)
    return true
  } catch (error) {
    expect(error).toMatchObject({ code: 'not_permitted' })
    return false
  }
}

describe('Who may do what', () => {
  test('every action has its row here', () => {
    expect(Object.keys(may).sort()).toEqual(Object.keys(permissions).sort())
  })

  test.each(Object.entries(may) as [ActionName, string][])(
    'to %s: %s, and nobody else',
    (action, allowed) => {
      const found = roles.filter((role) => isPermitted(action, [role]))
      expect(found.sort()).toEqual(allowed.split(' ').sort())
    },
  )

  test.each(Object.keys(may) as ActionName[])('nobody without a role may %s', (action) => {
    expect(isPermitted(action, [])).toBe(false)
  })

  test.each(Object.entries(may) as [ActionName, string][])(
    'to %s one of these is enough beside any others: %s',
    (action, allowed) => {
      const others = roles.filter((role) => !allowed.split(' ').includes(role))
      expect(isPermitted(action, others)).toBe(false)
      for (const role of allowed.split(' ') as Role[])
        expect(isPermitted(action, [...others, role])).toBe(true)
    },
  )
})

test('no role but that of an approver endorses, sends back or decides on a waiver', () => {
  const endless = roles.filter((role) => role !== 'approver')
  expect(isPermitted('endorse', endless)).toBe(false)
  expect(isPermitted('send-back', endless)).toBe(false)
  expect(isPermitted('decide-waiver', endless)).toBe(false)
})

test('what only the passing of time does no person does, whatever their roles', () => {
  const person = roles.filter((role) => !['calendar', 'directory', 'operator', 'source'].includes(role))
  const byTime: ActionName[] = ['remind', 'escalate', 'put-in-force', 'record-delivery', 'pin-day']
  for (const action of byTime) expect(isPermitted(action, person)).toBe(false)
})

test('the refusal says who may, in plain words', () => {
  expect(() => permit('change-policy', ['member'])).toThrow(
    'Only a policy manager or the owner may change what is registered of this policy. Ask one of them to do it.',
  )
  expect(() => permit('start-review', [])).toThrow(
    'Only the owner, a deputy, a person asked to do it or a policy manager may review this policy.',
  )
  expect(() => permit('report-event', [])).toThrow(
    'Only an active member of this workspace may report what happened.',
  )
  expect(() => permit('make-workspace', [])).toThrow('Only who runs Perennial may set up a workspace.')
})

test('the refusal names somebody who may, where they are known', () => {
  const known = { owner: 'Priya Rao', manager: 'Mia' }
  const asking =
    (action: ActionName, of = known) =>
    () =>
      permit(action, [], of)
  expect(asking('retire-policy')).toThrow(
    'Only the owner or a policy manager may retire this policy. Ask Priya Rao, who owns it.',
  )
  expect(asking('change-settings')).toThrow(
    'Only a policy manager may change the settings. Ask Mia, who manages the policies.',
  )
  expect(asking('endorse')).toThrow('may endorse this. Ask one of them to do it.')
})
