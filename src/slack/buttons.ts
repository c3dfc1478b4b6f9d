import { acknowledgePressed } from './buttons/acknowledge.ts'
import { menuPressed, recallPressed, showPressed } from './buttons/carry-on.ts'
import { opens, readPressed } from './buttons/open-window.ts'
import { nothingToSnooze, policyEnded, reviewEnded, submissionEnded } from './buttons/still-owed.ts'
import { turnPage } from './buttons/turn-page.ts'
import type { Desk, Press } from './gesture.ts'
import { pressModal } from './modals.ts'

/** What each button does, by its action id. What comes after a colon tells two of one kind apart. */
export const buttons: Record<string, (desk: Desk, press: Press) => Promise<void>> = {
  acknowledge: acknowledgePressed,
  read: readPressed,
  // Of a window: on top of it, also where a portal is set.
  read_text: opens('read'),
  compare: opens('compare'),
  missing: opens('missing'),
  review: opens('review', reviewEnded),
  submit: opens('submit', policyEnded),
  endorse: opens('endorse', submissionEnded),
  send_back: opens('send_back', submissionEnded),
  snooze: opens('snooze', nothingToSnooze),
  hand_over: opens('hand_over', policyEnded),
  edit: opens('edit', policyEnded),
  audience: opens('audience', policyEnded),
  retire: opens('retire', policyEnded),
  delegate: opens('delegate'),
  golive: opens('golive'),
  recall: recallPressed,
  page: turnPage,
  show: showPressed,
  menu: menuPressed,
  value: pressModal,
  turn: pressModal,
}
