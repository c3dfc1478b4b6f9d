import type { types } from '@slack/bolt'
import { counted, listed } from '../../words.ts'
import { type Block, context, section } from './blocks.ts'
import { actions } from './buttons.ts'
import { decisionBlocks, type Owed, workBlocks } from './home/owed.ts'
import { type HomeBlock, header, listOf, type Shown } from './home/parts.ts'
import { type PostureFacts, postureBlocks } from './home/posture.ts'
import { filterPress, registerBlocks, showAll } from './home/register.ts'
import type { RegisterFacts } from './list.ts'
import { bold, mrkdwn } from './mrkdwn.ts'
import type { Setting } from './piece.ts'
import { type PolicyRowFacts, policyRow } from './policy-row.ts'

/** Home: what one person owes, each with its buttons, what they own, and the way to the register; or the register itself. */

export type Overview = {
  is: 'overview'
  owed: Owed
  /** Not begun, and due after more than a month. */
  laterReviews: number
  /** Null for auditors, who have no part in any policy. */
  own: Shown<PolicyRowFacts> | null
  /** Null for who does not manage. */
  posture: PostureFacts | null
  /** Null for guests, to whom no command is named. */
  register: {
    total: number
    /** Words of the help with a button. */
    offers: { word: string; button: string }[]
    /** Whether the reader may ask everybody anew. */
    asksAnew: boolean
  } | null
  isLive: boolean
  /** What a policy manager still has to set before going live; null for everyone else. */
  missing: string[] | null
}

export type HomeFacts = Overview | ({ is: 'register' } & RegisterFacts)

/** `showing` goes with the view, unseen: its pages and filter come back with each press. */
export function homeView(facts: HomeFacts, setting: Setting, showing = ''): types.HomeView {
  const blocks = facts.is === 'register' ? registerBlocks(facts, setting) : overview(facts, setting)
  return { type: 'home', blocks, private_metadata: showing }
}

function overview(facts: Overview, setting: Setting): HomeBlock[] {
  const { owed, laterReviews, posture, register } = facts
  return [
    ...beforeLive(facts, setting),
    ...(posture === null ? [] : postureBlocks(posture, setting)),
    ...decisionBlocks(owed, posture !== null, setting),
    ...workBlocks(owed, { laterReviews, isHelped: register !== null }, setting),
    ...owned(facts, setting),
    ...(register === null ? [] : registered(register, setting)),
  ]
}

function beforeLive({ isLive, missing }: Overview, setting: Setting): Block[] {
  if (isLive) return []
  if (missing === null)
    return [
      context(
        mrkdwn`Perennial is not live yet: nobody is reminded of anything before the policy manager goes live.`,
      ),
    ]
  const isSet = missing.length === 0
  const words = isSet
    ? mrkdwn`Everything that is needed is set. Before you go live you see who would receive what.`
    : mrkdwn`Still missing: ${listed(missing)}. "/policy settings" sets it.`
  const presses = [
    ...(isSet ? [] : [{ action: 'menu:missing', words: 'Settings', value: 'settings', isMain: true }]),
    { action: 'golive', words: 'Go live…', value: 'golive', isMain: isSet },
  ]
  return [
    section(mrkdwn`${bold(mrkdwn`Nothing is sent to anyone yet.`)} ${words}`),
    ...actions('home:golive', { code: '', title: '' }, presses, { ...setting, isOnly: true }),
  ]
}

function owned({ own }: Overview, setting: Setting): HomeBlock[] {
  if (own === null) return []
  const words = counted(own.total, 'policy', 'policies')
  const list = listOf('home:own', own, words, setting, (policy) => policyRow(policy, setting.today, false))
  const nothing = mrkdwn`You own no policy. Those that you do own will be here, with their next review.`
  return [header('What you own'), ...(list.length === 0 ? [context(nothing)] : list)]
}

function registered(
  { total, offers, asksAnew }: NonNullable<Overview['register']>,
  setting: Setting,
): HomeBlock[] {
  const words = total === 0 ? 'No policy is registered yet' : counted(total, 'policy', 'policies')
  const presses = [
    ...(total === 0 ? [] : [showAll(), filterPress('')]),
    ...offers.map(({ word, button }) => ({ action: `menu:${word}`, words: button, value: word })),
    ...(asksAnew && total > 0
      ? [{ action: 'campaign', words: 'Ask for everything…', value: 'campaign' }]
      : []),
  ]
  return [
    header('The register'),
    section(bold(mrkdwn`${words}`)),
    ...actions('home:menu', { code: '', title: '' }, presses, setting),
    context(mrkdwn`"/policy" shows everything that you can do here; "/policy list" shows the register too.`),
  ]
}
