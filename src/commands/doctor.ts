import { versionsToJoin } from '../../db/distributions.ts'
import { pausesOf } from '../../db/pauses.ts'
import type { WorkspaceRow } from '../../db/schema.ts'
import { refusedFor } from '../../db/undelivered.ts'
import { sourcesOf } from '../actions/change-sources.ts'
import { readSettings } from '../actions/surroundings.ts'
import type { SlackConfig } from '../config.ts'
import { activeSources } from '../rules/sources.ts'
import type { Audience } from '../rules/terms.ts'
import { makeClient } from '../slack/client.ts'
import { makeDirectory } from '../slack/directory.ts'
import { examineAppToken, examineToken, type TokenFacts } from '../slack/examine.ts'
import { counted, listed } from '../words.ts'
import { type Manifest, readManifest } from './manifest.ts'
import { type Output, paint, plain, writeJson } from './output.ts'
import { type OpenRecord, type Where, withRecord } from './record.ts'

/** One thing that was looked at: how it is, and what to do where it is not as it should be. */
export type Finding = { name: string; ok: boolean; detail: string; remedy: string | null }

/** Looks at everything between the record and Slack; 3 where something is not as it should be. */
export async function doctor(options: Where, output: Output): Promise<number> {
  return await withRecord(options, async (record) => {
    const checks = await examine(record, readManifest())
    const ok = checks.every((check) => check.ok)
    if (options.json) writeJson(output, { ok, checks })
    else for (const check of checks) output.out(sayFinding(output, check))
    return ok ? 0 : 3
  })
}

function sayFinding(output: Output, { name, ok, detail, remedy }: Finding): string {
  const mark = ok ? paint(output, 'green', 'ok ') : paint(output, 'red', 'no ')
  return `${mark} ${name.padEnd(14)} ${plain(detail)}${remedy === null ? '' : ` ${plain(remedy)}`}\n`
}

const fine = (name: string, detail: string): Finding => ({ name, ok: true, detail, remedy: null })
const wrong = (name: string, detail: string, remedy: string): Finding => ({ name, ok: false, detail, remedy })

async function examine(record: OpenRecord, manifest: Manifest): Promise<Finding[]> {
  const { config, database, workspace } = record
  const found = [fine('database', `${database.address} answers.`), await webhooks(record)]
  if (config.slack === null) {
    const remedy = 'Set it to the token under "OAuth & Permissions" of the app; README.md shows the way.'
    return [...found, wrong('bot token', 'SLACK_BOT_TOKEN is not set.', remedy)]
  }
  const { token, apiUrl } = config.slack
  const answer = await examineToken(token, apiUrl)
  if ('problem' in answer) {
    const remedy =
      'Copy the token under "OAuth & Permissions" anew, and check that this machine reaches Slack.'
    found.push(wrong('bot token', `Slack does not take it (${answer.problem}).`, remedy))
  } else {
    found.push(...ofToken(answer.facts, workspace, manifest))
    found.push(...(await places(record, config.slack)))
  }
  found.push(await listening(config.slack, manifest), await messagesTab(record))
  for (const { subject, reason, since } of await pausesOf(database.kysely, workspace.workspace)) {
    const remedy = 'Mend that; it goes on by itself within five minutes.'
    found.push(wrong('pause', `"${subject}" stands still since ${since} (${reason}).`, remedy))
  }
  return found
}

function ofToken({ team, scopes }: TokenFacts, workspace: WorkspaceRow, manifest: Manifest): Finding[] {
  return [fine('bot token', `Slack takes it.`), teamOf(team, workspace), scopesOf(scopes, manifest)]
}

function teamOf(team: TokenFacts['team'], { slackTeam }: WorkspaceRow): Finding {
  const name = `"${team.name}" (${team.id})`
  if (slackTeam === null) return fine('workspace', `${name} claims this database at the first start.`)
  if (slackTeam === team.id) return fine('workspace', `${name} is the one whose record this is.`)
  const remedy = "Use that workspace's token, or another database."
  return wrong('workspace', `The token is of ${name}, and the database belongs to ${slackTeam}.`, remedy)
}

