import type { Reads } from './engine.ts'
import { inList } from './in-list.ts'
import type { Flag } from './schema.ts'

/** Requests to acknowledge that Slack has, and whose delivery is not on the record yet. */

export type UndeliveredRow = {
  version: string
  person: string
  isJoiner: Flag
  sentAt: string
  zone: string | null
}

/** The requests that sent notices spoke of and that have no day of delivery yet. */
export async function undeliveredOf(
  db: Reads,
  workspace: string,
  notices: readonly string[],
): Promise<UndeliveredRow[]> {
  if (notices.length === 0) return []
  return (await db
    .selectFrom('notices as n')
    .innerJoin('noticeItems as i', (join) =>
      join.onRef('i.workspace', '=', 'n.workspace').onRef('i.notice', '=', 'n.id'),
    )
    .innerJoin('distributions as d', (join) =>
      join.onRef('d.workspace', '=', 'i.workspace').onRef('d.id', '=', 'i.subject'),
    )
    .innerJoin('versions as v', (join) =>
      join.onRef('v.workspace', '=', 'd.workspace').onRef('v.policy', '=', 'd.policy'),
    )
    .innerJoin('acknowledgments as a', (join) =>
      join
        .onRef('a.workspace', '=', 'v.workspace')
        .onRef('a.version', '=', 'v.id')
        .onRef('a.person', '=', 'n.recipient'),
    )
    .leftJoin('people as p', (join) =>
      join.onRef('p.workspace', '=', 'n.workspace').onRef('p.id', '=', 'n.recipient'),
    )
    .select(['a.version', 'a.person', 'a.isJoiner', 'n.sentAt', 'p.zone'])
    .where('n.workspace', '=', workspace)
    .where('n.id', 'in', inList(notices))
    .where('n.sentAt', 'is not', null)
    .where('v.state', '=', 'in force')
    .where('a.state', '=', 'open')
    .where('a.deliveredAt', 'is', null)
    .execute()) as UndeliveredRow[]
}

/** Requests that were sent without their delivery having been recorded: the program died between the two. */
export async function undeliveredNotices(db: Reads, workspace: string): Promise<string[]> {
  const rows = await db
    .selectFrom('acknowledgments as a')
    .innerJoin('notices as n', (join) =>
      join.onRef('n.workspace', '=', 'a.workspace').onRef('n.recipient', '=', 'a.person'),
    )
    .innerJoin('noticeItems as i', (join) =>
      join
        .onRef('i.workspace', '=', 'n.workspace')
        .onRef('i.notice', '=', 'n.id')
        .onRef('i.subject', '=', 'a.distribution'),
    )
    .select('n.id')
    .distinct()
    .where('a.workspace', '=', workspace)
    .where('a.state', '=', 'open')
    .where('a.deliveredAt', 'is', null)
    .where('n.kind', '=', 'acknowledgment request')
    .where('n.state', '=', 'sent')
    .limit(500)
    .execute()
  return rows.map((row) => row.id)
}

/** When the newest message came up that Slack refused for this reason; undefined where none was. */
export async function refusedFor(db: Reads, workspace: string, reason: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('notices')
    .select('createdAt')
    .where('workspace', '=', workspace)
    .where('state', '=', 'dead')
    .where('reason', '=', reason)
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.createdAt
}
