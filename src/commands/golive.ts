import {
  type FirstEndorsement,
  type FirstMorning,
  type FirstRequest,
  firstEndorsements,
  firstMornings,
  firstRequests,
} from '../actions/first-mornings.ts'
import { goLive, missingToGoLive } from '../actions/go-live.ts'
import { perform } from '../actions/perform.ts'
import { readSettings, surroundings } from '../actions/surroundings.ts'
import { dayIn, sayDay } from '../rules/calendar.ts'
import { refuse } from '../rules/refusal.ts'
import { counted, listed, sayAudience, sayInstant } from '../words.ts'
import { type Output, plain, writeJson } from './output.ts'
import { keyOf, type OpenRecord, operator, type Where, withRecord } from './record.ts'

/** Shows who would receive what on the first business morning; without `dryRun`, goes live. */
export async function golive(options: Where & { dryRun?: boolean }, output: Output): Promise<number> {
  return await withRecord(options, async (record) => {
    const { calendar, today, liveAt } = await surroundings(record.world, record.database.kysely)
    if (liveAt) refuse('already_live', { since: sayDay(dayIn(calendar.zone, liveAt), today) })
    const missing = missingToGoLive(
      record.workspace,
      await readSettings(record.database.kysely, record.workspace.workspace),
    )
    const mornings = await firstMornings(record.world)
    const requests = await firstRequests(record.world)
    const endorsements = await firstEndorsements(record.world)
    const atOnce = { requests, endorsements }
    if (options.dryRun) {
      if (options.json) writeJson(output, { liveAt: null, missing, mornings, ...atOnce })
      else output.out(sayPreview(mornings, atOnce, missing))
      return 0
    }
    const since = await begin(record)
    if (options.json) writeJson(output, { liveAt: since, missing: [], mornings, ...atOnce })
    else
      output.out(
        `${plain(`Live since ${sayInstant(since, calendar.zone)} (${calendar.zone}). ${sayFirst(mornings)}${sayAtOnce(atOnce)}`)}\n`,
      )
    return 0
  })
}

async function begin(record: OpenRecord): Promise<string> {
  const key = await keyOf(record, 'golive', {})
  return (await perform(record.world, operator(), goLive, {}, key)).liveAt
}

function sayFirst(mornings: readonly FirstMorning[]): string {
  if (mornings.length === 0) return 'Nothing is to be sent yet.'
  return `${counted(mornings.length, 'person hears', 'people hear')} of ${counted(itemCount(mornings), 'item')} on their first business morning.`
}

type AtOnce = { requests: FirstRequest[]; endorsements: FirstEndorsement[] }

function sayAtOnce({ requests, endorsements }: AtOnce): string {
  const [versions, asked] = [requests.length, endorsements.length]
  const audiences = versions === 1 ? 'its audience' : 'their audiences'
  const sent =
    versions > 0 ? ` ${counted(versions, 'version goes', 'versions go')} to ${audiences} at once.` : ''
  const put =
    asked > 0 ? ` ${counted(asked, 'submission goes', 'submissions go')} to the approvers at once.` : ''
  return `${sent}${put}`
}

function itemCount(mornings: readonly FirstMorning[]): number {
  return mornings.reduce((sum, { items }) => sum + items.length, 0)
}

function sayPreview(mornings: readonly FirstMorning[], atOnce: AtOnce, missing: readonly string[]): string {
  const lines = mornings.flatMap(({ to, at, zone, items }) => [
    `${to.name}${to.email ? ` <${to.email}>` : ''}, ${sayInstant(at, zone)} (${zone}), one message:`,
    ...items.map(
      ({ kind, code, title, due, dueOn }) =>
        `  ${[kind, code, title].filter((word) => word !== null).join('  ')} · ${due} (${dueOn})`,
    ),
    '',
  ])
  const asked = atOnce.requests.map(
    ({ code, title, version, asks, audience }) =>
      `${code}  ${title}  ${version} · ${sayAudience(audience)} ${asks === 'acknowledge' ? 'will be asked to acknowledge it' : 'will be told'}, in their open hours`,
  )
  const endorsing = atOnce.endorsements.map(
    ({ code, title, to }) => `${code}  ${title} · ${listed(to)} will be asked to endorse it`,
  )
  const still =
    missing.length > 0
      ? [`Before going live set: ${missing.join(', ')}. Use "perennial settings set" for it.`]
      : []
  const end = `If this workspace went live now: ${sayFirst(mornings)}${sayAtOnce(atOnce)} Nothing was sent or changed.`
  return `${[...[...lines, ...asked, ...endorsing].map(plain), end, ...still].join('\n')}\n`
}
