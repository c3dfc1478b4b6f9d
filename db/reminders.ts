import { sql } from 'kysely'
import { type EngineName, isOneOf, jsonRows, ofWorkspace, type Reads, type Trx } from './engine.ts'
import type { Flag, HolderRow, NoticeItemRow, NoticeRow } from './schema.ts'

/** What has come up, read by index: cost grows with what is due, not with what exists. */

/** A person with their zone, or a channel, which has none. */
export type Receiver = { id: string; isChannel: Flag; zone: string | null }

export async function dueReceivers(
  db: Reads,
  workspace: string,
  now: string,
  limit: number,
): Promise<Receiver[]> {
  const { rows } = await sql<Receiver>`
    select due.id, due."isChannel", people.zone from (
      select id, "isChannel" from (select distinct holder as id, "isChannel" from "obligationHolders"
        where workspace = ${workspace} and "nextReminderAt" <= ${now} limit ${limit}) as holding
      union
      select id, 0 from (select distinct person as id from acknowledgments
        where workspace = ${workspace} and "nextReminderAt" <= ${now} limit ${limit}) as asked
      limit ${limit}
    ) as due
    left join people on people.workspace = ${workspace} and people.id = due.id
  `.execute(db)
  return rows
}

export type OwedRow = Pick<HolderRow, 'obligation' | 'holder' | 'as' | 'rung' | 'snoozedUntil' | 'toldOn'> & {
  nextReminderAt: string
  kind: string
  policy: string | null
  openedOn: string
  dueOn: string
  escalatedOn: string | null
  reviewState: string | null
  reviewDueOn: string | null
  waivedUntil: string | null
  inForceAt: string | null
}

export async function owedBy(
  db: Reads,
  engine: EngineName,
  workspace: string,
  receivers: readonly string[],
  now: string,
): Promise<OwedRow[]> {
  const { rows } = await sql<OwedRow>`
    select h.obligation, h.holder, h."as", h.rung, h."snoozedUntil", h."toldOn", h."nextReminderAt",
      o.kind, case when h."as" = 'escalation' then o.policy end as policy, o."openedOn", o."dueOn", o."escalatedOn",
      r.state as "reviewState", r."dueOn" as "reviewDueOn", r."waivedUntil",
      case when o.kind = 'acknowledge' then
        (select v."inForceAt" from versions v where v.workspace = o.workspace and v.id = o.subject)
      end as "inForceAt"
    from "obligationHolders" as h
    join obligations as o on o.workspace = h.workspace and o.id = h.obligation
    left join reviews as r on r.workspace = o.workspace and r.id = o.subject
    where h.workspace = ${workspace} and ${isOneOf(engine, 'h.holder', receivers)} and h."nextReminderAt" <= ${now}
    order by o."dueOn", o.id
  `.execute(db)
  return rows
}

export type OwedAcknowledgment = {
  version: string
  person: string
  rung: string | null
  dueOn: string
  deliveredAt: string
  snoozedUntil: string | null
  nextReminderAt: string
}

export async function acknowledgmentsOwedBy(
  db: Reads,
  engine: EngineName,
  workspace: string,
  people: readonly string[],
  now: string,
): Promise<OwedAcknowledgment[]> {
  const { rows } = await sql<OwedAcknowledgment>`
    select version, person, rung, "dueOn", "deliveredAt", "snoozedUntil", "nextReminderAt" from acknowledgments
    where workspace = ${workspace} and ${isOneOf(engine, 'person', people)} and "nextReminderAt" <= ${now}
    order by "dueOn"
  `.execute(db)
  return rows
}

