import { askedPolicies, heldPolicies } from '../../../db/holders.ts'
import { allPolicies } from '../../../db/list.ts'
import { peopleById } from '../../../db/people.ts'
import { deputyFor } from '../../../db/policies.ts'
import type { PolicyRow } from '../../../db/schema.ts'
import { rolesOf } from '../../actions/roles.ts'
import { keyOf } from '../../rules/name-key.ts'
import { refuse } from '../../rules/refusal.ts'
import { type Filled, textIn } from '../views/modals/form.ts'
import { type PickForm, pickForm, policiesAPage } from '../views/modals/pick.ts'
import { type Ask, type ModalName, modal } from './modal.ts'

type Next = Exclude<
  ModalName,
  | 'pick'
  | 'add'
  | 'settings'
  | 'delegate'
  | 'golive'
  | 'report'
  | 'significant'
  | 'not_significant'
  | 'merge'
  | 'event'
  | 'reopen_event'
  | 'withdraw_event'
  | 'rules'
  | 'rule'
  | 'rule_removal'
  | 'criteria'
  | 'assign_all'
  | 'record'
  | 'change_several'
  | 'hand_over_all'
  | 'filter'
  | 'grant_waiver'
  | 'refuse_waiver'
  | 'attest'
  | 'compare_tracker'
  | 'compared'
  | 'report_incident'
  | 'campaign'
>

const verbs: Record<Next, string> = {
  review: 'Review',
  submit: 'Submit',
  endorse: 'Endorse',
  send_back: 'Send back',
  snooze: 'Snooze',
  hand_over: 'Hand over',
  retire: 'Retire',
  edit: 'Edit',
  audience: 'Audience',
  read: 'Read',
  compare: 'Compare',
  missing: 'Who is missing',
  waive: 'Ask for a waiver',
  excuse: 'Excuse',
}

/** Chooses a policy for what is done with one: the subject is the window that follows. */
export const pick = modal<PolicyRow[]>({
  title: 'Choose a policy',
  read: readChoices,
  permit(ask) {
    nextOf(ask)
  },
  draw: async (policies, filled, ask) => pickForm(await pageOf(ask, policies, filled), filled, ask.page),
  async submit(ask, filled) {
    const subject = textIn(filled, 'policy')
    if (subject === '') refuse('bad_request', { expected: 'a policy', came: 'none' }, 'policy')
    return { go: nextOf(ask), subject }
  },
})

function nextOf({ subject }: Pick<Ask, 'subject'>): Next {
  if (!(subject in verbs)) throw new Error(`Expected a window that is about a policy, got ${subject}`)
  return subject as Next
}

/** Those with which this person may do it. */
async function readChoices({ act, who, subject }: Ask): Promise<PolicyRow[]> {
  const { trx, workspace } = act
  const next = nextOf({ subject })
  const all = (await allPolicies(trx, workspace)).filter(({ status }) => status !== 'retired')
  if (next === 'read' || next === 'compare') return all.filter(({ status }) => status === 'active')
  const held = await heldPolicies(trx, workspace, who.id)
  const holds = (kinds: readonly string[]) =>
    new Set(held.filter(({ kind }) => kinds.includes(kind)).map(({ policy }) => policy))
  if (next === 'endorse' || next === 'send_back') {
    const asked = holds(['endorse'])
    return all.filter(({ id }) => asked.has(id))
  }
  if (next === 'snooze') {
    const asked = await askedPolicies(trx, workspace, who.id)
    const any = new Set([...held.map(({ policy }) => policy), ...asked])
    return all.filter(({ id }) => any.has(id))
  }
  const fitting =
    next === 'review' || next === 'missing' || next === 'waive'
      ? all.filter(({ status }) => status === 'active')
      : all
  // A waiver is asked for by whose review it is.
  if (next !== 'waive' && (await rolesOf(act)).includes('manager')) return fitting
  const mine = new Set(await deputyFor(trx, workspace, who.id))
  const reviewing = holds(['review'])
  return fitting.filter(({ id, owner }) => owner === who.id || mine.has(id) || reviewing.has(id))
}

async function pageOf(ask: Ask, policies: readonly PolicyRow[], filled: Filled): Promise<PickForm> {
  const wanted = keyOf(textIn(filled, 'filter'))
  const found = policies.filter(
    ({ codeKey, titleKey }) => codeKey.includes(wanted) || titleKey.includes(wanted),
  )
  const from = ask.page * policiesAPage
  const shown = found.slice(from, from + policiesAPage)
  const people = await peopleById(
    ask.act.trx,
    ask.act.workspace,
    shown.map(({ owner }) => owner),
  )
  return {
    verb: verbs[nextOf(ask)],
    policies: shown.map(({ id, code, title, owner, statedOwner }) => ({
      id,
      code,
      title,
      more: people.get(owner ?? '')?.name ?? statedOwner ?? 'no owner',
    })),
    count: found.length,
  }
}
