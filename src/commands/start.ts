import { type Database, openDatabase } from '../../db/open.ts'
import type { WorkspaceRow } from '../../db/schema.ts'
import { sleep } from '../clock.ts'
import { type Config, isRealSlack, readConfig } from '../config.ts'
import { makeProgramme } from '../demo/programme.ts'
import { type Log, makeLog } from '../log.ts'
import { type Program, type ProgramOptions, startProgram } from '../main.ts'
import type { DirectoryTeam } from '../rules/delivery.ts'
import { refuse } from '../rules/refusal.ts'
import { makeClient } from '../slack/client.ts'
import { makeDirectory } from '../slack/directory.ts'
import { askClock } from './business-clock.ts'
import type { Output } from './output.ts'
import { prepareDatabase, usualDatabase, type Where } from './record.ts'
import { mindRejections } from './rejections.ts'
import { type SandboxChild, startSandboxChild } from './sandbox-child.ts'
import { sayStarted } from './say-started.ts'
import { stopSignal } from './stop-signal.ts'

const rehearsalDatabase = 'file:./data/rehearsal.db'
const sandboxTokens = {
  token: 'xoxb-sandbox-perennial',
  appToken: 'xapp-sandbox-perennial',
  signingSecret: null,
}
/** Whatever still runs then is ended with the process. */
const longestStop = 9000

/** The bot, the beat and the health page until told to stop; without a token the sandbox workspace too. */
export async function start(where: Where, output: Output): Promise<number> {
  const config = readConfig(process.env)
  const stopping = stopSignal('person')
  const isOwnSandbox = config.slack === null
  const isRehearsal = config.slack === null || !isRealSlack(config.slack)
  const database = await openDatabase(
    where.db ?? config.databaseUrl ?? (isRehearsal ? rehearsalDatabase : usualDatabase),
  )
  let [child, program]: [SandboxChild | null, Program | null] = [null, null]
  try {
    const workspace = await chooseWorkspace(database, where, config, isRehearsal)
    child = isOwnSandbox ? await startSandboxChild(isHurried() ? 'off' : 'slack') : null
    const options = await programOptions(config, database, workspace, child)
    mindRejections(options.log)
    const team = await teamOf(options, workspace)
    program = await startProgram(options)
    output.out(
      await sayStarted(output, {
        database,
        program,
        team,
        slack: options.slack,
        sandbox: child?.url ?? null,
      }),
    )
    const why = await Promise.race([stopping, child?.ended.then(() => 'sandbox ended') ?? stopping])
    if (why === 'sandbox ended') output.err('The sandbox workspace has ended, so Perennial stops too.\n')
    return why === 'sandbox ended' ? 2 : 0
  } finally {
    setTimeout(() => process.exit(process.exitCode ?? 0), longestStop).unref()
    await program?.stop()
    await child?.stop()
    await database.close()
  }
}

/** A database's kind never changes: real tokens and a rehearsal, or a sandbox and a real one, do not go together. */
async function chooseWorkspace(
  database: Database,
  where: Where,
  config: Config,
  isRehearsal: boolean,
): Promise<WorkspaceRow> {
  const workspace = await prepareDatabase(
    database,
    { id: where.workspace },
    isRehearsal ? 'rehearsal' : 'real',
  )
  if (workspace.kind === 'real' && isRehearsal)
    refuse(config.slack === null ? 'real_database' : 'sandbox_on_real')
  if (workspace.kind === 'rehearsal' && !isRehearsal) refuse('rehearsal_database')
  if (!isRehearsal && config.clockUrl) refuse('rehearsal_only', { name: 'PERENNIAL_CLOCK_URL' })
  if (!isRehearsal && config.pace !== 1) refuse('rehearsal_only', { name: 'PERENNIAL_PACE' })
  return workspace
}

async function programOptions(
  config: Config,
  database: Database,
  { workspace }: WorkspaceRow,
  child: SandboxChild | null,
): Promise<ProgramOptions> {
  const slack = config.slack ?? { ...sandboxTokens, apiUrl: `${child?.url}/api/` }
  const clockUrl = child ? `${child.url}/__sandbox/clock` : config.clockUrl
  if (clockUrl) await askClock(clockUrl)
  const isQuiet = child !== null && !process.env.PERENNIAL_LOG_LEVEL
  const log: Log = makeLog(isQuiet ? 'warn' : config.logLevel)
  const hurried = child && isHurried() ? { ...config, pace: 0 } : config
  const base = { config: hurried, slack, clockUrl, database, workspace, log }
  return child ? { ...base, prepare: makeProgramme } : base
}

/** Business time may jump by months in the own sandbox: neither side keeps Slack's pace there, unless one is set. */
function isHurried(): boolean {
  return !process.env.PERENNIAL_PACE
}

/** A start does not wait longer for Slack's name of the workspace; the messages wait for Slack anyway. */
const longestAnswer = 3000

/** Slack's name of the workspace; refused where another one has claimed the record. Null while Slack does not answer. */
async function teamOf({ slack }: ProgramOptions, { slackTeam }: WorkspaceRow): Promise<DirectoryTeam | null> {
  const client = makeClient({ token: slack.token, ...(slack.apiUrl ? { apiUrl: slack.apiUrl } : {}) })
  const waiting = new AbortController()
  const team = await Promise.race([
    makeDirectory(client)
      .team()
      .catch(() => null),
    sleep(longestAnswer, waiting.signal).then(() => null),
  ])
  waiting.abort()
  if (team && slackTeam !== null && team.id !== slackTeam)
    refuse('other_team', { claimed: slackTeam, came: team.id })
  return team
}
