import { migrate } from '../../db/migrate.ts'
import { type Database, openDatabase } from '../../db/open.ts'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { claimWorkspace } from '../../src/actions/claim-workspace.ts'
import { goLive } from '../../src/actions/go-live.ts'
import { makeWorkspace } from '../../src/actions/make-workspace.ts'
import { perform } from '../../src/actions/perform.ts'
import { registerPolicy } from '../../src/actions/register-policy.ts'
import { syncPeople } from '../../src/actions/sync-people.ts'
import type { World } from '../../src/actions/world.ts'
import type { DirectoryPerson } from '../../src/rules/delivery.ts'
import type { Actor, Instant } from '../../src/rules/terms.ts'

/** A small company in a fresh database, its clock in the test's hand. */

export type Company = {
  database: Database
  world: World
  /** Sets the clock. */
  at(instant: Instant): void
  /** A person's id by the name before the @ of their address. */
  id(name: string): string
  as(name: string): Actor
  close(): Promise<void>
}

export const operator: Actor = { kind: 'operator', user: 'tester' }
export const calendar: Actor = { kind: 'calendar' }
export const directory: Actor = { kind: 'directory' }

export function member(name: string, change: Partial<DirectoryPerson> = {}): DirectoryPerson {
  return {
    slackId: `U0${name.toUpperCase()}`,
    email: `${name}@example.com`,
    name: name[0]?.toUpperCase() + name.slice(1),
    zone: 'Europe/Vienna',
    isBot: false,
    isGuest: false,
    isOutsider: false,
    isAdmin: false,
    isDeactivated: false,
    ...change,
  }
}

export const staff = [
  member('mia', { isAdmin: true }),
  member('olga'),
  member('dan'),
  member('ann'),
  member('bob'),
  member('sam', { zone: 'America/New_York' }),
  member('robot', { isBot: true }),
  member('gus', { isGuest: true }),
  member('xena', { isOutsider: true, email: null }),
]

export type CompanyOptions = {
  people?: DirectoryPerson[]
  /** Not made, not claimed, not live: the steps from there on are left out. */
  isMade?: boolean
  isClaimed?: boolean
  isLive?: boolean
  startsAt?: Instant
  settings?: Record<string, string>
}

/** mia manages, ann and bob approve, olga owns; live since the start unless told otherwise. */
export async function openCompany(url: string, options: CompanyOptions = {}): Promise<Company> {
  const database = await openDatabase(url)
  await migrate(database)
  let now = options.startsAt ?? '2027-03-01T07:00:00.000Z'
  let salts = 0
  const world: World = {
    database,
    workspace: 'w1',
    now: () => now,
    holidays: { of: () => [], regionsOf: (country) => (country === 'XX' ? null : ['BY']) },
    salt: () => `salt ${++salts}`,
    refused: () => {},
    committed: () => {},
  }
  if (options.isMade !== false) await settleIn(world, options)
  const rows = await database.kysely.selectFrom('people').select(['id', 'slackId']).execute()
  const id = (name: string) => {
    const row = rows.find(({ slackId }) => slackId === `U0${name.toUpperCase()}`)
    if (!row) throw new Error(`Expected one of the company's people, got ${name}`)
    return row.id
  }
  return {
    database,
    world,
    at: (instant) => {
      now = instant
    },
    id,
    as: (name) => ({ kind: 'person', id: id(name) }),
    close: () => database.close(),
  }
}

async function settleIn(world: World, options: CompanyOptions): Promise<void> {
  await perform(world, operator, makeWorkspace, { name: 'Example', kind: 'rehearsal' }, 'make')
  if (options.isClaimed !== false)
    await perform(world, directory, claimWorkspace, { team: 'T1', name: 'Example' }, 'claim')
  const people = options.people ?? staff
  await perform(world, directory, syncPeople, { people, isLast: true }, 'people')
  const settings = {
    timeZone: 'Europe/Vienna',
    policyManagers: 'mia@example.com',
    approvers: 'ann@example.com bob@example.com',
    ...options.settings,
  }
  const changes = Object.entries(settings).map(([key, text]) => ({ key, text }))
  await perform(world, operator, changeSettings, { changes }, 'settings')
  if (options.isLive !== false) await perform(world, operator, goLive, {}, 'live')
}

/** A draft policy that olga owns and dan is deputy of. */
export async function aPolicy(company: Company, code = 'ISP-07', change: object = {}): Promise<string> {
  const request = {
    code,
    title: 'Access control',
    owner: company.id('olga'),
    deputies: [company.id('dan')],
    approvers: [],
    cadenceMonths: 12,
    preferredMonth: null,
    audience: { everyone: true, channels: [], groups: [], people: [] },
    tags: [],
    components: [],
    ...change,
  }
  return (await perform(company.world, company.as('mia'), registerPolicy, request, `register:${code}`)).policy
}
