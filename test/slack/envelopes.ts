/** What Slack sends, as its reference and recorded payloads show it. */

export const team = 'T0ALPENGLOW'

let count = 0
const next = () => `1337.${++count}.abcdef`

type Change = Record<string, unknown>

export function command(who: string, text: string, change: Change = {}) {
  return {
    token: 'unused',
    team_id: team,
    team_domain: 'alpenglow',
    channel_id: 'C0GENERAL',
    channel_name: 'general',
    user_id: `U0${who.toUpperCase()}`,
    user_name: who,
    command: '/policy',
    text,
    api_app_id: 'A0PERENNIAL',
    is_enterprise_install: 'false',
    trigger_id: next(),
    ...change,
  }
}

export function press(who: string, actionId: string, value: string, change: Change = {}) {
  return {
    type: 'block_actions',
    user: { id: `U0${who.toUpperCase()}`, username: who, name: who, team_id: team },
    api_app_id: 'A0PERENNIAL',
    container: { type: 'message', message_ts: '1.1', channel_id: 'C0GENERAL', is_ephemeral: true },
    trigger_id: next(),
    team: { id: team, domain: 'alpenglow' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: 'C0GENERAL', name: 'general' },
    actions: [{ action_id: actionId, block_id: 'b', type: 'button', value, action_ts: '1.2' }],
    ...change,
  }
}

export function event(type: string, fields: Change, change: Change = {}) {
  count += 1
  return {
    token: 'unused',
    team_id: team,
    api_app_id: 'A0PERENNIAL',
    type: 'event_callback',
    event_id: `Ev${count}`,
    event_time: 1,
    authorizations: [{ enterprise_id: null, team_id: team, user_id: 'U0PERENNIAL', is_bot: true }],
    event: { type, event_ts: `${count}.000100`, ...fields },
    ...change,
  }
}

export function userOf(who: string, change: Change = {}) {
  return {
    id: `U0${who.toUpperCase()}`,
    team_id: team,
    name: who,
    deleted: false,
    real_name: who[0]?.toUpperCase() + who.slice(1),
    tz: 'Europe/Vienna',
    is_admin: false,
    is_bot: false,
    is_restricted: false,
    is_ultra_restricted: false,
    profile: { real_name: who[0]?.toUpperCase() + who.slice(1), email: `${who}@example.com` },
    ...change,
  }
}
