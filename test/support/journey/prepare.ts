import { migrate } from '../../../db/migrate.ts'
import type { Database } from '../../../db/open.ts'
import { changeSettings } from '../../../src/actions/change-settings.ts'
import { goLive } from '../../../src/actions/go-live.ts'
import { importPolicy } from '../../../src/actions/import-policy.ts'
import { makeWorkspace } from '../../../src/actions/make-workspace.ts'
import { perform } from '../../../src/actions/perform.ts'
import type { World } from '../../../src/actions/world.ts'
import type { Instant } from '../../../src/rules/terms.ts'
import { operator } from '../company.ts'
import type { Scenario, ScenarioPolicy } from '../naive-year/scenario.ts'
import { governanceChannel } from './people.ts'

/** A world of the test's own on the program's database, its clock set by hand. */
export function worldOn(database: Database, workspace: string, clock: { now: Instant }): World {
  let salts = 0
  return {
    database,
    workspace,
    now: () => clock.now,
    holidays: { of: () => [], regionsOf: () => [] },
    salt: () => `salt ${++salts}`,
    refused: () => {},
    committed: () => {},
  }
}

/** The register comes in on the days that the scenario says. */
export async function importRegister(
  world: World,
  clock: { now: Instant },
  scenario: Scenario,
): Promise<void> {
  await migrate(world.database)
  clock.now = `${scenario.policies.map((policy) => policy.importedOn).sort()[0]}T10:00:00.000Z`
  await perform(world, operator, makeWorkspace, { name: 'Example', kind: 'rehearsal' }, 'make')
  await perform(
    world,
    operator,
    changeSettings,
    { changes: [{ key: 'timeZone', text: scenario.zone }] },
    'zone',
  )
  await perform(
    world,
    operator,
    changeSettings,
    { changes: [{ key: 'closedDays', text: scenario.closedDays.join(' ') }] },
    'closed',
  )
  const byDay = [...scenario.policies].sort((a, b) => (a.importedOn < b.importedOn ? -1 : 1))
  for (const policy of byDay) {
    clock.now = `${policy.importedOn}T10:00:00.000Z`
    await perform(world, operator, importPolicy, rowOf(policy), `import:${policy.code}`)
  }
}

/** Managers, approvers and the channel, and going live; people must be known by then. */
export async function goLiveAt(world: World, clock: { now: Instant }, scenario: Scenario): Promise<void> {
  clock.now = scenario.liveAt
  const changes = [
    { key: 'policyManagers', text: scenario.managers.join(' ') },
    { key: 'approvers', text: scenario.approvers.join(' ') },
    ...(scenario.governanceChannel ? [{ key: 'governanceChannel', text: governanceChannel }] : []),
  ]
  await perform(world, operator, changeSettings, { changes }, 'people')
  await perform(world, operator, goLive, {}, 'live')
}

function rowOf(policy: ScenarioPolicy) {
  return {
    code: policy.code,
    title: `Policy ${policy.code}`,
    status: 'active' as const,
    ownerEmail: policy.owner,
    statedOwner: null,
    deputyEmails: policy.deputies,
    approverEmails: [],
    versionNumber: policy.version,
    effectiveOn: null,
    content: null,
    cadenceMonths: policy.cadenceMonths,
    statedCadence: null,
    lastReviewedOn: policy.lastReviewedOn,
    statedNextOn: policy.statedNextOn,
    tags: [],
    components: [],
  }
}
