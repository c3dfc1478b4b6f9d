/** Who holds what is owed for a policy when its owner cannot. */

export type Possible = {
  id: string
  isActive: boolean
  isBot: boolean
  isOutsider: boolean
  isGuest: boolean
}

export function canHold(person: Possible | undefined): person is Possible {
  return person?.isActive === true && !person.isBot && !person.isOutsider
}

/**
 * The owner where they can hold it; else the next in line: the deputies in order, then the policy
 * managers in order. Null where nobody is left.
 */
export function holderOf(
  owner: Possible | undefined,
  deputies: readonly Possible[],
  managers: readonly Possible[],
): { holder: string; isStandIn: boolean } | null {
  if (canHold(owner)) return { holder: owner.id, isStandIn: false }
  const next = [...deputies, ...managers].find(canHold)
  return next ? { holder: next.id, isStandIn: true } : null
}
