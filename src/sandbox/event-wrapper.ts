import type { Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import { VERIFICATION_TOKEN } from './interactions.ts'
import { newId } from './populate.ts'
import type { Channel } from './workspace.ts'

/** A happening as Slack's inner `event`; `event_ts` is added where it is not given. */
export type SlackEvent = Json & { type: string }
/** Where and who: faults may name them, and the app hears of a channel only where it is a member. */
export type About = { channel?: Channel; person?: string; subscription?: string }

/** Recorded without a time of their own. */
const TIMELESS = ['app_uninstalled', 'team_join', 'tokens_revoked', 'user_change']

export function newEventId({ workspace }: Sandbox): string {
  return `Ev${newId(workspace, '')}`
}

/** What an event travels in. */
export function wrapped(sandbox: Sandbox, event: SlackEvent, { channel }: About): Json {
  const { workspace, clock } = sandbox
  const { team, app } = workspace
  sandbox.wire.eventsMade += 1
  const ts = `${Math.floor(clock.now() / 1000)}.${String(sandbox.wire.eventsMade % 1_000_000).padStart(6, '0')}`
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: app.id,
    event: TIMELESS.includes(event.type) ? event : { ...event, event_ts: event.event_ts ?? ts },
    type: 'event_callback',
    event_id: newEventId(sandbox),
    event_time: Math.floor(clock.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: app.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: channel?.is_ext_shared ?? false,
    event_context: `4-${Buffer.from(JSON.stringify({ et: event.type, tid: team.id, aid: app.id })).toString('base64')}`,
  }
}

/** Flat: the one payload without an event in it. */
export function rateLimited({ workspace, clock }: Sandbox): Json {
  return {
    token: VERIFICATION_TOKEN,
    type: 'app_rate_limited',
    team_id: workspace.team.id,
    minute_rate_limited: Math.floor(clock.now() / 60_000) * 60,
    api_app_id: workspace.app.id,
  }
}
