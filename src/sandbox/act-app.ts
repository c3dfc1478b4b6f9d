import type { Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import { emit } from './events.ts'
import { BOT_TOKEN } from './populate.ts'

/** `{do: "uninstall"}`: an administrator takes the app out of the workspace. */
export function uninstall(sandbox: Sandbox, _body: Json): null {
  revoke(sandbox)
  return null
}

/** The app's token is gone, whoever ended it; the app is told of both. */
export function revoke(sandbox: Sandbox): void {
  const { app, tokens } = sandbox.workspace
  tokens[BOT_TOKEN]!.status = 'revoked'
  sandbox.announce({ kind: 'token' })
  emit(sandbox, { type: 'tokens_revoked', tokens: { oauth: [], bot: [app.userId] } })
  emit(sandbox, { type: 'app_uninstalled' })
}

/** `{do: "reinstall"}`: with the scopes of the manifest as it is now. */
export function reinstall(sandbox: Sandbox, _body: Json): null {
  Object.assign(sandbox.workspace.tokens[BOT_TOKEN]!, {
    status: 'active',
    scopes: [...sandbox.manifest.scopes],
  })
  sandbox.announce({ kind: 'token' })
  return null
}
