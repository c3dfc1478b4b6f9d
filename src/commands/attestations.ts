import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { allAttestations, attestationOf } from '../../db/attestations.ts'
import { peopleById } from '../../db/people.ts'
import type { AttestationRow } from '../../db/schema.ts'
import { compareWith, isNear } from '../actions/compared.ts'
import { type Archive, readQuarter } from '../actions/quarter-list.ts'
import { surroundings } from '../actions/surroundings.ts'
import { readIncidents } from '../import/incidents.ts'
import { countsOf, type ListedEvent, type QuarterCounts } from '../rules/attestation.ts'
import { dayIn } from '../rules/calendar.ts'
import type { DateOrder, Incident, Way } from '../rules/comparison.ts'
import { sha256 } from '../rules/digest.ts'
import { attestBy, type Period, parseQuarter, periodOf, quarterOf } from '../rules/quarter.ts'
import { refuse } from '../rules/refusal.ts'
import type { Day, Instant, Quarter } from '../rules/terms.ts'
import { type Output, writeJson } from './output.ts'
import { type OpenRecord, type Where, withRecord } from './record.ts'
import { sayAttestations, sayOne } from './say-attestations.ts'

/** The quarters' attestations; one of them with its events, and with a tracker's export compared with these. */

export type Attestation = {
  by: string
  at: Instant
  sha256: string
  counts: QuarterCounts
  statement: string | null
  comparison: ({ sha256: string; rowCount: number } & Record<Outcome, number>) | null
}
type Outcome = 'matched' | 'likely' | 'unreported' | 'untracked'

export type ShownQuarter = Period & { quarter: Quarter; dueOn: Day; attestation: Attestation | null }

export type PairedIncident = Incident & { event: string; by: Way }
export type ShownComparison = {
  file: string
  sha256: string
  rowCount: number
  otherDays: number
  undated: number
  matched: PairedIncident[]
  likely: PairedIncident[]
  unreported: Incident[]
  untracked: string[]
}

export type OneQuarter = ShownQuarter & {
  timeZone: string
  counts: QuarterCounts
  events: ListedEvent[]
  /** Of earlier quarters, decided or reopened since, or undecided. */
  later: ListedEvent[]
  comparison: ShownComparison | null
}

export type Wanted = Where & { compare?: string; dateOrder?: DateOrder }

export async function attestations(
  quarter: string | undefined,
  options: Wanted,
  output: Output,
): Promise<number> {
  const wanted =
    quarter === undefined ? undefined : (parseQuarter(quarter) ?? refuse('bad_quarter', { came: quarter }))
  return await withRecord(options, async (record) => {
    if (wanted === undefined && options.compare === undefined) {
      const all = await allShown(record)
      if (options.json) writeJson(output, all)
      else output.out(sayAttestations(output, all))
      return 0
    }
    const one = await oneQuarter(record, wanted, options)
    const { today } = await surroundings(record.world, record.database.kysely)
    if (options.json) writeJson(output, one)
    else output.out(sayOne(output, one, today))
    return 0
  })
}

async function allShown({ database, workspace }: OpenRecord): Promise<ShownQuarter[]> {
  const rows = await allAttestations(database.kysely, workspace.workspace)
  const people = await peopleById(
    database.kysely,
    workspace.workspace,
    rows.map(({ attestedBy }) => attestedBy),
  )
  return rows.map((row) => shown(row, people.get(row.attestedBy ?? '')?.name ?? 'somebody'))
}

function shown(row: AttestationRow, by: string): ShownQuarter {
  const { quarter, fromOn, toOn, attestedAt } = row
  const attestation = attestedAt === null ? null : attestationFrom(row, attestedAt, by)
  return { quarter, fromOn, toOn, dueOn: attestBy(quarter), attestation }
}

function attestationFrom(row: AttestationRow, at: Instant, by: string): Attestation {
  const { significant, notSignificant, undecided, statement, comparison } = row
  return {
    by,
    at,
    sha256: row.sha256 ?? '',
    counts: {
      significant: significant ?? 0,
      notSignificant: notSignificant ?? 0,
      undecided: undecided ?? 0,
    },
    statement,
    comparison: comparison === null ? null : (JSON.parse(comparison) as Attestation['comparison']),
  }
}

/** The one that is named, else the one that runs: also before it is over. */
async function oneQuarter(
  record: OpenRecord,
  wanted: Quarter | undefined,
  options: Wanted,
): Promise<OneQuarter> {
  const { database, workspace, world } = record
  const { calendar, today, liveAt } = await surroundings(world, database.kysely)
  const quarter = wanted ?? quarterOf(today)
  const liveOn = liveAt === null ? null : dayIn(calendar.zone, liveAt)
  if (liveOn === null || quarter > quarterOf(today) || quarter < quarterOf(liveOn))
    refuse('unknown_quarter', { quarter })
  const archive = { trx: database.kysely, engine: database.engine, workspace: workspace.workspace, calendar }
  const row = await attestationOf(database.kysely, archive.workspace, quarter)
  const people = await peopleById(database.kysely, archive.workspace, [row?.attestedBy ?? null])
  const period = row ?? { quarter, ...periodOf(quarter, liveOn) }
  const { events, later } = await readQuarter(archive, period)
  const { fromOn, toOn } = period
  return {
    quarter,
    fromOn,
    toOn,
    dueOn: attestBy(quarter),
    timeZone: calendar.zone,
    attestation: row ? shown(row, people.get(row.attestedBy ?? '')?.name ?? 'somebody').attestation : null,
    counts: countsOf(events),
    events,
    later,
    comparison: options.compare === undefined ? null : await compareFile(archive, period, options),
  }
}

async function compareFile(
  archive: Archive,
  period: Period,
  { compare: path = '', dateOrder }: Wanted,
): Promise<ShownComparison> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) =>
    refuse('path_unusable', {
      path,
      why: error.code === 'ENOENT' ? 'there is no such file' : String(error.code),
    }),
  )
  const read = readIncidents({ name: basename(path), bytes, zone: archive.calendar.zone, order: dateOrder })
  const incidents = read.incidents.filter((incident) => isNear(period, incident))
  const { matched, likely, unreported, untracked, otherDays } = await compareWith(archive, period, incidents)
  const paired = ({ incident, event, by }: (typeof matched)[number]): PairedIncident => ({
    ...(incidents[incident] as Incident),
    event: `E-${event}`,
    by,
  })
  return {
    file: path,
    sha256: sha256(bytes),
    rowCount: read.rowCount,
    otherDays: otherDays + read.incidents.length - incidents.length,
    undated: read.undated,
    matched: matched.map(paired),
    likely: likely.map(paired),
    unreported: unreported.map((place) => incidents[place] as Incident),
    untracked: untracked.map((number) => `E-${number}`),
  }
}
