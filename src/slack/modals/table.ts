import { assignAll } from './assign-all.ts'
import { attest } from './attest.ts'
import { audience } from './audience.ts'
import { campaign } from './campaign.ts'
import { changeSeveral } from './change-several.ts'
import { compared, compareTracker } from './compare-tracker.ts'
import { criteria } from './criteria.ts'
import { endorse, sendBack } from './endorse.ts'
import { event, reopen, withdraw } from './event.ts'
import { excuse } from './excuse.ts'
import { filter } from './filter.ts'
import { golive } from './golive.ts'
import { delegate, handOver } from './hand-over.ts'
import { handOverAll } from './hand-over-all.ts'
import type { Modal, ModalName } from './modal.ts'
import { pick } from './pick.ts'
import { add, edit } from './policy.ts'
import { record } from './record.ts'
import { report, reportIncident } from './report.ts'
import { retire } from './retire.ts'
import { review } from './review.ts'
import { rule, ruleRemoval, rules } from './rules.ts'
import { settings } from './settings.ts'
import { snooze } from './snooze.ts'
import { submit } from './submit.ts'
import { compare, missing, read } from './texts.ts'
import { merge, notSignificant, significant } from './triage.ts'
import { grantWaiver, refuseWaiver, waive } from './waive.ts'

const modals: Record<ModalName, Modal> = {
  add,
  edit,
  review,
  submit,
  endorse,
  send_back: sendBack,
  audience,
  settings,
  snooze,
  hand_over: handOver,
  delegate,
  retire,
  golive,
  compare,
  read,
  missing,
  pick,
  report,
  significant,
  not_significant: notSignificant,
  merge,
  event,
  reopen_event: reopen,
  withdraw_event: withdraw,
  rules,
  rule,
  rule_removal: ruleRemoval,
  criteria,
  assign_all: assignAll,
  record,
  change_several: changeSeveral,
  hand_over_all: handOverAll,
  filter,
  waive,
  grant_waiver: grantWaiver,
  refuse_waiver: refuseWaiver,
  excuse,
  attest,
  compare_tracker: compareTracker,
  compared,
  report_incident: reportIncident,
  campaign,
}

export function modalOf(name: ModalName): Modal {
  return modals[name]
}
