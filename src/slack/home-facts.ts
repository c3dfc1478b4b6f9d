import { countAcknowledged, countPosture } from '../../db/posture.ts'
import { countRegistered, registerPage } from '../../db/register.ts'
import { countAsked, countsHeld } from '../../db/worklist.ts'
import { workspaceOf } from '../../db/workspaces.ts'
import { missingToGoLive } from '../actions/go-live.ts'
import { addDays } from '../rules/calendar.ts'
import type { Day, ObligationKind } from '../rules/terms.ts'
import { type Word, words } from './command-words.ts'
import { noFilter } from './filter.ts'
import { isOnlyGuest } from './only-guest.ts'
import {
  acknowledgmentsOwed,
  endorsementsOwed,
  reviewsOwed,
  triagesOwed,
  vacanciesOwed,
  waiversOwed,
} from './owed.ts'
import { attestationsOwed } from './owed-attestations.ts'
import { rowsOf } from './policy-facts.ts'
import type { Reader } from './reader.ts'
import { postureDays, registerAt } from './register.ts'
import type { Showing } from './showing.ts'
import { readTypedFilter } from './typed-filter.ts'
import type { Owed, OwedItems, OwedList } from './views/home/owed.ts'
import { type HomeList, homeSizes, pageWithin, type Shown } from './views/home/parts.ts'
import type { HomeFacts, Overview } from './views/home.ts'

/** What a Home shows, by index: as much is read as its pages hold, however much there is. */

/** More acknowledgments than these are not counted while somebody waits. */
const mostCounted = 100_000

type Range = { offset: number; limit: number }

export async function homeFactsOf(reader: Reader, { pages, register }: Showing): Promise<HomeFacts> {
  const isGuest = await isOnlyGuest(reader.act, reader.who)
  if (register !== null && !isGuest) return await registerFacts(reader, register)
  const { trx, workspace, liveAt } = reader.act
  const until = owedUntil(reader)
  const held = await countsHeld(trx, workspace, { person: reader.who.id, until })
  const all = await countsHeld(trx, workspace, { person: reader.who.id })
  return {
    is: 'overview',
    owed: await owedBy(reader, pages, held),
    laterReviews: (all.get('review') ?? 0) - (held.get('review') ?? 0),
    own: reader.isAuditor ? null : await ownAt(reader, pages['home:own'] ?? 1),
    posture: reader.isManager || reader.isAuditor ? await postureOf(reader) : null,
    register: isGuest ? null : await wayToRegister(reader),
    isLive: liveAt !== null,
    missing: await missingFor(reader),
  }
}

async function registerFacts(
  reader: Reader,
  { filter: typed, page }: NonNullable<Showing['register']>,
): Promise<HomeFacts> {
  const filter = readTypedFilter(typed) ?? noFilter
  const at = { list: 'home:register', size: homeSizes['home:register'], page, filter }
  return { is: 'register', ...(await registerAt(reader, at)) }
}

/** A review is owed from its first reminder on, or from its beginning. */
function owedUntil({ act: { today, calendar } }: Reader): Day {
  return addDays(today, Math.max(...calendar.times.ladders.review.before))
}

type Reading<Item> = { kind: ObligationKind; read: (reader: Reader, range: Range) => Promise<Item[]> }

const readings: { [List in OwedList]: Reading<OwedItems[List]> } = {
  'home:triage': { kind: 'triage', read: triagesOwed },
  'home:decide': { kind: 'decide', read: waiversOwed },
  'home:attest': { kind: 'attest', read: attestationsOwed },
  'home:fill': { kind: 'fill', read: vacanciesOwed },
  'home:review': {
    kind: 'review',
    read: (reader, range) => reviewsOwed(reader, { ...range, until: owedUntil(reader) }),
  },
  'home:endorse': { kind: 'endorse', read: endorsementsOwed },
  'home:acknowledge': { kind: 'acknowledge', read: acknowledgmentsOwed },
}

async function owedBy(
  reader: Reader,
  pages: Showing['pages'],
  held: ReadonlyMap<ObligationKind, number>,
): Promise<Owed> {
  // What is asked of a person is a row of its own: no holder of an obligation.
  const asked = await countAsked(reader.act.trx, reader.act.workspace, reader.who.id)
  const at = async <List extends OwedList>(list: List): Promise<Shown<OwedItems[List]>> => {
    const { kind, read }: Reading<OwedItems[List]> = readings[list]
    const total = kind === 'acknowledge' ? asked : (held.get(kind) ?? 0)
    const page = pageWithin(list, pages[list] ?? 1, total)
    return { page, total, items: total === 0 ? [] : await read(reader, rangeOf(list, page)) }
  }
  return {
    'home:triage': await at('home:triage'),
    'home:decide': await at('home:decide'),
    'home:attest': await at('home:attest'),
    'home:fill': await at('home:fill'),
    'home:review': await at('home:review'),
    'home:endorse': await at('home:endorse'),
    'home:acknowledge': await at('home:acknowledge'),
  }
}

const rangeOf = (list: HomeList, page: number): Range => ({
  offset: (page - 1) * homeSizes[list],
  limit: homeSizes[list],
})

async function ownAt(reader: Reader, wanted: number): Promise<NonNullable<Overview['own']>> {
  const { trx, workspace } = reader.act
  const read = (page: number) =>
    registerPage(trx, workspace, { owner: reader.who.id, isKept: true }, rangeOf('home:own', page))
  const first = await read(wanted)
  const page = pageWithin('home:own', wanted, first.total)
  const { policies, total } = page === wanted ? first : await read(page)
  return { page, total, items: await rowsOf(reader, policies) }
}

async function postureOf({ act }: Reader): Promise<Overview['posture']> {
  const { trx, workspace, today, settings } = act
  const counts = await countPosture(trx, workspace, postureDays(today))
  const acknowledged = await countAcknowledged(trx, workspace, mostCounted)
  return {
    counts,
    acknowledgments: { ...acknowledged, most: mostCounted },
    hasApprovers: settings.approvers.length > 0,
  }
}

async function wayToRegister({ act, isManager }: Reader): Promise<Overview['register']> {
  const total = await countRegistered(act.trx, act.workspace)
  const offered: Word[] = ['due', ...(isManager ? (['add', 'settings'] as const) : [])]
  return {
    total,
    offers: offered.map((word) => ({ word, button: words[word].button })),
    asksAnew: isManager && act.liveAt !== null,
  }
}

async function missingFor({ act, isManager }: Reader): Promise<string[] | null> {
  if (!isManager || act.liveAt !== null) return null
  const row = await workspaceOf(act.trx, act.workspace)
  return row ? missingToGoLive(row, act.settings) : null
}
