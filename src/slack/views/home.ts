import type { types } from '@slack/bolt'
import type { AcknowledgeItem, EndorseItem, FillItem, ReviewItem } from '../../rules/message-facts.ts'
import type { TriageItem } from '../../rules/report-facts.ts'
import { counted, listed } from '../../words.ts'
import { acknowledgmentPiece } from './acknowledgment.ts'
import { type Block, context, section } from './blocks.ts'
import { actions } from './buttons.ts'
import { endorsementPiece } from './endorsement.ts'
import { triagePiece } from './event.ts'
import { bold, dotted, mrkdwn, type Phrase } from './mrkdwn.ts'
import { lastPage, type Paged, range, turning } from './paging.ts'
import type { Piece, Setting } from './piece.ts'
import { type PolicyRowFacts, policyRow } from './policy-row.ts'
import { reviewPiece } from './review.ts'
import { assignAll, vacancyPiece } from './vacancy.ts'

/** Home: what one person owes, each with its buttons, and what they own. */

/** How many of each list a page has: all of them together keep within the 100 blocks of a view. */
export const homeSizes = {
  'home:review': 10,
  'home:endorse': 6,
  'home:acknowledge': 6,
  'home:fill': 3,
  'home:triage': 2,
  'home:own': 22,
} as const
export type HomeList = keyof typeof homeSizes

export function isHomeList(list: string): list is HomeList {
  return list in homeSizes
}

type Shown<Item> = { page: number; total: number; items: Item[] }

type HomeBlock = Block | types.HeaderBlock | types.DividerBlock

export type HomeFacts = {
  reviews: Shown<ReviewItem>
  /** Not begun, and due after more than a month. */
  laterReviews: number
  endorsements: Shown<EndorseItem>
  acknowledgments: Shown<AcknowledgeItem>
  vacancies: Shown<FillItem>
  triages: Shown<TriageItem>
  own: Shown<PolicyRowFacts>
  /** For an auditor the whole register stands in the place of what one owns. */
  isWhole: boolean
  /** Words of the help with a button; none for guests, to whom no command is named. */
  offers: { word: string; button: string }[]
  isLive: boolean
  /** What a policy manager still has to set before going live; null for everyone else. */
  missing: string[] | null
}

export function homeView(facts: HomeFacts, setting: Setting): types.HomeView {
  const blocks: HomeBlock[] = [
    ...beforeLive(facts, setting),
    ...owed(facts, setting),
    ...owned(facts, setting),
  ]
  return { type: 'home', blocks }
}

function beforeLive({ isLive, missing }: HomeFacts, setting: Setting): Block[] {
  if (isLive) return []
  if (missing === null)
    return [
      context(
        mrkdwn`Perennial is not live yet: nobody is reminded of anything before the policy manager goes live.`,
      ),
    ]
  const words =
    missing.length === 0
      ? mrkdwn`Everything that is needed is set. Before you go live you see who would receive what.`
      : mrkdwn`Still missing: ${listed(missing)}. "/policy settings" sets it.`
  const press = { action: 'golive', words: 'Go live…', value: 'golive', isMain: missing.length === 0 }
  return [
    section(mrkdwn`${bold(mrkdwn`Nothing is sent to anyone yet.`)} ${words}`),
    ...actions('home:golive', { code: '', title: '' }, [press], { ...setting, isOnly: true }),
  ]
}

function owed(facts: HomeFacts, setting: Setting): HomeBlock[] {
  const { reviews, laterReviews, endorsements, acknowledgments, vacancies, triages, offers } = facts
  const lists = [
    listOf('home:triage', triages, `${counted(triages.total, 'report')} to decide on`, setting, (item) =>
      triagePiece(item, setting, true),
    ),
    listOf('home:review', reviews, counted(reviews.total, 'review'), setting, (item) =>
      reviewPiece(item, setting, false),
    ),
    listOf(
      'home:endorse',
      endorsements,
      `${counted(endorsements.total, 'submission')} to endorse`,
      setting,
      (item) => endorsementPiece(item, setting),
    ),
    listOf(
      'home:acknowledge',
      acknowledgments,
      counted(acknowledgments.total, 'acknowledgment'),
      setting,
      (item) => acknowledgmentPiece(item, setting, false),
    ),
    listOf(
      'home:fill',
      vacancies,
      `${counted(vacancies.total, 'policy', 'policies')} without an owner`,
      setting,
      (item) => vacancyPiece(item, setting, true),
    ),
    assignAll(vacancies.total, setting),
  ].flat()
  const nothing = mrkdwn`Nothing is waiting for you. Reviews, endorsements and acknowledgments that you owe will be here, each with its button.`
  const isNothing = [reviews, endorsements, acknowledgments, vacancies, triages].every(
    ({ total }) => total === 0,
  )
  return [
    header('What you owe'),
    ...(isNothing ? [context(nothing)] : []),
    ...lists,
    ...(laterReviews === 0 ? [] : [context(later(laterReviews, offers.length > 0))]),
  ]
}

function later(count: number, isHelped: boolean): Phrase {
  const lie = counted(count, 'review lies', 'reviews lie')
  if (!isHelped) return mrkdwn`${lie} further ahead.`
  return mrkdwn`${lie} further ahead: "/policy due mine" lists what is to come, and "/policy review" begins one early.`
}

function owned({ own, isWhole, offers }: HomeFacts, setting: Setting): HomeBlock[] {
  const words = counted(own.total, 'policy', 'policies')
  const list = listOf('home:own', own, words, setting, (policy) => policyRow(policy, setting.today, isWhole))
  const nothing = isWhole
    ? mrkdwn`No policy is registered yet.`
    : mrkdwn`You own no policy. Those that you do own will be here, with their next review.`
  const more = mrkdwn`"/policy" shows everything that you can do here; "/policy list" shows every policy.`
  const presses = offers.map(({ word, button }) => ({ action: `menu:${word}`, words: button, value: word }))
  return [
    header(isWhole ? 'The register' : 'What you own'),
    ...(list.length === 0 ? [context(nothing)] : list),
    ...(offers.length === 0
      ? []
      : [
          // What follows is about no policy above it.
          { type: 'divider' as const },
          ...actions('home:menu', { code: '', title: '' }, presses, setting),
          context(more),
        ]),
  ]
}

function listOf<Item>(
  list: HomeList,
  { page, total, items }: Shown<Item>,
  words: string,
  setting: Setting,
  pieceOf: (item: Item) => Piece,
): Block[] {
  if (total === 0) return []
  const paged: Paged = { list, filter: '', page, size: homeSizes[list], total }
  return [
    section(headline(words, paged)),
    ...items.flatMap((item) => pieceOf(item).blocks),
    ...turning(paged, setting),
  ]
}

function headline(words: string, paged: Paged): Phrase {
  return dotted(bold(mrkdwn`${words}`), range(paged))
}

function header(text: string): types.HeaderBlock {
  return { type: 'header', text: { type: 'plain_text', text } }
}

/** The page that a person looks at, as long as there is one. */
export function pageWithin(list: HomeList, wanted: number, total: number): number {
  return Math.min(wanted, lastPage({ total, size: homeSizes[list] }))
}
