import type { Desk, Press } from '../gesture.ts'
import { type ModalName, openModal } from '../modals.ts'
import { sentence } from '../views/sentence.ts'
import { incidentReported, quarterAttested } from './quarter-over.ts'
import { isDrawnAnew, redrawPressed } from './redraw-pressed.ts'
import {
  eventDecided,
  isReadElsewhere,
  nothingToSnooze,
  policyEnded,
  reviewEnded,
  submissionEnded,
  type WhyNot,
  waiverEnded,
} from './still-owed.ts'

type Handler = (desk: Desk, press: Press) => Promise<void>
type Opening = { modal: ModalName; whyNot: WhyNot }

const always: WhyNot = async () => null

/** Buttons that open a window, by their action. */
const windows: Record<string, Opening> = {
  read: { modal: 'read', whyNot: always },
  // Of a window, on top of it.
  read_text: { modal: 'read', whyNot: always },
  compare: { modal: 'compare', whyNot: always },
  missing: { modal: 'missing', whyNot: always },
  review: { modal: 'review', whyNot: reviewEnded },
  submit: { modal: 'submit', whyNot: policyEnded },
  endorse: { modal: 'endorse', whyNot: submissionEnded },
  send_back: { modal: 'send_back', whyNot: submissionEnded },
  snooze: { modal: 'snooze', whyNot: nothingToSnooze },
  hand_over: { modal: 'hand_over', whyNot: policyEnded },
  edit: { modal: 'edit', whyNot: policyEnded },
  audience: { modal: 'audience', whyNot: policyEnded },
  retire: { modal: 'retire', whyNot: policyEnded },
  delegate: { modal: 'delegate', whyNot: always },
  golive: { modal: 'golive', whyNot: always },
  settings: { modal: 'settings', whyNot: always },
  significant: { modal: 'significant', whyNot: eventDecided },
  not_significant: { modal: 'not_significant', whyNot: eventDecided },
  merge: { modal: 'merge', whyNot: eventDecided },
  // Begins with what it carries: a component that has no policy.
  add_for: { modal: 'add', whyNot: always },
  event: { modal: 'event', whyNot: always },
  reopen_event: { modal: 'reopen_event', whyNot: always },
  withdraw_event: { modal: 'withdraw_event', whyNot: always },
  rules: { modal: 'rules', whyNot: always },
  criteria: { modal: 'criteria', whyNot: always },
  assign_all: { modal: 'assign_all', whyNot: always },
  hand_over_all: { modal: 'hand_over_all', whyNot: always },
  change_several: { modal: 'change_several', whyNot: always },
  record: { modal: 'record', whyNot: policyEnded },
  filter: { modal: 'filter', whyNot: always },
  waive: { modal: 'waive', whyNot: reviewEnded },
  grant_waiver: { modal: 'grant_waiver', whyNot: waiverEnded },
  refuse_waiver: { modal: 'refuse_waiver', whyNot: waiverEnded },
  excuse: { modal: 'excuse', whyNot: always },
  attest: { modal: 'attest', whyNot: quarterAttested },
  compare_tracker: { modal: 'compare_tracker', whyNot: quarterAttested },
  report_incident: { modal: 'report_incident', whyNot: incidentReported },
  // Of the settings, on top of them, and of Home.
  campaign: { modal: 'campaign', whyNot: always },
}

export function windowOf(action: string): ModalName | null {
  return windows[action]?.modal ?? null
}

export const openers: Record<string, Handler> = Object.fromEntries(
  Object.entries(windows).map(([action, opening]) => [action, opens(opening)]),
)

/** Opens a window about what the button carries; where that is over, says so in one sentence. */
function opens({ modal, whyNot }: Opening): Handler {
  return async (desk, press) => {
    try {
      const why = await whyNot(desk, press)
      if (why !== null) return await press.say(sentence(why))
      const origin = { below: inModal(press), isTold: await isDrawnAnew(desk, press) }
      await openModal(desk, press, modal, press.value, origin)
    } finally {
      await redrawPressed(desk, press)
    }
  }
}

/** Beside a link to the portal: only what the portal does not show comes in a window. */
export const readOnPortal: Handler = async (desk, press) => {
  if (await isReadElsewhere(desk, press.value)) await redrawPressed(desk, press)
  else await openers.read?.(desk, press)
}

function inModal({ view }: Press): { id: string } | null {
  return view?.type === 'modal' ? { id: view.id } : null
}
