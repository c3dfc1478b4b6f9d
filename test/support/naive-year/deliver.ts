import { addDays } from './calendar.ts'
import { isInHours } from './clock.ts'
import { itemOf, owedItem, sayTo } from './items.ts'
import type { Item, MessageKind } from './scenario.ts'
import * as w from './world.ts'

const atOnce: MessageKind[] = ['endorsement request', 'sent back', 'outcome']
const inHours: MessageKind[] = ['stand-in', 'vacancies', 'distribution', 'acknowledgment request']

/** Sends what waits for this person, those of one kind as one message. */
export function deliver(world: w.World, person: string): void {
  const inHoursNow = isInHours(world.now, w.zoneOf(world, person), world.calendar)
  for (const kind of inHoursNow ? [...atOnce, ...inHours] : atOnce) {
    const mine = world.waiting.filter((one) => one.to === person && one.kind === kind)
    if (mine.length === 0) continue
    world.waiting = world.waiting.filter((one) => !mine.includes(one))
    const codes = [...new Set(mine.map((one) => one.code))]
    const items = codes.flatMap((code) => itemsFor(world, person, kind, code))
    sayTo(world, person, kind, items)
  }
}

/** Read at the moment of sending: nothing is said of what is no longer owed. */
function itemsFor(world: w.World, person: string, kind: MessageKind, code: string): Item[] {
  if (kind === 'outcome') return [owedItem(world, code, 'endorse', 'holder', '')]
  if (kind === 'distribution')
    return [owedItem(world, code, 'acknowledge', 'holder', stillOwed(world, person, code))]
  if (kind === 'acknowledgment request') return ask(world, person, code)
  if (kind === 'stand-in') return standInItem(world, person, code)
  const told = { 'endorsement request': 'endorse', 'sent back': 'review', vacancies: 'fill' } as const
  const obligation = w.find(world, told[kind as keyof typeof told], code)
  return obligation ? [itemOf(world, obligation, 'holder')] : []
}

/** Who owes it from the version before is told until when; who owes nothing is told of no day. */
function stillOwed(world: w.World, person: string, code: string): string {
  const request = w.policyOf(world, code).round?.requests.get(person)
  if (!request || request.acknowledged) return ''
  return request.dueOn ?? addDays(w.today(world), 14)
}

/** The 14 days count from the delivery. */
function ask(world: w.World, person: string, code: string): Item[] {
  const request = w.policyOf(world, code).round?.requests.get(person)
  if (!request || request.acknowledged || request.dueOn !== null) return []
  request.dueOn = addDays(w.today(world), 14)
  const obligation = w.open(world, 'acknowledge', code, w.today(world), request.dueOn)
  obligation.person = person
  return [itemOf(world, obligation, 'holder')]
}

function standInItem(world: w.World, person: string, code: string): Item[] {
  if (w.policyOf(world, code).standIn !== person) return []
  const review = w.find(world, 'review', code)
  return [review ? itemOf(world, review, 'holder') : owedItem(world, code, 'review', 'holder', '')]
}
