import { registerPage } from '../../db/register.ts'
import { countAsked, countsHeld } from '../../db/worklist.ts'
import { workspaceOf } from '../../db/workspaces.ts'
import { missingToGoLive } from '../actions/go-live.ts'
import { addDays } from '../rules/calendar.ts'
import { ladders } from '../rules/reminders.ts'
import { type Word, words } from './command-words.ts'
import { isOnlyGuest } from './only-guest.ts'
import { acknowledgmentsOwed, endorsementsOwed, reviewsOwed, triagesOwed, vacanciesOwed } from './owed.ts'
import { rowsOf } from './policy-facts.ts'
import type { Reader } from './reader.ts'
import { type HomeFacts, type HomeList, homeSizes, pageWithin } from './views/home.ts'

export type Pages = Partial<Record<HomeList, number>>

/** A review is owed from its first reminder on, or from its beginning. */
const daysAhead = Math.max(...ladders.review.before)

type Range = { offset: number; limit: number }

/** What a Home shows, by index: as much is read as its pages hold, however much a person owns. */
export async function homeFactsOf(reader: Reader, pages: Pages): Promise<HomeFacts> {
  const { trx, workspace, liveAt, today } = reader.act
  const until = addDays(today, daysAhead)
  const held = await countsHeld(trx, workspace, { person: reader.who.id, until })
  const all = await countsHeld(trx, workspace, { person: reader.who.id })
  const asked = await countAsked(trx, workspace, reader.who.id)
  const at = <Item>(list: HomeList, total: number, read: (range: Range) => Promise<Item[]>) =>
    pageAt(list, pages[list] ?? 1, total, read)
  return {
    reviews: await at('home:review', held.get('review') ?? 0, (range) =>
      reviewsOwed(reader, { ...range, until }),
    ),
    laterReviews: (all.get('review') ?? 0) - (held.get('review') ?? 0),
    endorsements: await at('home:endorse', held.get('endorse') ?? 0, (range) =>
      endorsementsOwed(reader, range),
    ),
    acknowledgments: await at('home:acknowledge', asked, (range) => acknowledgmentsOwed(reader, range)),
    vacancies: await at('home:fill', held.get('fill') ?? 0, (range) => vacanciesOwed(reader, range)),
    triages: await at('home:triage', held.get('triage') ?? 0, (range) => triagesOwed(reader, range)),
    own: await ownAt(reader, pages['home:own'] ?? 1),
    isWhole: reader.isAuditor,
    offers: await offersTo(reader),
    isLive: liveAt !== null,
    missing: await missingFor(reader),
  }
}

async function offersTo({ act, who, isManager }: Reader): Promise<HomeFacts['offers']> {
  if (await isOnlyGuest(act, who)) return []
  const offered: Word[] = ['list', 'due', ...(isManager ? (['add', 'settings'] as const) : [])]
  return offered.map((word) => ({ word, button: words[word].button }))
}

async function pageAt<Item>(
  list: HomeList,
  wanted: number,
  total: number,
  read: (range: Range) => Promise<Item[]>,
) {
  const page = pageWithin(list, wanted, total)
  return { page, total, items: total === 0 ? [] : await read(rangeOf(list, page)) }
}

const rangeOf = (list: HomeList, page: number): Range => ({
  offset: (page - 1) * homeSizes[list],
  limit: homeSizes[list],
})

async function ownAt(reader: Reader, wanted: number): Promise<HomeFacts['own']> {
  const { trx, workspace } = reader.act
  const owned = { owner: reader.who.id, isKept: true }
  const read = (page: number) =>
    registerPage(trx, workspace, reader.isAuditor ? {} : owned, rangeOf('home:own', page))
  const first = await read(wanted)
  const page = pageWithin('home:own', wanted, first.total)
  const { policies, total } = page === wanted ? first : await read(page)
  return { page, total, items: await rowsOf(reader, policies) }
}

async function missingFor({ act, isManager }: Reader): Promise<string[] | null> {
  if (!isManager || act.liveAt !== null) return null
  const row = await workspaceOf(act.trx, act.workspace)
  return row ? missingToGoLive(row, act.settings) : null
}
