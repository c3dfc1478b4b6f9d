import { scopeFor, type Verb } from './find.ts'
import { byId } from './lookup.ts'
import type { Channel, Workspace } from './workspace.ts'

/** The scopes a call needs, all of them. */
export type ScopeRule = (workspace: Workspace, given: Record<string, unknown>, provided: string[]) => string[]

const KINDS = ['public', 'private', 'im', 'mpim'] as const
const BY_TYPE: Record<string, Channel['kind']> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'im',
  mpim: 'mpim',
}

export const noScope: ScopeRule = () => []

export function all(...scopes: string[]): ScopeRule {
  return () => scopes
}

/** The scope of that channel's kind; for a channel nobody knows, any one of the four will do. */
export function ofChannel(verb: Verb): ScopeRule {
  return (workspace, given, provided) => {
    const channel = byId(workspace.channels, String(given.channel))
    if (channel) return [scopeFor(channel.kind, verb)]
    const any = KINDS.map((kind) => scopeFor(kind, verb))
    return any.some((scope) => provided.includes(scope)) ? [] : any.slice(0, 1)
  }
}

/** The scope of each type of channel that is asked for. */
export const ofTypes: ScopeRule = (_workspace, given) =>
  String(given.types || 'public_channel')
    .split(',')
    .flatMap((type) => {
      const kind = BY_TYPE[type.trim()]
      return kind ? [scopeFor(kind, 'read')] : []
    })

/** im:write, or mpim:write for several people. */
export const ofOpening: ScopeRule = (_workspace, given) =>
  String(given.users ?? '').includes(',') ? ['mpim:write'] : ['im:write']

export function kindOfType(type: string): Channel['kind'] | undefined {
  return Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined
}
