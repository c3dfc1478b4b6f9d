import { plainHeader } from './fields.ts'

/** The names under which trackers export what we need: Jira, ServiceNow, PagerDuty, GitHub and their like. */

export type IncidentField = 'id' | 'title' | 'openedOn' | 'link' | 'severity'

/** Where a file has several of them, the earlier one holds it: when it happened before when it was written down. */
const names: Record<IncidentField, string> = {
  id: 'issue key, key, number, incident number, incident no, id, incident id, issue id, ticket, ticket id, ticket number, ticket no, case, case id, case number, reference, ref',
  title:
    'summary, title, short description, subject, incident title, issue title, name, description, incident, what happened',
  openedOn:
    'occurred, occurred on, occurred at, occurrence date, happened, happened on, happened at, incident date, date of incident, started, started on, started at, start time, impact started at, detected, detected on, detected at, opened, opened on, opened at, open date, created, created on, created at, created date, date created, reported, reported on, reported at, date, time',
  link: 'url, link, html url, web url, issue url, incident url, permalink, self',
  severity: 'severity, priority, impact, urgency, level',
}

const ranks = new Map(
  Object.entries(names).flatMap(([field, list]) =>
    list.split(', ').map((name, rank) => [name, { field: field as IncidentField, rank }] as const),
  ),
)

export function isIncidentHeader(header: string): boolean {
  return ranks.has(plainHeader(header))
}

/** The columns of each field, the one that holds it first. */
export function incidentColumns(headers: readonly string[]): Map<IncidentField, number[]> {
  const found = new Map<IncidentField, { index: number; rank: number }[]>()
  for (const [index, header] of headers.entries()) {
    const known = ranks.get(plainHeader(header))
    if (known) found.set(known.field, [...(found.get(known.field) ?? []), { index, rank: known.rank }])
  }
  return new Map(
    [...found].map(([field, columns]) => [
      field,
      columns.sort((a, b) => a.rank - b.rank).map(({ index }) => index),
    ]),
  )
}