/** Which of these notices there are already. */
export async function knownNotices(
  db: Reads,
  engine: EngineName,
  workspace: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from notices where workspace = ${workspace} and ${isOneOf(engine, 'id', ids)}
  `.execute(db)
  return new Set(rows.map((row) => row.id))
}

export type HolderMark = Pick<
  HolderRow,
  'obligation' | 'holder' | 'as' | 'rung' | 'toldOn' | 'nextReminderAt'
>

/** Rows that are marked alike, together: those of a morning share a few sets of dates. */
function alike<Row>(rows: readonly Row[], markOf: (row: Row) => string): Iterable<Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const mark = markOf(row)
    const group = groups.get(mark)
    if (group) group.push(row)
    else groups.set(mark, [row])
  }
  return groups.values()
}

export async function markHolders(
  trx: Trx,
  engine: EngineName,
  workspace: string,
  marks: readonly HolderMark[],
): Promise<void> {
  for (const group of alike(
    marks,
    ({ rung, toldOn, nextReminderAt }) => `${rung} ${toldOn} ${nextReminderAt}`,
  )) {
    const { rung, toldOn, nextReminderAt } = group[0] as HolderMark
    await sql`
      update "obligationHolders" set rung = ${rung}, "toldOn" = ${toldOn}, "nextReminderAt" = ${nextReminderAt}
      where workspace = ${workspace} and (obligation, holder, "as") in
        (select obligation, holder, "as" from ${jsonRows(engine, group, ['obligation', 'holder', 'as'])})
    `.execute(trx)
  }
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
  for (const group of alike(marks, ({ escalateAt }) => String(escalateAt))) {
    const escalateAt = group[0]?.escalateAt ?? null
    const ids = group.map(({ obligation }) => obligation)
    await sql`
      update obligations set "escalateAt" = ${escalateAt}
      where workspace = ${workspace} and ${isOneOf(engine, 'id', ids)}
    `.execute(trx)
  }
}

/** Takes back the reminders that still wait for these receivers; what they spoke of, in their order. */
export async function takeBackReminders(
  trx: Trx,
  engine: EngineName,
  workspace: string,
  receivers: readonly string[],
): Promise<(NoticeItemRow & { recipient: string })[]> {
  const isWaiting = sql`workspace = ${workspace} and ${isOneOf(engine, 'recipient', receivers)}
    and kind = 'reminder' and state = 'ready' and "mayRepeat" = 0`
  // Seldom does any wait, and to look is a fifth of the work of changing none.
  const { rows: first } = await sql`select 1 from notices where ${isWaiting} limit 1`.execute(trx)
  if (first.length === 0) return []
  const { rows: back } = await sql<Pick<NoticeRow, 'id' | 'recipient'>>`
    update notices set state = 'withdrawn', reason = 'said by a later reminder' where ${isWaiting}
    returning id, recipient
  `.execute(trx)
  const recipients = new Map(back.map(({ id, recipient }) => [id, recipient]))
  const items = await trx
    .selectFrom('noticeItems')
    .selectAll()
    .where('workspace', '=', workspace)
    .where(isOneOf(engine, 'notice', [...recipients.keys()]))
    .orderBy('notice')
    .orderBy('position')
    .execute()
  return items.map((item) => ({ ...item, recipient: recipients.get(item.notice) as string }))
}

/** A reminder is sent as soon as it can be, so that only its receiver differs from row to row. */
export async function insertReminders(
  trx: Trx,
  engine: EngineName,
  workspace: string,
  at: string,
  reminders: readonly Pick<NoticeRow, 'id' | 'recipient' | 'isChannel'>[],
  items: readonly Omit<NoticeItemRow, 'workspace'>[],
): Promise<void> {
  if (reminders.length === 0) return
  await sql`
    insert into notices (workspace, id, recipient, "isChannel", kind, lane, state, "createdAt", "notBefore", attempt, "mayRepeat")
    select ${workspace}, list.id, list.recipient, list."isChannel", 'reminder', 'urgent', 'ready', ${at}, ${at}, 0, 0
    from ${jsonRows(engine, reminders, ['id', 'recipient', 'isChannel'])}
  `.execute(trx)
  await sql`
    insert into "noticeItems" (workspace, notice, position, obligation, subject, "as")
    select ${workspace}, list.notice, list.position, list.obligation, list.subject, list."as"
    from ${jsonRows(engine, items, ['notice', 'position', 'obligation', 'subject', 'as'])}
  `.execute(trx)
}
