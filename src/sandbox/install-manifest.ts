import type { Sandbox } from './context.ts'
import { Expected } from './expected.ts'
import { isVerified } from './http-delivery.ts'
import type { Manifest } from './manifest.ts'
import { BOT_TOKEN } from './populate.ts'

/**
 * Another manifest for the app, as an administrator saves it: the token gets its scopes, connections end where
 * Socket Mode is now off, and a new request URL must echo the challenge first.
 */
export async function installManifest(sandbox: Sandbox, manifest: Manifest): Promise<void> {
  const { requestUrl, socketMode } = manifest
  const isMute = !socketMode && requestUrl !== null && !(await isVerified(sandbox, requestUrl))
  if (isMute) throw new Expected(`expected ${requestUrl} to echo the challenge`)
  sandbox.manifest = manifest
  Object.assign(sandbox.wire, {
    areEventsOff: false,
    tries: { since: sandbox.wall.now(), all: 0, failed: 0 },
  })
  sandbox.workspace.tokens[BOT_TOKEN]!.scopes = [...manifest.scopes]
  if (!socketMode) sandbox.wire.sockets.disconnect('link_disabled')
  sandbox.announce({ kind: 'token' })
}