function scopesOf(given: readonly string[], manifest: Manifest): Finding {
  const wanted = manifest.oauth_config.scopes.bot
  const missing = wanted.filter((scope) => !given.includes(scope))
  const more = given.filter((scope) => !wanted.includes(scope))
  if (missing.length > 0) {
    const remedy =
      'Paste manifest.json under "App Manifest" of the app, then install it to the workspace again.'
    return wrong('scopes', `The token lacks ${listed(missing)}.`, remedy)
  }
  const besides = more.length > 0 ? `; ${listed(more)} more than needed` : ''
  return fine('scopes', `All ${wanted.length} of manifest.json are given${besides}.`)
}

async function listening(
  { appToken, signingSecret, apiUrl }: SlackConfig,
  manifest: Manifest,
): Promise<Finding> {
  const name = 'listening'
  if (appToken !== null) {
    const answer = await examineAppToken(appToken, apiUrl)
    if ('facts' in answer) return fine(name, 'Slack takes the app token, and Socket Mode is on.')
    const remedy =
      'Switch on "Socket Mode" of the app, and make an app-level token with the scope connections:write for SLACK_APP_TOKEN.'
    return wrong(name, `Slack opens no socket (${answer.problem}).`, remedy)
  }
  if (signingSecret !== null) {
    const [command] = manifest.features.slash_commands
    return fine(
      name,
      `A signing secret is set: the request URL of events, interactivity and ${command?.command} must lead to /slack/events.`,
    )
  }
  return wrong(
    name,
    'Nothing that people press or type arrives.',
    'Set SLACK_APP_TOKEN (Socket Mode), or SLACK_SIGNING_SECRET (HTTP).',
  )
}

/** The governance channel, and every channel and group of an audience: whether the app can read it. */
async function places(
  { database: { kysely }, workspace: { workspace } }: OpenRecord,
  { token, apiUrl }: SlackConfig,
): Promise<Finding[]> {
  const directory = makeDirectory(makeClient({ token, ...(apiUrl === null ? {} : { apiUrl }) }))
  const audiences = (await versionsToJoin(kysely, workspace)).map(
    (row) => JSON.parse(row.audience) as Audience,
  )
  const { governanceChannel } = await readSettings(kysely, workspace)
  const channels = new Set([
    ...(governanceChannel ? [governanceChannel] : []),
    ...audiences.flatMap((audience) => audience.channels),
  ])
  const groups = new Set(audiences.flatMap((audience) => audience.groups))
  const reads = [
    ...[...channels].map((channel) => ({ place: channel, read: () => directory.channelMembers(channel) })),
    ...[...groups].map((group) => ({ place: group, read: () => directory.groupMembers(group) })),
  ]
  const found: Finding[] = []
  for (const { place, read } of reads) {
    const problem = await read().then(
      () => null,
      (error: Error) => error.message,
    )
    if (problem === null) continue
    const remedy = 'Type "/invite @perennial" in it, or name another one in the settings or the audience.'
    found.push(wrong('channels', `${place} cannot be read (${problem}).`, remedy))
  }
  return found.length > 0
    ? found
    : [fine('channels', `${counted(reads.length, 'channel or group', 'channels and groups')} can be read.`)]
}

/** Without the secret nothing is taken from any source. */
async function webhooks({ config, database, workspace }: OpenRecord): Promise<Finding> {
  const name = 'webhooks'
  const sources = activeSources(await sourcesOf(database.kysely, workspace.workspace))
  if (sources.length === 0) return fine(name, 'No source reports by webhook.')
  const who = listed(sources.map((source) => source.name))
  if (config.encryptionKey !== null) return fine(name, `${who} may report to /hooks/events.`)
  const remedy = 'Set it to what it was when the keys were printed.'
  return wrong(name, `PERENNIAL_ENCRYPTION_KEY is not set, and nothing is taken from ${who}.`, remedy)
}

/** Slack does not tell whether the tab is on; it refuses messages where it is not. */
async function messagesTab({ database, workspace }: OpenRecord): Promise<Finding> {
  const refused = await refusedFor(database.kysely, workspace.workspace, 'messages_tab_disabled')
  if (refused === undefined) return fine('messages tab', 'No message was refused for it.')
  const remedy = 'Switch on "Messages Tab" under "App Home" of the app.'
  return wrong('messages tab', `It is off: a message was refused at ${refused}.`, remedy)
}
