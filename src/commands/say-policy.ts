import type { Day, Instant } from '../rules/terms.ts'
import { listed, sayDay, sayReviewDue } from '../words.ts'
import { sayOwner } from './list.ts'
import { type Output, paint, plain } from './output.ts'
import type { Shown, ShownReview, ShownVersion, ShownWaiver } from './show.ts'

/** One policy for a person at a terminal. */
export function sayPolicy(
  output: Output,
  shown: Shown,
  today: Day,
  dayOf: (instant: Instant) => Day,
): string {
  const names = (people: { name: string }[]) => listed(people.map(({ name }) => name)) || 'nobody'
  const facts = [
    ['Owner', sayOwner(shown)],
    ['Deputies', names(shown.deputies)],
    ['Approvers', names(shown.approvers)],
    [
      'Cadence',
      `${shown.cadenceMonths} months${shown.statedCadence ? ` (stated: ${shown.statedCadence})` : ''}`,
    ],
    ['Last review', shown.lastReviewedOn === null ? 'not known' : sayDay(shown.lastReviewedOn, today)],
    ['Next review', sayNext(shown, today)],
    ['Tags', listed([...shown.tags, ...shown.components]) || 'none'],
  ]
  const parts = [
    `${paint(output, 'bold', plain(shown.title))} ${plain(shown.code)} · ${shown.status}`,
    ...facts.map(([name, text]) => `  ${(name as string).padEnd(13)}${plain(text as string)}`),
    ...section(
      output,
      'Versions',
      [...shown.versions].reverse().map((version) => sayVersion(version, today, dayOf)),
    ),
    ...section(
      output,
      'Reviews',
      [...shown.reviews].reverse().map((review) => sayReview(review, today)),
    ),
    ...section(
      output,
      'Owed now',
      shown.obligations.map(
        ({ kind, due, holders }) =>
          `${kind}: ${due}, held by ${
            listed(
              holders.map(({ name }) => name),
              5,
            ) || 'nobody'
          }`,
      ),
    ),
    ...section(
      output,
      'Outside Slack',
      shown.outsideDistributions.map(
        ({ version, audience, sentOn, document }) =>
          `${version} went to ${audience} on ${sayDay(sentOn, today)} (${document})`,
      ),
    ),
    ...section(
      output,
      'History',
      shown.history.map(
        ({ at, actor, action }) =>
          `${at.slice(0, 16).replace('T', ' ')} UTC  ${actor}: ${action.replaceAll('-', ' ')}`,
      ),
    ),
  ]
  return `${parts.join('\n')}\n`
}

function sayNext({ nextReviewDueOn, reviews }: Shown, today: Day): string {
  if (nextReviewDueOn === null) return 'none'
  const open = reviews.find(
    ({ kind, concludedOn, state }) => kind === 'scheduled' && !concludedOn && state !== 'void',
  )
  return sayReviewDue({ dueOn: nextReviewDueOn, waivedUntil: open?.waivedUntil ?? null }, today)
}

function section(output: Output, head: string, lines: readonly string[]): string[] {
  return lines.length === 0
    ? []
    : ['', paint(output, 'bold', head), ...lines.map((line) => `  ${plain(line)}`)]
}

function sayVersion(version: ShownVersion, today: Day, dayOf: (instant: Instant) => Day): string {
  const { number, state, sha256, inForceAt, effectiveOn, acknowledgments } = version
  const words = [`${number} · ${state}`]
  if (inForceAt) words.push(`since ${sayDay(dayOf(inForceAt), today)}`)
  else if (effectiveOn) words.push(`effective ${sayDay(effectiveOn, today)}`)
  words.push(sha256 === null ? 'text not held' : `SHA-256 ${sha256}`)
  if (acknowledgments.asked > 0)
    words.push(`${acknowledgments.given} of ${acknowledgments.asked} acknowledged`)
  if (acknowledgments.excused > 0) words.push(`${acknowledgments.excused} excused`)
  return words.join(', ')
}

function sayReview(
  { kind, state, openedOn, dueOn, waivedUntil, concludedOn, outcome, causes, waivers }: ShownReview,
  today: Day,
): string {
  const words = [`${kind} · ${state}`, `opened ${sayDay(openedOn, today)}`, `due ${sayDay(dueOn, today)}`]
  if (waivedUntil) words.push(`waived until ${sayDay(waivedUntil, today)}`)
  for (const waiver of waivers) words.push(sayWaiver(waiver, today))
  if (concludedOn) words.push(`concluded ${sayDay(concludedOn, today)}: ${outcome}`)
  for (const { event, category, what } of causes)
    words.push(`because of ${event} (${category.replaceAll('_', ' ')}): ${what}`)
  return words.join(', ')
}

function sayWaiver({ askedBy, until, state, decidedBy, grantedUntil }: ShownWaiver, today: Day): string {
  const asked = `waiver until ${sayDay(until, today)} asked by ${askedBy}`
  if (state === 'open') return `${asked}, not decided`
  const by = decidedBy === null ? '' : ` by ${decidedBy}`
  const shorter =
    grantedUntil === null || grantedUntil === until ? '' : ` until ${sayDay(grantedUntil, today)}`
  return `${asked}: ${state}${shorter}${by}`
}
