import { acknowledgePressed } from './buttons/acknowledge.ts'
import {
  foldInPressed,
  menuPressed,
  recallPressed,
  showPressed,
  withdrawPressed,
} from './buttons/carry-on.ts'
import { openers, readOnPortal } from './buttons/open-window.ts'
import { turnPage } from './buttons/turn-page.ts'
import type { Desk, Press } from './gesture.ts'
import { becomeModal, pressModal } from './modals.ts'

/** What each button does, by its action id. What comes after a colon tells two of one kind apart. */
export const buttons: Record<string, (desk: Desk, press: Press) => Promise<void>> = {
  ...openers,
  acknowledge: acknowledgePressed,
  read_portal: readOnPortal,
  recall: recallPressed,
  fold_in: foldInPressed,
  rule: (desk, press) => becomeModal(desk, press, 'rule'),
  rule_removal: (desk, press) => becomeModal(desk, press, 'rule_removal'),
  withdraw_waiver: withdrawPressed,
  page: turnPage,
  show: showPressed,
  menu: menuPressed,
  value: pressModal,
  turn: pressModal,
}
