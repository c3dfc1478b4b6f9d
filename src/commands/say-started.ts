import type { Database } from '../../db/open.ts'
import { workspaceOf } from '../../db/workspaces.ts'
import { surroundings } from '../actions/surroundings.ts'
import { nextDueAt } from '../beat.ts'
import type { SlackConfig } from '../config.ts'
import type { Program } from '../main.ts'
import type { DirectoryTeam } from '../rules/delivery.ts'
import type { Instant, WorkspaceKind } from '../rules/terms.ts'
import { counted, sayInstant } from '../words.ts'
import { readDue } from './due.ts'
import { type Output, paint } from './output.ts'

type Started = {
  database: Database
  program: Program
  team: DirectoryTeam | null
  slack: SlackConfig
  sandbox: string | null
}

/** What it is connected to, when the next beat is, what is due, and where to go. */
export async function sayStarted(output: Output, started: Started): Promise<string> {
  const { database, program, sandbox, team } = started
  const { world } = program
  const around = await surroundings(world, database.kysely)
  const row = await workspaceOf(database.kysely, world.workspace)
  if (!row) throw new Error(`Expected the workspace ${world.workspace}`)
  const { zone } = around.calendar
  const connected = team
    ? `the ${sandbox ? 'sandbox ' : ''}workspace "${team.name}"${sandbox ? ` at ${sandbox}` : ' in Slack'}`
    : 'Slack does not answer yet; it is tried again'
  const items = await readDue({ database, workspace: row }, around.today)
  const overdue = items.filter(({ daysLeft }) => daysLeft !== null && daysLeft < 0).length
  const soon = items.filter(({ daysLeft }) => daysLeft !== null && daysLeft >= 0 && daysLeft <= 30).length
  const lines = [
    ['Record', `${database.address}, ${row.kind === 'real' ? 'real' : 'a rehearsal'}`],
    ['Connected to', connected],
    ['Listens', sayListening(started.slack, program.port)],
    ['Today', `${sayInstant(around.now, zone)} (${zone})`],
    [
      'Live',
      around.liveAt ? `since ${sayInstant(around.liveAt, zone)}` : 'not yet: perennial golive --dry-run',
    ],
    [
      'Next beat',
      `${sayBeat(row.kind, program.nextBeatAt(), zone)}; ${sayNext(await nextDueAt(world), around.now, zone)}`,
    ],
    ['Due', `${counted(overdue, 'item')} overdue, ${counted(soon, 'item')} due within 30 days`],
    ['Health', `http://127.0.0.1:${program.port}/readyz`],
  ]
  const table = lines.map(([name, text]) => `  ${(name as string).padEnd(14)}${text}`)
  return `${[paint(output, 'bold', 'Perennial is running.'), ...table, ...(sandbox ? tour(output, sandbox) : [])].join('\n')}\n`
}

function sayListening({ appToken, signingSecret }: SlackConfig, port: number): string {
  if (appToken !== null) return 'to what people press and type, over Socket Mode'
  if (signingSecret !== null)
    return `to what people press and type, over HTTP at http://127.0.0.1:${port}/slack/events`
  return 'to nobody: set SLACK_APP_TOKEN (or SLACK_SIGNING_SECRET), so that people can press and type'
}

/** A rehearsal's beat follows the clock that people move; a real one the machine's. */
function sayBeat(kind: WorkspaceKind, next: Instant | null, zone: string): string {
  if (kind === 'rehearsal') return 'every minute, and whenever the clock is moved'
  return next === null ? 'never: PERENNIAL_BEAT names no time to come' : sayInstant(next, zone)
}

function sayNext(next: Instant, now: Instant, zone: string): string {
  return next <= now ? 'something is due now' : `something is due next on ${sayInstant(next, zone)}`
}

function tour(output: Output, sandbox: string): string[] {
  return [
    '',
    paint(output, 'bold', `Open ${sandbox}`),
    '  Be Ana Weber, the policy manager, and read what she was told; be Leo Brandt, who is asked to endorse.',
    '  Type /policy in any channel, open the Home of the app, press what is there.',
    '  Press "Next due" or "+7 days" and watch who is reminded of what, and when.',
    '  In a second terminal: npx perennial list --db file:./data/rehearsal.db',
    '',
    'Stop with Ctrl+C; the next start goes on where this one was.',
  ]
}
