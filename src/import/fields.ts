import type { Day } from '../rules/terms.ts'

/** The names under which registers and front matter state what we need. */

export type Field =
  | 'code'
  | 'title'
  | 'type'
  | 'owner'
  | 'deputies'
  | 'approvers'
  | 'version'
  | 'effectiveOn'
  | 'lastReviewedOn'
  | 'approvedOn'
  | 'reviewOn'
  | 'nextOn'
  | 'updatedOn'
  | 'cadence'
  | 'cadenceMonths'
  | 'status'
  | 'tags'
  | 'components'

/** One value as it stands in the file; `place` names its column or key for people. */
export type Cell = {
  text: string
  place: string
  /** A spreadsheet's number, date cell, or formula whose result the file does not hold. */
  kind: 'text' | 'number' | 'day' | 'no result'
  /** The day that a spreadsheet's number stands for, where it can be one. */
  serialDay?: Day
}

export type Facts = Partial<Record<Field, Cell>>

/** Fields that hold a day: their order of day and month is settled for the whole column. */
export const dayFields = [
  'effectiveOn',
  'lastReviewedOn',
  'approvedOn',
  'reviewOn',
  'nextOn',
  'updatedOn',
] as const
export type DayField = (typeof dayFields)[number]

/** The names of each field; where a file has several of them, the earlier one holds it. */
const names: Record<Field, string> = {
  code: 'code, policy number, policy no, policy id, policy code, policy ref, policy reference, doc id, document id, doc no, document no, document number, document code, sop code, sop id, ref, ref id, ref no, reference, reference number, identifier, id, number, no',
  title:
    'title, name, policy, policy name, policy title, document, document name, document title, doc title, policy document',
  type: 'type, doc type, document type, policy type, kind',
  owner:
    'owner, owners, policy owner, document owner, doc owner, owner name, owner email, owner slack, responsible officer, responsible person, responsible, responsible owner, accountable, accountable officer, accountable person, owned by, maintainer',
  deputies:
    'deputy, deputies, deputy owner, deputy owners, backup owner, alternate owner, co owner, deputy email, deputy emails',
  approvers:
    'approver, approvers, approved by, policy approver, document approver, approving authority, approval authority, approving body, endorsed by, approver email, approver emails',
  version:
    'version, version no, version number, ver, rev, revision, revision no, revision number, current version',
  effectiveOn:
    'effective, effective date, effective on, effective from, date effective, in force from, in force since, valid from, commencement date',
  lastReviewedOn:
    'last review, last reviewed, last reviewed on, last review on, last review date, last reviewed date, date last reviewed, date of last review, reviewed, reviewed on, previous review',
  approvedOn:
    'approved, approved on, approval date, date approved, date of approval, last approved, last approved on, last approval, last approval date',
  reviewOn: 'review, review date, date of review, review on',
  nextOn:
    'next review, next reviewed, next review on, next review date, next review due, next review due on, next scheduled review, scheduled review, date of next review, review due, review due date, review due on, due for review, review by, due date, due on, due, next due',
  updatedOn:
    'updated, updated on, last update, last updated, last updated on, last modified, modified, last revised, last revision, last revision date, revised, revision date, date revised, last changed',
  cadence:
    'cadence, stated cadence, review cadence, review cycle, review frequency, review period, review interval, review rhythm, review schedule, review in, frequency, interval, review every, cycle',
  cadenceMonths:
    'cadence months, cadence in months, review cycle months, review frequency months, review period months, review interval months, review in months, frequency months, interval months',
  status: 'status, state, policy status, document status, doc status, lifecycle, lifecycle status',
  tags: 'tags, tag, labels, label, keywords',
  components: 'components, component',
}

const fieldOfName = new Map(
  Object.entries(names).flatMap(([field, list]) =>
    list.split(', ').map((name, rank) => [name, { field: field as Field, rank }] as const),
  ),
)

/** `Doc ID`, `doc_id`, `docId` and `Doc. ID:` are one name. */
export function plainHeader(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function lookUp(header: string): { field: Field; rank: number } | undefined {
  return fieldOfName.get(plainHeader(header))
}

export function fieldNamed(header: string): Field | undefined {
  return lookUp(header)?.field
}

/** Which of the headers or keys holds each field, by its place among them, and which are of no use. */
export function assignFields(headers: string[]): { columns: Map<Field, number>; unused: string[] } {
  const best = new Map<Field, { index: number; rank: number }>()
  for (const [index, header] of headers.entries()) {
    const found = lookUp(header)
    if (found && found.rank < (best.get(found.field)?.rank ?? Number.POSITIVE_INFINITY))
      best.set(found.field, { index, rank: found.rank })
  }
  const columns = new Map([...best].map(([field, { index }]) => [field, index]))
  const used = new Set(columns.values())
  return { columns, unused: headers.filter((header, index) => header !== '' && !used.has(index)) }
}

/** What stands where nothing is stated: an empty cell, or a word that says so. */
export function isEmpty(text: string): boolean {
  return text.trim() === '' || /^(?:null|~)$/i.test(text.trim())
}

export function saysNothing(text: string): boolean {
  return /^(?:-+|–|—|\?+|n\.?\/?a\.?|not applicable|none|nil|tb[acd]|to be (?:announced|confirmed|decided|determined)|unknown|unassigned|vacant|nobody|never|pending|not (?:yet )?(?:set|assigned|reviewed|known))$/i.test(
    text.trim(),
  )
}

/** A template's gap that nobody filled: `{{owner_name}}`, `[Security Officer]`, `<date>`. */
export function isPlaceholder(text: string): boolean {
  return /\{\{.*\}\}|^\[[^\]]*\]$|^<[^@>]*>$|^\$\{.*\}$/s.test(text.trim())
}
