import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, openDatabase } from '../../../db/open.ts'
import { happen } from '../../support/journey/happen.ts'
import { governanceChannel, seedOf, slackIdOf } from '../../support/journey/people.ts'
import { worldOn } from '../../support/journey/prepare.ts'
import type { Happening, Scenario } from '../../support/naive-year/scenario.ts'
import {
  beginProgram,
  beginSandbox,
  programEnv,
  type Running,
  run,
  type SandboxProcess,
} from './processes.ts'

export type Year = { sandbox: SandboxProcess; database: Database; scenario: Scenario; end(): Promise<void> }

/**
 * Lives a scenario with the program and the sandbox as two processes: the register is imported on the command
 * line, people act through the product's door, and the clock is moved as in the sandbox's page.
 */
export async function live(folder: string, scenario: Scenario): Promise<Year> {
  const days = [...new Set(scenario.policies.map((policy) => policy.importedOn))].sort()
  const sandbox = await beginSandbox(folder, ['--still', '--rate', 'off', '--now', `${days[0]}T10:00:00Z`])
  await sandbox.post('people', { ...seedOf(scenario), replace: true })
  const url = `file:${join(folder, 'year.db')}`
  const env = programEnv(sandbox, url)
  const command = async (...args: string[]) => {
    const done = await run(args, folder, env)
    if (done.code !== 0)
      throw new Error(`perennial ${args.join(' ')} ended with ${done.code}: ${done.out}${done.err}`)
  }
  for (const day of days) {
    await sandbox.post('clock', { set: `${day}T10:00:00Z` })
    writeFileSync(join(folder, `register-${day}.csv`), registerOf(scenario, day))
    await command('import', `register-${day}.csv`, '--rehearsal')
    if (day !== days[0]) continue
    await command('settings', 'set', 'timeZone', scenario.zone)
    await command('settings', 'set', 'closedDays', ...scenario.closedDays)
  }
  let program: Running = await beginProgram(folder, env)
  await sandbox.post('clock', { set: scenario.liveAt })
  await command('settings', 'set', 'policyManagers', ...scenario.managers)
  await command('settings', 'set', 'approvers', ...scenario.approvers)
  if (scenario.governanceChannel) await command('settings', 'set', 'governanceChannel', governanceChannel)
  await command('golive')
  await sandbox.post('clock', { advance: 'PT0S' })
  const database = await openDatabase(url)
  const clock = { now: scenario.liveAt }
  const row = await database.kysely.selectFrom('workspaces').select('workspace').executeTakeFirstOrThrow()
  const world = worldOn(database, row.workspace, clock)
  const advanceTo = async (instant: string) => {
    const { now } = (await sandbox.get('clock')) as { now: string }
    await sandbox.post('clock', { advance: `PT${(Date.parse(instant) - Date.parse(now)) / 1000}S` })
    clock.now = new Date(instant).toISOString()
  }
  const take = async (happening: Happening) => {
    await advanceTo(happening.at)
    if (happening.do === 'down') {
      await program.end('SIGKILL')
      await sandbox.post('clock', { set: happening.until })
      program = await beginProgram(folder, env)
    } else if (happening.do === 'leave') {
      // People are read anew when the program starts.
      await program.end()
      await sandbox.post('act', { do: 'deactivate', as: slackIdOf(happening.person) })
      program = await beginProgram(folder, env)
    } else await happen(world, happening)
    await sandbox.post('clock', { advance: 'PT0S' })
  }
  for (const happening of scenario.happenings) {
    await take(happening).catch((error: Error) => {
      throw new Error(`${JSON.stringify(happening)}: ${error.message}\n${program.err()}`)
    })
  }
  await advanceTo(new Date(Date.parse(scenario.until) - 1000).toISOString())
  return {
    sandbox,
    database,
    scenario,
    async end() {
      await database.close()
      await program.end()
      await sandbox.end()
    },
  }
}

function registerOf({ policies }: Scenario, day: string): string {
  const lines = policies
    .filter((policy) => policy.importedOn === day)
    .map(({ code, owner, cadenceMonths, lastReviewedOn, statedNextOn, version, deputies }) =>
      [
        code,
        `Policy ${code}`,
        owner,
        deputies.join('; '),
        version ?? '',
        lastReviewedOn ?? '',
        `every ${cadenceMonths} months`,
        statedNextOn ?? '',
        'Approved',
      ].join(','),
    )
  return `${['Code,Title,Owner,Deputies,Version,Last reviewed,Frequency,Next review,Status', ...lines].join('\n')}\n`
}
