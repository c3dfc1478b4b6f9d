import type { Audience } from './terms.ts'

/** What a campaign asks for anew, and of whom. */

export type Scope = { components: readonly string[]; tags: readonly string[] }

/** A policy of any of the components and any of the tags; a list that is empty narrows nothing. */
export function isInScope(policy: Scope, wanted: Scope): boolean {
  return hasAny(policy.components, wanted.components) && hasAny(policy.tags, wanted.tags)
}

function hasAny(has: readonly string[], wanted: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((one) => has.includes(one))
}

/** Everybody who is in any of them. */
export function unionOf(audiences: readonly Audience[]): Audience {
  const all = (list: (audience: Audience) => string[]) => [...new Set(audiences.flatMap(list))]
  return {
    everyone: audiences.some(({ everyone }) => everyone),
    channels: all(({ channels }) => channels),
    groups: all(({ groups }) => groups),
    people: all(({ people }) => people),
  }
}
