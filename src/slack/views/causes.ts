import type { Cause } from '../../rules/disclosure.ts'
import { sayCause } from '../../words.ts'
import { free, listedPhrases, mrkdwn, type Phrase } from './mrkdwn.ts'

/** Why a review was opened before its time; null where nothing caused it. */
export function openedBecause(causes: readonly Cause[]): Phrase | null {
  if (causes.length === 0) return null
  const said = causes.map((cause) =>
    cause.what === null ? mrkdwn`${sayCause(cause)}` : mrkdwn`"${free(cause.what, 120)}"`,
  )
  return mrkdwn`opened because of ${listedPhrases(said, 2)}`
}
