import { entriesAbout } from '../../../db/audit.ts'
import { peopleById } from '../../../db/people.ts'
import type { EntryRow } from '../../../db/schema.ts'
import type { Act } from '../../actions/act.ts'
import type { RefusalCode } from '../../rules/refusal.ts'
import { listed, sayMoment } from '../../words.ts'
import type { Stamp } from './modal.ts'

/** What others did to a policy while a form about it stood open. */

/** Refused because of what happened meanwhile. */
const meanwhile: readonly RefusalCode[] = [
  'stale',
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
  'change-settings': 'changed the settings',
  endorse: 'endorsed it',
  'send-back': 'sent it back',
}

const mostTold = 3

/** `Ann changed the title (now "Access") on 3 March, 10:04.`; empty where nothing happened, or nothing of that kind. */
export async function changesSince(act: Act, code: RefusalCode, from: Stamp): Promise<string> {
  const { about, sequence } = from
  if (!meanwhile.includes(code) || typeof about !== 'string' || typeof sequence !== 'number') return ''
  const newest = await entriesAbout(act.trx, act.workspace, about, 20)
  const since = newest.filter((entry) => entry.sequence > sequence && entry.action in did).slice(-mostTold)
  const people = await peopleById(
    act.trx,
    act.workspace,
    since.map(({ actor }) => actor),
  )
  return since
    .map((entry) => {
      const who = people.get(entry.actor)?.name ?? entry.actor
      const at = sayMoment(entry.at, act.calendar.zone, act.today)
      return `${who} ${did[entry.action]}${changed(entry)} on ${at}.`
    })
    .join(' ')
}

type Changed = {
  table: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

const columns: Record<string, string> = {
  title: 'the title',
  cadenceMonths: 'the cadence in months',
  preferredMonth: 'the preferred month',
  audience: 'the audience',
  tags: 'the tags',
  components: 'the components',
  approvalRule: 'the approval rule',
}
/** Of these the value is short and says more than the name. */
const told = new Set(['title', 'cadenceMonths', 'preferredMonth'])

function changed({ action, bytes }: EntryRow): string {
  if (action !== 'change-policy') return ''
  const { changes } = JSON.parse(bytes) as { changes: Changed[] }
  const after = Object.assign({}, ...changes.filter(({ table }) => table === 'policies').map((c) => c.after))
  const named = Object.keys(columns)
    .filter((column) => column in after)
    .map((column) =>
      told.has(column) ? `${columns[column]} (now ${JSON.stringify(after[column])})` : `${columns[column]}`,
    )
  const roles = changes.some(({ table }) => table === 'policyRoles') ? ['deputies or approvers'] : []
  return ` ${listed([...named, ...roles]) || 'it'}`
}
