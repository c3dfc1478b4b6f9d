import { revoke } from '../act-app.ts'
import { flagOf } from '../arguments.ts'
import { CHOICES } from '../choices.ts'
import type { Call } from '../context.ts'
import type { Method } from '../methods.ts'
import { Refusal } from '../refusal.ts'
import { all, noScope } from '../scopes.ts'

export const appMethods: Record<string, Method> = {
  'apps.connections.open': {
    tier: 'tier3',
    token: 'app',
    json: true,
    get: false,
    scopes: all('connections:write'),
    required: [],
    optional: [],
    run: openConnection,
  },
  'auth.revoke': {
    tier: 'tier3',
    json: false,
    get: true,
    scopes: noScope,
    required: [],
    optional: ['test'],
    run: revokeToken,
  },
}

/** An address for one connection of Socket Mode, good for one use. */
function openConnection({ sandbox }: Call) {
  const { manifest, wire, wall, timing, workspace } = sandbox
  if (!manifest.socketMode) throw new Refusal(CHOICES.socketModeOffError)
  const now = wall.now()
  if (wire.openedAt !== undefined && now - wire.openedAt < timing.openEveryMs)
    sandbox.journal.violate('connections_opened_often', `${now - wire.openedAt} ms after the one before`)
  wire.openedAt = now
  const address = sandbox.url.replace(/^http/, 'ws')
  return { url: `${address}/link/?ticket=${wire.sockets.newTicket()}&app_id=${workspace.app.id}` }
}

function revokeToken(call: Call) {
  if (flagOf(call, 'test')) return { revoked: false }
  revoke(call.sandbox)
  return { revoked: true }
}
