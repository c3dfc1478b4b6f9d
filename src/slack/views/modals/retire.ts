import type { About } from '../../../rules/message-facts.ts'
import { section } from '../blocks.ts'
import { bold, dotted, free, mrkdwn } from '../mrkdwn.ts'
import { headed } from '../piece.ts'
import { type Filled, type Form, text } from './form.ts'
import { consideredTicks, replacement } from './review.ts'

/** `isReviewed`: a review is open, which it concludes. */
export type RetireForm = About & { inForce: { number: string } | null; isReviewed: boolean }

/** Nothing about it looks harmless: what ends by it stands first. */
export function retireForm(facts: RetireForm, filled: Filled): Form {
  const { inForce, isReviewed } = facts
  return {
    title: 'Retire a policy',
    submit: 'Propose to retire',
    blocks: [
      section(
        dotted(
          headed(facts),
          inForce === null
            ? mrkdwn`no version is in force`
            : mrkdwn`version ${free(inForce.number, 60)} is in force`,
        ),
      ),
      section(
        mrkdwn`${bold(mrkdwn`Once endorsed it cannot be taken back:`)} the version in force ends, versions in the making or waiting are withdrawn, and its reviews and open obligations are void.`,
      ),
      ...(isReviewed ? [consideredTicks(filled)] : []),
      text(filled, 'reason', 'Reason', { most: 3_000, isLong: true }),
      replacement(filled),
    ],
  }
}
