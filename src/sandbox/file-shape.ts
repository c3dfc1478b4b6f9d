import type { Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import { typeOf } from './file-types.ts'
import type { Channel, StoredFile } from './workspace.ts'

/** The file as Slack shows it. */
export function fileShape(sandbox: Sandbox, file: StoredFile): Json {
  const { workspace, url } = sandbox
  const where = `${url}/files-pri/${workspace.team.id}-${file.id}`
  const shared = (...kinds: Channel['kind'][]) => channelsOf(sandbox, file, kinds)
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.filetype,
    pretty_type: typeOf(file.name)[2],
    user: file.user,
    user_team: workspace.team.id,
    editable: false,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: shared('public').length > 0,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    ...(file.altText === '' ? {} : { alt_txt: file.altText }),
    url_private: `${where}/${encodeURIComponent(file.name)}`,
    url_private_download: `${where}/download/${encodeURIComponent(file.name)}`,
    permalink: `${url}/files/${file.user}/${file.id}`,
    channels: shared('public'),
    groups: shared('private', 'mpim'),
    ims: shared('im'),
    shares: sharesOf(sandbox, file),
    comments_count: 0,
    is_starred: false,
    has_rich_preview: false,
  }
}

function channelsOf({ workspace }: Sandbox, file: StoredFile, kinds: Channel['kind'][]): string[] {
  const ids = file.shares.map(({ channel }) => channel)
  return [...new Set(ids)].filter((id) => kinds.some((kind) => workspace.channels[id]?.kind === kind))
}

/** Where it was posted, and in which message. Empty until the message is there. */
function sharesOf(sandbox: Sandbox, file: StoredFile): Json {
  const { workspace } = sandbox
  const inChannels = (kinds: Channel['kind'][]) =>
    channelsOf(sandbox, file, kinds).map((id) => [
      id,
      file.shares
        .filter(({ channel }) => channel === id)
        .map(({ ts }) => ({
          reply_users: [],
          reply_users_count: 0,
          reply_count: 0,
          ts,
          channel_name: workspace.channels[id]?.name ?? '',
          team_id: workspace.team.id,
          share_user_id: file.user,
        })),
    ])
  const [open, closed] = [inChannels(['public']), inChannels(['private', 'mpim', 'im'])]
  return {
    ...(open.length > 0 ? { public: Object.fromEntries(open) } : {}),
    ...(closed.length > 0 ? { private: Object.fromEntries(closed) } : {}),
  }
}
