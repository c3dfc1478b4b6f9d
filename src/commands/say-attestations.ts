import type { ListedEvent } from '../rules/attestation.ts'
import type { Incident } from '../rules/comparison.ts'
import type { Day } from '../rules/terms.ts'
import { categoryWords, counted, sayDay, sayInstant, sayQuarter, sayWhenDue } from '../words.ts'
import type {
  Attestation,
  OneQuarter,
  PairedIncident,
  ShownComparison,
  ShownQuarter,
} from './attestations.ts'
import { type Output, paint, plain } from './output.ts'
import { type Column, table } from './table.ts'

/** Attestations in a terminal. */

export function sayAttestations(output: Output, quarters: readonly ShownQuarter[]): string {
  if (quarters.length === 0) return 'No quarter has ended since going live, so nothing is attested yet.\n'
  const columns: Column<ShownQuarter>[] = [
    { head: 'Quarter', text: ({ quarter }) => quarter },
    { head: 'From', text: ({ fromOn }) => fromOn },
    { head: 'To', text: ({ toOn }) => toOn },
    {
      head: 'Attested',
      text: ({ attestation, dueOn }) =>
        attestation === null ? `not yet, due ${dueOn}` : attestation.at.slice(0, 10),
    },
    { head: 'By', text: ({ attestation }) => attestation?.by ?? '', gives: 8 },
    { head: 'Significant', text: ({ attestation }) => String(attestation?.counts.significant ?? '') },
    { head: 'Undecided', text: ({ attestation }) => String(attestation?.counts.undecided ?? '') },
  ]
  return table(output, columns, quarters)
}

export function sayOne(output: Output, one: OneQuarter, today: Day): string {
  const { quarter, fromOn, toOn, timeZone, counts, events, later, comparison } = one
  const title = paint(output, 'bold', `Events of the ${sayQuarter(quarter)}`)
  const parts = [
    `${title}, reported from ${sayDay(fromOn, today)} to ${sayDay(toOn, today)} (${timeZone})`,
    sayAttested(one, today),
    events.length === 0
      ? 'Nothing was reported.'
      : `${counted(counts.significant, 'report')} significant, ${counts.notSignificant} not significant, ${counts.undecided} not decided yet:\n${eventTable(output, events)}`,
    ...(later.length === 0
      ? []
      : [
          `Reported in an earlier quarter, and decided or reopened since, or not decided yet:\n${eventTable(output, later)}`,
        ]),
    ...(comparison === null ? [] : [sayComparison(output, comparison)]),
  ]
  return `${parts.map((part) => part.trimEnd()).join('\n\n')}\n`
}

function sayAttested({ attestation, dueOn, timeZone }: OneQuarter, today: Day): string {
  if (attestation === null)
    return `Not attested yet: ${sayWhenDue(dueOn, today)}, by a policy manager in Slack.`
  const { by, at, sha256, statement, comparison } = attestation
  return [
    `Attested by ${plain(by)} on ${sayInstant(at, timeZone)}. SHA-256 of the list: ${sha256}`,
    ...(statement === null ? [] : [`"${plain(statement)}"`]),
    ...(comparison === null ? [] : [sayKept(comparison)]),
  ].join('\n')
}

function sayKept({ sha256, ...counts }: NonNullable<Attestation['comparison']>): string {
  const { matched, likely, unreported, untracked } = counts
  return `Compared with a tracker's export (SHA-256 ${sha256}): ${matched} matched, ${likely} likely the same, ${unreported} not reported, ${untracked} not in the tracker.`
}

function eventTable(output: Output, events: readonly ListedEvent[]): string {
  const columns: Column<ListedEvent>[] = [
    { head: 'Report', text: ({ number }) => `E-${number}` },
    { head: 'Category', text: ({ category }) => categoryWords[category].name, gives: 12 },
    { head: 'Decided', text: ({ state }) => (state === 'reported' ? 'not yet' : state) },
    { head: 'Happened', text: ({ happenedOn }) => happenedOn },
    { head: 'What', text: ({ title }) => title, gives: 20 },
    {
      head: 'Reviews',
      text: ({ reviews }) =>
        reviews.map(({ code, state, dueOn }) => `${code} ${state}, due ${dueOn}`).join('; '),
      gives: 12,
    },
  ]
  return table(output, columns, events)
}

function sayComparison(output: Output, comparison: ShownComparison): string {
  const { file, rowCount, otherDays, undated, matched, likely, unreported, untracked } = comparison
  const head = `${plain(file)}: ${counted(rowCount, 'row')}, ${otherDays} of other quarters, ${undated} without a day that can be read`
  const counts = `${matched.length} matched, ${likely.length} likely the same, ${unreported.length} in the tracker and not reported, ${untracked.length} reported and not in the tracker`
  return [
    head,
    counts,
    ...(unreported.length === 0
      ? []
      : [`\nIn the tracker and not reported\n${incidentTable(output, unreported)}`]),
    ...(likely.length === 0 ? [] : [`\nLikely the same: look whether it is\n${pairTable(output, likely)}`]),
    ...(matched.length === 0 ? [] : [`\nMatched\n${pairTable(output, matched)}`]),
    ...(untracked.length === 0 ? [] : [`\nReported and not in the tracker: ${untracked.join(', ')}`]),
  ].join('\n')
}

const incidentColumns = [
  { head: 'Incident', text: ({ id }: Incident) => id ?? '', gives: 8 },
  { head: 'Day', text: ({ openedOn }: Incident) => openedOn ?? 'none' },
  { head: 'Title', text: ({ title }: Incident) => title, gives: 20 },
  { head: 'Severity', text: ({ severity }: Incident) => severity ?? '', gives: 8 },
]

function incidentTable(output: Output, incidents: readonly Incident[]): string {
  return table(output, incidentColumns, incidents)
}

function pairTable(output: Output, pairs: readonly PairedIncident[]): string {
  const columns: Column<PairedIncident>[] = [
    { head: 'Report', text: ({ event }) => event },
    ...incidentColumns,
    { head: 'By', text: ({ by }) => by },
  ]
  return table(output, columns, pairs)
}
