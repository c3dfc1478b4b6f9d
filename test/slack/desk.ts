import { claimWorkspace } from '../../src/actions/claim-workspace.ts'
import { goLive } from '../../src/actions/go-live.ts'
import { perform } from '../../src/actions/perform.ts'
import { readManifest } from '../../src/commands/manifest.ts'
import { readConfig } from '../../src/config.ts'
import { makeLog } from '../../src/log.ts'
import { startProgram } from '../../src/main.ts'
import type { DirectoryPerson } from '../../src/rules/delivery.ts'
import type { Instant } from '../../src/rules/terms.ts'
import { startSandbox } from '../../src/sandbox/start.ts'
import { type Company, directory, openCompany, operator, staff } from '../support/company.ts'
import { type Engine, engines } from '../support/engines.ts'
import { workspaceOf } from '../support/workspace-client.ts'

export type DeskOptions = {
  people?: DirectoryPerson[]
  now?: Instant
  isLive?: boolean
  settings?: Record<string, string>
  /** Where the program finds Slack instead of the sandbox itself. */
  apiUrl?: (sandbox: string) => string | Promise<string>
  signingSecret?: string
  engine?: Engine
  /** Variables of the program's environment. */
  env?: Record<string, string>
}

const morning = '2027-03-01T09:00:00.000Z'
const team = { id: 'T0ALPENGLOW', name: 'Alpenglow' }

/**
 * The program with Bolt over Socket Mode, in a sandbox workspace, in this process: mia manages, ann and bob
 * approve, olga owns, gus is a guest. Their ids in Slack are U0MIA and so on; the clock stands still.
 */
export async function openDesk(options: DeskOptions = {}) {
  const now = options.now ?? morning
  const people = options.people ?? staff
  const sandbox = await startSandbox({
    port: 0,
    rate: 'off',
    ticking: false,
    now,
    manifest: readManifest(),
    people: { people: people.map(seedOf), channels: [{ id: 'C0GENERAL', name: 'general' }] },
  })
  const fresh = await (options.engine ?? engines[0]!).open()
  const company = await openCompany(fresh.url, {
    people,
    isClaimed: false,
    isLive: false,
    startsAt: now,
    ...(options.settings ? { settings: options.settings } : {}),
  })
  const claim = { team: team.id, name: team.name }
  await perform(company.world, directory, claimWorkspace, claim, 'claim')
  if (options.isLive !== false) await perform(company.world, operator, goLive, {}, 'live')
  const apiUrl = await (options.apiUrl?.(sandbox.url) ?? `${sandbox.url}/api/`)
  const program = await startProgram({
    config: readConfig({ PERENNIAL_PORT: '0', PERENNIAL_PACE: '0', ...options.env }),
    slack: {
      token: 'xoxb-sandbox-perennial',
      appToken: options.signingSecret ? null : 'xapp-sandbox-perennial',
      signingSecret: options.signingSecret ?? null,
      apiUrl,
    },
    clockUrl: `${sandbox.url}/__sandbox/clock`,
    database: company.database,
    workspace: company.world.workspace,
    log: makeLog(process.env.TEST_LOG ?? 'silent'),
  })
  await program.rounds.settle()
  const own: Company = { ...company, world: program.world }
  const workspace = workspaceOf(sandbox.url)
  return {
    /** Acts as a person, by name: `as('mia').command('/policy list')`. */
    as: workspace.as,
    /** The workspace behind Slack's back. */
    sandbox: { url: sandbox.url, ...workspace },
    company: own,
    databaseUrl: fresh.url,
    world: program.world,
    program,
    async close() {
      await program.stop()
      await company.close()
      await fresh.close()
      await sandbox.stop()
    },
  }
}

function seedOf(person: DirectoryPerson) {
  const { slackId, name, email, zone, isBot, isGuest, isOutsider, isAdmin, isDeactivated } = person
  return {
    id: slackId,
    name,
    ...(email === null ? {} : { email }),
    ...(zone === null ? {} : { tz: zone }),
    is_bot: isBot,
    is_restricted: isGuest,
    is_stranger: isOutsider,
    is_admin: isAdmin,
    deleted: isDeactivated,
  }
}
