import { type Day, dueWords } from './calendar.ts'
import { formatMinute } from './clock.ts'
import type { Item, MessageKind } from './scenario.ts'
import * as w from './world.ts'

/** The holder of a review is told when to submit; whoever it is escalated to, when the review itself is due. */
export function itemOf(world: w.World, obligation: w.Obligation, as: Item['as']): Item {
  const isReviewEscalation = obligation.kind === 'review' && as === 'escalation'
  const dueOn = isReviewEscalation ? w.policyOf(world, obligation.code).review.dueOn : obligation.dueOn
  return owedItem(world, obligation.code, obligation.kind, as, dueOn)
}

export function owedItem(
  world: w.World,
  code: string,
  obligation: Item['obligation'],
  as: Item['as'],
  dueOn: Day,
): Item {
  const words = dueOn === '' ? '' : dueWords(dueOn, w.today(world))
  return { code, obligation, as, dueOn, words }
}

export function sayTo(world: w.World, to: string, kind: MessageKind, items: Item[]): void {
  if (items.length === 0) return
  const sorted = [...items].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
  world.messages.push({ at: formatMinute(world.now), to, kind, items: sorted })
}

function sortKey(item: Item): string {
  return [item.code, item.obligation, item.as].join(' ')
}
