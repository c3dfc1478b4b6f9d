import { entryByKey } from '../../db/audit.ts'
import { allPolicies } from '../../db/list.ts'
import { peopleByEmails } from '../../db/people.ts'
import { changeSettings } from '../actions/change-settings.ts'
import { goLive } from '../actions/go-live.ts'
import { type ImportPolicy, importPolicy } from '../actions/import-policy.ts'
import { type Action, perform, performAll } from '../actions/perform.ts'
import { registerPolicy } from '../actions/register-policy.ts'
import { surroundings } from '../actions/surroundings.ts'
import type { World } from '../actions/world.ts'
import type { Json } from '../rules/audit-chain.ts'
import { addDays } from '../rules/calendar.ts'
import type { Directory } from '../rules/delivery.ts'
import type { Actor, Day } from '../rules/terms.ts'
import { addressOf, type DemoPolicy, demoPolicies, people, type Who } from './policies.ts'
import { tellStories } from './stories.ts'
import { textOf } from './texts.ts'

/** What the stories are told with: who the people are, and one way to act. */
export type Stage = {
  world: World
  directory: Directory
  today: Day
  id(who: Who): string
  policy(code: string): string
  /** One action under a key of its own: made once, however often the demo is started. */
  act<Request, Loaded, Answer extends Json>(
    who: Who | 'operator',
    action: Action<Request, Loaded, Answer>,
    request: Request,
    key: string,
  ): Promise<Answer>
}

const operator: Actor = { kind: 'operator', user: 'demo' }
const beginning = 'demo:settings'

/**
 * Fills a rehearsal with a programme on its first use, by ordinary actions of the people themselves. A
 * register that somebody brought in is left alone; a demo that was interrupted is finished.
 */
export async function makeProgramme(world: World, directory: Directory): Promise<void> {
  const db = world.database.kysely
  const isBegun = (await entryByKey(db, world.workspace, beginning)) !== undefined
  if (!isBegun && (await allPolicies(db, world.workspace)).length > 0) return
  const { today } = await surroundings(world, db)
  const ids = await readIds(world)
  const codes = new Map<string, string>()
  const stage: Stage = {
    world,
    directory,
    today,
    id: (who) => ids.get(addressOf(who)) ?? missing(addressOf(who)),
    policy: (code) => codes.get(code) ?? missing(code),
    act: (who, action, request, key) => {
      const actor: Actor = who === 'operator' ? operator : { kind: 'person', id: stage.id(who) }
      return perform(world, actor, action, request, `demo:${key}`)
    },
  }
  await stage.act('operator', changeSettings, { changes: settings }, 'settings')
  await importRegister(stage, codes)
  await registerDraft(stage)
  await stage.act('operator', goLive, {}, 'go live')
  await tellStories(stage)
}

const settings = [
  { key: 'timeZone', text: 'Europe/Vienna' },
  { key: 'country', text: 'AT' },
  { key: 'policyManagers', text: addressOf('ana') },
  { key: 'approvers', text: `${addressOf('leo')} ${addressOf('nora')}` },
  // #security of the sandbox's company.
  { key: 'governanceChannel', text: 'C0SECURITY' },
]

async function readIds({ database, workspace }: World): Promise<Map<string, string>> {
  const addresses = (Object.keys(people) as Who[]).map(addressOf)
  const rows = await peopleByEmails(database.kysely, workspace, addresses)
  return new Map(rows.map((row) => [row.email ?? '', row.id]))
}

function missing(what: string): never {
  throw new Error(`Expected ${what} in the sandbox's company: delete the folder data to begin the demo anew`)
}

async function importRegister({ world, today }: Stage, codes: Map<string, string>): Promise<void> {
  const requests = demoPolicies.map((one) => ({ request: rowOf(one, today), key: `demo:import:${one.code}` }))
  for (const result of await performAll(world, operator, importPolicy, requests)) {
    if ('refusal' in result) throw result.refusal
    codes.set(result.answer.code, result.answer.policy)
  }
}

function rowOf(one: DemoPolicy, today: Day): ImportPolicy {
  return {
    code: one.code,
    title: one.title,
    status: 'active',
    ownerEmail: addressOf(one.owner),
    statedOwner: null,
    deputyEmails: one.deputy ? [addressOf(one.deputy)] : [],
    approverEmails: [],
    versionNumber: one.version,
    effectiveOn: null,
    content: one.isWithoutText ? null : textOf(one.title, one.component),
    cadenceMonths: one.cadenceMonths ?? 12,
    statedCadence: one.statedCadence ?? null,
    lastReviewedOn: one.reviewed === null ? null : addDays(today, -one.reviewed),
    statedNextOn: null,
    tags: one.tags ?? [],
    components: [one.component],
  }
}

async function registerDraft({ act, id }: Stage): Promise<void> {
  const draft = {
    code: 'ISP-17',
    title: 'Changes to hardware',
    owner: id('yuki'),
    deputies: [id('marek')],
    approvers: [],
    cadenceMonths: 12,
    preferredMonth: null,
    audience: { everyone: true, channels: [], groups: [], people: [] },
    tags: [],
    components: ['Hardware change and release management'],
  }
  await act('ana', registerPolicy, draft, 'register ISP-17')
}
