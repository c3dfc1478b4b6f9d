import type { Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import { newTrigger } from './triggers.ts'
import type { User } from './workspace.ts'

/** Sent with everything, and worth nothing: the signature is what counts. */
export const VERIFICATION_TOKEN = 'sandbox-verification-token'

/** What every gesture carries. Somebody of another organisation comes from their own workspace. */
export function commonPayload(sandbox: Sandbox, user: User): Json {
  const { workspace } = sandbox
  const team = user.is_stranger ? workspace.outside : workspace.team
  return {
    token: VERIFICATION_TOKEN,
    api_app_id: workspace.app.id,
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
    user: { id: user.id, username: user.name, name: user.name, team_id: user.team_id },
    trigger_id: newTrigger(sandbox, user.id),
  }
}
