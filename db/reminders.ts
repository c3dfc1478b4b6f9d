import { sql } from 'kysely'
import { type EngineName, jsonRows, ofWorkspace, type Reads, type Trx } from './engine.ts'
import type { Flag, HolderRow, NoticeItemRow, NoticeRow } from './schema.ts'

/** What has come up, read by index: cost grows with what is due, not with what exists. */

export type Receiver = { id: string; isChannel: Flag }

export async function dueReceivers(
  db: Reads,
  workspace: string,
  now: string,
  limit: number,
): Promise<Receiver[]> {
  const { rows } = await sql<Receiver>`
    select holder as id, "isChannel" from "obligationHolders"
      where workspace = ${workspace} and "nextReminderAt" <= ${now} group by holder, "isChannel"
    union
    select person as id, 0 as "isChannel" from acknowledgments
      where workspace = ${workspace} and "nextReminderAt" <= ${now} group by person
    limit ${limit}
  `.execute(db)
  return rows
}

export type OwedRow = Pick<HolderRow, 'obligation' | 'holder' | 'as' | 'rung' | 'snoozedUntil' | 'toldOn'> & {
  kind: string
  policy: string | null
  subject: string
  openedOn: string
  dueOn: string
  escalatedOn: string | null
  owner: string | null
  reviewState: string | null
  reviewDueOn: string | null
  waivedUntil: string | null
  inForceAt: string | null
}

export async function owedBy(
  db: Reads,
  workspace: string,
  receivers: readonly string[],
  now: string,
): Promise<OwedRow[]> {
  return (await db
    .selectFrom('obligationHolders as h')
    .innerJoin('obligations as o', (join) =>
      join.onRef('o.workspace', '=', 'h.workspace').onRef('o.id', '=', 'h.obligation'),
    )
    .leftJoin('policies as p', (join) =>
      join.onRef('p.workspace', '=', 'o.workspace').onRef('p.id', '=', 'o.policy'),
    )
    .leftJoin('reviews as r', (join) =>
      join.onRef('r.workspace', '=', 'o.workspace').onRef('r.id', '=', 'o.subject'),
    )
    .leftJoin('versions as v', (join) =>
      join.onRef('v.workspace', '=', 'o.workspace').onRef('v.id', '=', 'o.subject'),
    )
    .select(['h.obligation', 'h.holder', 'h.as', 'h.rung', 'h.snoozedUntil', 'h.toldOn'])
    .select(['o.kind', 'o.policy', 'o.subject', 'o.openedOn', 'o.dueOn', 'o.escalatedOn'])
    .select(['p.owner', 'r.state as reviewState', 'r.dueOn as reviewDueOn', 'r.waivedUntil', 'v.inForceAt'])
    .where('h.workspace', '=', workspace)
    .where('h.holder', 'in', [...receivers])
    .where('h.nextReminderAt', '<=', now)
    .orderBy('o.dueOn')
    .orderBy('o.id')
    .execute()) as OwedRow[]
}

export type OwedAcknowledgment = {
  version: string
  person: string
  rung: string | null
  dueOn: string
  deliveredAt: string
}

export async function acknowledgmentsOwedBy(
  db: Reads,
  workspace: string,
  people: readonly string[],
  now: string,
): Promise<OwedAcknowledgment[]> {
  return (await db
    .selectFrom('acknowledgments')
    .select(['version', 'person', 'rung', 'dueOn', 'deliveredAt'])
    .where('workspace', '=', workspace)
    .where('person', 'in', [...people])
    .where('nextReminderAt', '<=', now)
    .orderBy('dueOn')
    .execute()) as OwedAcknowledgment[]
}

/** Which of these notices there are already. */
export async function knownNotices(
  db: Reads,
  workspace: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('notices')
    .select('id')
    .where('workspace', '=', workspace)
    .where('id', 'in', [...ids])
    .execute()
  return new Set(rows.map((row) => row.id))
}

export type HolderMark = Pick<
  HolderRow,
  'obligation' | 'holder' | 'as' | 'rung' | 'toldOn' | 'nextReminderAt'
>

