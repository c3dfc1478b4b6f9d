import { wakePerson } from '../../db/holders.ts'
import { markJoined, peopleByEmails, peopleBySlackIds } from '../../db/people.ts'
import { ownedBy } from '../../db/policies.ts'
import type { PersonRow } from '../../db/schema.ts'
import type { DirectoryPerson } from '../rules/delivery.ts'
import { canHold } from '../rules/standing-in.ts'
import type { Act } from './act.ts'
import { followSuccession } from './follow-succession.ts'
import { replaceEverywhere } from './leaving.ts'
import type { Action } from './perform.ts'
import { possible, rolesOf } from './roles.ts'

/** A page of Slack's directory; with the last one, who was not found there is known to be of no account here. */
export type SyncPeople = { people: DirectoryPerson[]; isLast: boolean }
type Known = { bySlackId: Map<string, PersonRow>; byEmail: Map<string, PersonRow> }

/** Brings people up to date with Slack: who is new, who has left, who lives in another zone now. */
export const syncPeople: Action<SyncPeople, Known, { joined: string[]; left: string[] }> = {
  name: 'sync-people',
  async load(act, { people }) {
    const known = await peopleBySlackIds(
      act.trx,
      act.workspace,
      people.map((person) => person.slackId),
    )
    const emails = people.map((person) => person.email).filter((email) => email !== null)
    const byEmail = new Map<string, PersonRow>()
    for (const row of await peopleByEmails(act.trx, act.workspace, emails)) {
      if (row.slackId === null && row.email && !byEmail.has(row.email)) byEmail.set(row.email, row)
    }
    return { bySlackId: new Map(known.map((row) => [row.slackId as string, row])), byEmail }
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, known, { people, isLast }) {
    const joined: string[] = []
    const left: string[] = []
    const returned: string[] = []
    const fresh: PersonRow[] = []
    for (const person of people) {
      const row =
        known.bySlackId.get(person.slackId) ?? (person.email ? known.byEmail.get(person.email) : undefined)
      if (!row) {
        fresh.push(newPerson(act, person))
        continue
      }
      const after = await update(act, row, person)
      if (canStay(row) && !canHold(possible(after))) left.push(row.id)
      if (!canHold(possible(row)) && canHold(possible(after))) returned.push(row.id)
      if (!belongs(row) && belongs(after)) joined.push(row.id)
      if (row.email) known.byEmail.delete(row.email)
    }
    await act.insertAll(
      'people',
      fresh.map(({ workspace: _, ...row }) => row),
    )
    for (const row of fresh) if (belongs(row)) joined.push(row.id)
    // Before going live nobody is asked; then everyone is, by the distributions of that day.
    if (act.liveAt !== null) await markJoined(act.trx, act.workspace, joined, act.now)
    if (isLast) left.push(...(await withoutAccount(act)))
    for (const person of left) await replaceEverywhere(act, person)
    for (const person of returned) await followSuccession(act, await ownedBy(act.trx, act.workspace, person))
    act.note('people')
    return { joined, left }
  },
}

function newPerson(act: Act, person: DirectoryPerson): PersonRow {
  return {
    workspace: act.workspace,
    id: act.id(),
    slackId: person.slackId,
    firstSeenAt: act.now,
    waitsSince: null,
    deactivatedAt: person.isDeactivated ? act.now : null,
    ...columnsOf(person),
  }
}

function columnsOf(person: DirectoryPerson) {
  return {
    email: person.email,
    name: person.name,
    zone: person.zone,
    isBot: person.isBot ? 1 : 0,
    isGuest: person.isGuest ? 1 : 0,
    isOutsider: person.isOutsider ? 1 : 0,
    isAdmin: person.isAdmin ? 1 : 0,
  } as const
}

/** Who belongs here from now on and did not before has joined: also who comes back, or was a guest. */
function belongs(row: PersonRow): boolean {
  return row.slackId !== null && canHold(possible(row)) && row.isGuest === 0
}

/** Someone known by their address alone may hold things until Slack says that it does not know them. */
function canStay(row: PersonRow): boolean {
  return canHold(possible(row)) || row.slackId === null
}

async function update(act: Act, row: PersonRow, person: DirectoryPerson): Promise<PersonRow> {
  const deactivatedAt = person.isDeactivated ? (row.deactivatedAt ?? act.now) : null
  const change = { slackId: person.slackId, deactivatedAt, ...columnsOf(person) }
  // An address that Slack no longer shows is kept: it is what the person was imported by.
  if (person.email === null) change.email = row.email
  const isSame = Object.entries(change).every(([column, value]) => row[column as keyof PersonRow] === value)
  if (isSame) return row
  await act.write('people', { id: row.id }, change)
  if (row.zone !== person.zone) await wakePerson(act.trx, act.workspace, row.id, act.now)
  return { ...row, ...change }
}

/** People of a register whom Slack does not know are not of this workspace. */
async function withoutAccount(act: Act): Promise<string[]> {
  const rows = await act.trx
    .selectFrom('people')
    .select('id')
    .where('workspace', '=', act.workspace)
    .where('slackId', 'is', null)
    .where('isOutsider', '=', 0)
    .execute()
  for (const { id } of rows) await act.write('people', { id }, { isOutsider: 1 })
  return rows.map((row) => row.id)
}
