import { entriesAbout } from '../../../db/audit.ts'
import { peopleById } from '../../../db/people.ts'
import type { EntryRow, PersonRow } from '../../../db/schema.ts'
import type { Act } from '../../actions/act.ts'
import type { Refusal, RefusalCode } from '../../rules/refusal.ts'
import type { SettingKey } from '../../rules/settings.ts'
import { listed, sayMoment } from '../../words.ts'
import type { Stamp } from './modal.ts'
import { policyWords, settingWords } from './saved.ts'

/** What others did to a policy while a form about it stood open. */

/** Refused because of what happened meanwhile. */
const meanwhile: readonly RefusalCode[] = [
  'stale',
  'both_changed',
  'awaiting',
  'not_awaiting',
  'no_open_review',
  'wrong_state',
  'hash_changed',
  'already_decided',
  'number_not_higher',
  'retired',
]

/** What each action did, as its own words after a name. */
const did: Record<string, string> = {
  'change-policy': 'changed',
  'conclude-review': 'submitted the outcome of the review',
  'submit-version': 'submitted a version',
  'start-review': 'began the review',
  'retire-policy': 'submitted its retirement',
  'recall-submission': 'recalled what was submitted',
  'transfer-ownership': 'handed it over',
  'record-endorsement': 'recorded an endorsement given outside',
  'change-settings': 'changed',
  endorse: 'endorsed it',
  'send-back': 'sent it back',
}

const mostTold = 3

/** `Ann changed the title on 3 March, 10:04.`; empty where nothing happened, or nothing of that kind. */
export async function changesSince(act: Act, code: RefusalCode, from: Stamp): Promise<string> {
  const { about, sequence } = from
  if (!meanwhile.includes(code) || typeof about !== 'string' || typeof sequence !== 'number') return ''
  const newest = await entriesAbout(act.trx, act.workspace, about, 20)
  const since = newest.filter((entry) => entry.sequence > sequence && entry.action in did).slice(-mostTold)
  const people = await peopleById(
    act.trx,
    act.workspace,
    since.flatMap((entry) => [entry.actor, String(afterOf(entry).owner ?? '')]),
  )
  return since
    .map((entry) => {
      const at = sayMoment(entry.at, act.calendar.zone, act.today)
      return `${sayWho(act, people, entry)} ${did[entry.action]}${changed(entry, people)} on ${at}.`
    })
    .join(' ')
}

function sayWho({ actor: me }: Act, people: ReadonlyMap<string, PersonRow>, { actor }: EntryRow): string {
  if (me.kind === 'person' && me.id === actor) return 'You'
  const byMachine = actor.startsWith('operator:') ? 'The administrator of Perennial' : 'Perennial'
  return people.get(actor)?.name ?? byMachine
}

/** Who did what comes first; where it can be saved all the same, what was typed is known to stand there. */
export function inConflict({ code, message }: Refusal, changes: string): string {
  if (changes === '') return message
  if (code === 'stale')
    return `${changes} What you typed still stands here. Save it again to replace that, or copy it.`
  return code === 'both_changed' ? `${changes} ${message}` : `${message} ${changes}`
}

type Changed = { table: string; key: Record<string, unknown>; after: Record<string, unknown> | null }

function changed(entry: EntryRow, people: ReadonlyMap<string, PersonRow>): string {
  const after = afterOf(entry)
  if (entry.action === 'transfer-ownership') {
    const owner = people.get(String(after.owner))
    return owner ? ` to ${owner.name}` : ''
  }
  if (entry.action === 'change-settings')
    return ` ${listed(changesOf(entry).flatMap(({ key }) => settingWords[key.key as SettingKey] ?? []))}`
  if (entry.action !== 'change-policy') return ''
  const named = Object.entries(policyWords).flatMap(([column, words]) => (column in after ? [words] : []))
  const roles = changesOf(entry).some(({ table }) => table === 'policyRoles') ? ['deputies or approvers'] : []
  return ` ${listed([...named, ...roles]) || 'it'}`
}

/** What a policy says since then. */
function afterOf(entry: EntryRow): Record<string, unknown> {
  const ofPolicy = changesOf(entry).filter(({ table }) => table === 'policies')
  return Object.assign({}, ...ofPolicy.map(({ after }) => after))
}

const changesOf = ({ bytes }: EntryRow) => (JSON.parse(bytes) as { changes: Changed[] }).changes