export async function markHolders(
  trx: Trx,
  engine: EngineName,
  workspace: string,
  marks: readonly HolderMark[],
): Promise<void> {
  if (marks.length === 0) return
  const list = ofWorkspace(engine, workspace, marks, [
    'obligation',
    'holder',
    'as',
    'rung',
    'toldOn',
    'nextReminderAt',
  ])
  await sql`
    update "obligationHolders"
    set rung = list.rung, "toldOn" = list."toldOn", "nextReminderAt" = list."nextReminderAt"
    from ${list}
    where "obligationHolders".workspace = list.workspace and "obligationHolders".obligation = list.obligation
      and "obligationHolders".holder = list.holder and "obligationHolders"."as" = list."as"
  `.execute(trx)
}

export type AcknowledgmentMark = {
  version: string
  person: string
  rung: string | null
  nextReminderAt: string | null
}

export async function markAcknowledgments(
  trx: Trx,
  engine: EngineName,
  workspace: string,
  marks: readonly AcknowledgmentMark[],
): Promise<void> {
  if (marks.length === 0) return
  const list = ofWorkspace(engine, workspace, marks, ['version', 'person', 'rung', 'nextReminderAt'])
  await sql`
    update acknowledgments set rung = list.rung, "nextReminderAt" = list."nextReminderAt"
    from ${list}
    where acknowledgments.workspace = list.workspace and acknowledgments.version = list.version
      and acknowledgments.person = list.person
  `.execute(trx)
}

export async function markEscalations(
  trx: Trx,
  engine: EngineName,
  workspace: string,
  marks: readonly { obligation: string; escalateAt: string | null }[],
): Promise<void> {
  if (marks.length === 0) return
  const list = ofWorkspace(engine, workspace, marks, ['obligation', 'escalateAt'])
  await sql`
    update obligations set "escalateAt" = list."escalateAt" from ${list}
    where obligations.workspace = list.workspace and obligations.id = list.obligation
  `.execute(trx)
}

/** Takes back the reminders that still wait for these receivers; what they spoke of, in their order. */
export async function takeBackReminders(
  trx: Trx,
  workspace: string,
  receivers: readonly string[],
): Promise<(NoticeItemRow & { recipient: string })[]> {
  const back = await trx
    .updateTable('notices')
    .set({ state: 'withdrawn', reason: 'said by a later reminder' })
    .where('workspace', '=', workspace)
    .where('recipient', 'in', [...receivers])
    .where('kind', '=', 'reminder')
    .where('state', '=', 'ready')
    .where('mayRepeat', '=', 0)
    .returning(['id', 'recipient'])
    .execute()
  if (back.length === 0) return []
  const recipients = new Map(back.map(({ id, recipient }) => [id, recipient]))
  const items = await trx
    .selectFrom('noticeItems')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('notice', 'in', [...recipients.keys()])
    .orderBy('notice')
    .orderBy('position')
    .execute()
  return items.map((item) => ({ ...item, recipient: recipients.get(item.notice) as string }))
}

export async function insertNotices(
  trx: Trx,
  engine: EngineName,
  notices: readonly NoticeRow[],
  items: readonly NoticeItemRow[],
): Promise<void> {
  if (notices.length === 0) return
  const noticeColumns = [
    'workspace',
    'id',
    'recipient',
    'isChannel',
    'kind',
    'lane',
    'state',
    'createdAt',
    'notBefore',
    'attempt',
    'mayRepeat',
  ]
  await insertFrom(trx, engine, 'notices', notices, noticeColumns)
  await insertFrom(trx, engine, 'noticeItems', items, [
    'workspace',
    'notice',
    'position',
    'obligation',
    'subject',
    'as',
  ])
}

async function insertFrom(
  trx: Trx,
  engine: EngineName,
  table: string,
  rows: readonly Record<string, unknown>[],
  columns: readonly string[],
): Promise<void> {
  const names = sql.join(columns.map((name) => sql.ref(name)))
  const picked = sql.join(columns.map((name) => sql`list.${sql.ref(name)}`))
  await sql`insert into ${sql.table(table)} (${names}) select ${picked} from ${jsonRows(engine, rows, columns)}`.execute(
    trx,
  )
}
