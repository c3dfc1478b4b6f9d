import type { Audience } from './terms.ts'

/** One change of many policies at once: what each of them becomes by it. */

export type Standing = {
  owner: string | null
  deputies: string[]
  approvers: string[]
  audience: Audience
  tags: string[]
  components: string[]
}

export const howLists = ['add', 'replace', 'remove'] as const
export type HowList = (typeof howLists)[number]

export type Wish =
  | { field: 'owner'; owner: string }
  | { field: 'audience'; audience: Audience }
  | { field: 'deputies' | 'approvers' | 'tags' | 'components'; how: HowList; values: string[] }

/** Null where the policy stands like this already. */
export function changeBy(wish: Wish, now: Standing): Partial<Standing> | null {
  switch (wish.field) {
    case 'owner':
      return now.owner === wish.owner ? null : { owner: wish.owner }
    case 'audience':
      return isSameAudience(now.audience, wish.audience) ? null : { audience: wish.audience }
    default: {
      const changed = listBy(wish.how, now[wish.field], wish.values)
      const isSame = changed.join('\n') === now[wish.field].join('\n')
      return isSame ? null : { [wish.field]: changed }
    }
  }
}

/** Words are the same in whatever case, and stay as they were written first. */
function listBy(how: HowList, now: readonly string[], values: readonly string[]): string[] {
  const has = (list: readonly string[], value: string) =>
    list.some((one) => one.toLowerCase() === value.toLowerCase())
  if (how === 'replace') return [...values]
  if (how === 'remove') return now.filter((one) => !has(values, one))
  return [...now, ...values.filter((one) => !has(now, one))]
}

function isSameAudience(one: Audience, other: Audience): boolean {
  const said = ({ everyone, channels, groups, people }: Audience) =>
    JSON.stringify([everyone, ...[channels, groups, people].map((list) => [...list].sort())])
  return said(one) === said(other)
}
