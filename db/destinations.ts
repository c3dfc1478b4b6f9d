import type { Reads } from './engine.ts'
import type { NoticeRow } from './schema.ts'

export type Destination =
  | { kind: 'person'; slackId: string; knownChannel: string | null; zone: string | null }
  | { kind: 'channel'; channel: string }

/** Where a notice goes; in words why it cannot go anywhere. */
export async function destinationOf(
  db: Reads,
  workspace: string,
  notice: Pick<NoticeRow, 'recipient' | 'isChannel'>,
): Promise<Destination | string> {
  if (notice.isChannel) return { kind: 'channel', channel: notice.recipient }
  const person = await db
    .selectFrom('people')
    .leftJoin('dmChannels', (join) =>
      join
        .onRef('dmChannels.workspace', '=', 'people.workspace')
        .onRef('dmChannels.person', '=', 'people.id'),
    )
    .select([
      'people.slackId',
      'people.deactivatedAt',
      'people.isBot',
      'people.isOutsider',
      'people.zone',
      'dmChannels.channel',
    ])
    .where('people.workspace', '=', workspace)
    .where('people.id', '=', notice.recipient)
    .executeTakeFirst()
  if (!person) return 'unknown'
  if (person.deactivatedAt !== null) return 'has left'
  if (person.isBot) return 'a bot'
  if (person.isOutsider || person.slackId === null) return 'not of this workspace'
  return { kind: 'person', slackId: person.slackId, knownChannel: person.channel, zone: person.zone }
}

export async function keepChannel(
  db: Reads,
  workspace: string,
  person: string,
  channel: string,
): Promise<void> {
  await db
    .insertInto('dmChannels')
    .values({ workspace, person, channel })
    .onConflict((c) => c.columns(['workspace', 'person']).doUpdateSet({ channel }))
    .execute()
}
