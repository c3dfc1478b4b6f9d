import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, openDatabase } from '../../../db/open.ts'
import type { World } from '../../../src/actions/world.ts'
import { worldOn } from '../../support/journey/prepare.ts'
import {
  beginProgram,
  beginSandbox,
  programEnv,
  type Running,
  run,
  type SandboxProcess,
} from './processes.ts'

/** A company with its program and sandbox as processes; people act through the product's own door. */

export type OfficePerson = {
  id: string
  name: string
  email: string
  tz?: string
  is_bot?: boolean
  deleted?: boolean
}

export type Office = {
  folder: string
  env: Record<string, string>
  sandbox: SandboxProcess
  database: Database
  world: World
  program(): Running
  /** Starts the program again after it has ended. */
  again(): Promise<void>
  /** Walks to an instant, stopping wherever something is due. */
  walkTo(instant: string): Promise<void>
  /** Lets everything that is due at this instant settle. */
  settle(): Promise<void>
  command(...args: string[]): Promise<void>
  personId(email: string): Promise<string>
  end(): Promise<void>
}

export type OfficeOptions = {
  people: OfficePerson[]
  register: string
  now: string
  managers: string[]
  approvers: string[]
}

const zone = 'Europe/Vienna'

/** Register imported, settings made, people known, program running; not live yet. */
export async function openOffice(folder: string, options: OfficeOptions): Promise<Office> {
  const sandbox = await beginSandbox(folder, ['--still', '--rate', 'off', '--now', options.now])
  const people = options.people.map((person) => ({ tz: zone, ...person }))
  await sandbox.post('people', { people, channels: [], groups: [], replace: true })
  const env = programEnv(sandbox, `file:${join(folder, 'office.db')}`)
  const command = async (...args: string[]) => {
    const done = await run(args, folder, env)
    if (done.code !== 0)
      throw new Error(`perennial ${args.join(' ')} ended with ${done.code}: ${done.out}${done.err}`)
  }
  writeFileSync(join(folder, 'register.csv'), options.register)
  await command('import', 'register.csv', '--rehearsal')
  await command('settings', 'set', 'timeZone', zone)
  let program = await beginProgram(folder, env)
  await sandbox.post('clock', { advance: 'PT0S' })
  await command('settings', 'set', 'policyManagers', ...options.managers)
  await command('settings', 'set', 'approvers', ...options.approvers)
  const database = await openDatabase(env.DATABASE_URL as string)
  const clock = { now: new Date(options.now).toISOString() }
  const { workspace } = await database.kysely
    .selectFrom('workspaces')
    .select('workspace')
    .executeTakeFirstOrThrow()
  return {
    folder,
    env,
    sandbox,
    database,
    world: worldOn(database, workspace, clock),
    program: () => program,
    async again() {
      program = await beginProgram(folder, env)
      const told = (await sandbox.get('clock')) as { now: string }
      clock.now = told.now
    },
    async walkTo(instant) {
      await sandbox.post('clock', { advance: `PT${(Date.parse(instant) - Date.parse(clock.now)) / 1000}S` })
      clock.now = new Date(instant).toISOString()
    },
    async settle() {
      await sandbox.post('clock', { advance: 'PT0S' })
    },
    command,
    async personId(email) {
      const row = await database.kysely
        .selectFrom('people')
        .select('id')
        .where('email', '=', email)
        .executeTakeFirstOrThrow()
      return row.id
    },
    async end() {
      await database.close()
      await program.end()
      await sandbox.end()
    },
  }
}
