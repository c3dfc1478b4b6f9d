import { onCommandLine } from './command-line-refusals.ts'

/**
 * A refusal is expected: what was expected, what came, what to do next. It rolls everything back and is
 * said where the person is. Everything else that is thrown is a fault.
 */

type Words = Record<string, string | number>
export type Sentence = (words: Words) => string

export const refusals = {
  unknown_policy: (w) => `No policy has the code "${w.code}". Look at the list of policies for every code.`,
  unknown_code: (w) =>
    `No policy has the code or title "${w.code}". The nearest: ${w.nearest}. Run "/policy list" to see every code.`,
  not_yet: (w) => `There is no "/policy ${w.word}" yet. ${w.instead}`,
  bad_command: (w) => `${w.problem}. Give ${w.usage}, for example: ${w.example}.`,
  unknown_person: (w) =>
    `Nobody with the address "${w.email}" is known. Check the spelling, or import or invite them first.`,
  unknown_setting: (w) =>
    `"${w.key}" is not a setting. The nearest is "${w.nearest}". Use that, or run "perennial settings" to see all.`,
  bad_setting: (w) =>
    `"${w.value}" does not fit ${w.key}: expected ${w.expected}. Give a value of that kind.`,
  channel_closed: (w) => `Perennial cannot write to ${w.channel}: ${w.why}. ${w.remedy}`,
  bad_cadence: (w) =>
    `A cadence is a whole number of months from 1 to 12, but "${w.came}" came. Give for example 12.`,
  bad_day: (w) =>
    `Expected a calendar day such as 2027-03-01, but "${w.came}" came. Give a day that exists, in this form.`,
  bad_instant: (w) =>
    `Expected an instant such as 2027-03-01T09:00:00Z, but "${w.came}" came. Give one in this form.`,
  bad_text: (w) =>
    `The ${w.field} must have 1 to ${w.longest} characters, but ${w.came} came. Shorten or complete it.`,
  code_taken: (w) =>
    `The code "${w.code}" belongs to "${w.title}". Choose another code, or change that policy.`,
  not_permitted: (w) => `Only ${w.who} may ${w.what}. ${w.ask ?? 'Ask one of them to do it.'}`,
  happened_later: (w) => `${w.day} is still to come. Give the day on which it happened, today at the latest.`,
  happened_long_ago: (w) => `${w.day} is before ${w.oldest}. Give the day on which it happened.`,
  unknown_tag: (w) =>
    `There is no tag "${w.tag}". Choose among ${w.known}, or ask a policy manager to add it to the settings.`,
  no_encryption_key: () =>
    'PERENNIAL_ENCRYPTION_KEY is not set, and the keys of webhooks are made of it. Set it to 32 random bytes or more, for example from "openssl rand -base64 32".',
  source_known: (w) =>
    `There is a source "${w.name}" already. Give another name, or give it a new key with "perennial hooks rotate ${w.name}".`,
  unknown_source: (w) => `There is no source "${w.name}". Give one of these: ${w.known}.`,
  report_unsigned: () =>
    'Source and signature do not belong together. Check the name of the source, its key, and that the signature is made of the timestamp and the body as it is sent.',
  report_stale: (w) =>
    `The timestamp is ${w.came}, which is not within 5 minutes of now. Set X-Perennial-Timestamp to the seconds since 1970 by a clock that is right.`,
  report_slow: (w) => `The report was not there within ${w.seconds} s. Send it again, all at once.`,
  report_too_long: (w) =>
    `A report has at most ${w.longest} bytes. Shorten it, and give a link to what is left out.`,
  bad_report: (w) =>
    `The report is not as expected. ${w.problems}. Look at /hooks/events/schema.json for every field, correct it, then send it again.`,
  report_differs: (w) =>
    `The id "${w.id}" stands for ${w.event}, which says something else. Give each report an id of its own.`,
  too_many_reports: (w) =>
    `This source reports more often than ${w.most} times a minute. Wait ${w.seconds} s, then send it again.`,
  unknown_event: (w) => `There is no report ${w.number} here. Look at its number again.`,
  event_decided: (w) =>
    `E-${w.number} was decided already: it is ${w.state}. Look at it again before you decide.`,
  event_open: (w) =>
    `E-${w.number} awaits its decision, so there is nothing to open again. Look at it, and decide.`,
  event_withdrawn: (w) =>
    `E-${w.number} is withdrawn already. Open it again where it was withdrawn by mistake.`,
  deadline_outside: (w) =>
    `${w.day} does not fit: the review is due between ${w.from} and ${w.latest}. Give a day of these.`,
  unknown_quarter: (w) =>
    `There is nothing to attest for "${w.quarter}". Give a quarter that is over since going live, such as 2027-Q1.`,
  bad_quarter: (w) => `Expected a quarter such as 2027-Q1, but "${w.came}" came. Give one in this form.`,
  already_attested: (w) =>
    `${w.by} attested the events of the ${w.quarter} on ${w.day}, and that stands. Look at what has changed since in the next quarter's list.`,
  list_changed: (w) =>
    `The list of the ${w.quarter} has changed since it was shown to you. Look at it again as it is now, then attest.`,
  list_incomplete: () =>
    'Attesting says that the list is complete. Look for what is missing and report it, then tick the box.',
  undecided_unsaid: (w) =>
    `${w.events} not decided yet. Wait for the decision, or say in the sentence why the attestation does not.`,
  bad_tracker: (w) => `${w.file} cannot be compared: expected ${w.expected}, but ${w.came} came. ${w.remedy}`,
  ambiguous_days: (w) =>
    `Days such as ${w.example} can be read in two ways. Choose which comes first in this file, the day or the month.`,
  no_policy_chosen: () => 'A significant event has at least one policy reviewed. Choose the policies.',
  waiver_open: (w) =>
    `A waiver of the review of "${w.code}" until ${w.until} awaits its decision already. Wait for it, or withdraw it first.`,
  waiver_exhausted: (w) =>
    `The review of "${w.code}" can be waived until ${w.latest} at most, 90 days after it is due. Submit it, or hand it over.`,
  waiver_outside: (w) =>
    `${w.day} does not fit: this waiver can reach from ${w.from} to ${w.latest}. Give a day of these.`,
  waiver_passed: (w) =>
    `The day that was asked for, ${w.until}, is over. Choose Refuse instead; a later day can then be asked for.`,
  waiver_undecidable: (w) =>
    `Nobody may decide on a waiver of "${w.code}", as all approvers and policy managers benefit from it or have left. Name another approver of it first.`,
  waiver_benefits: (w) => `You cannot decide on this waiver: ${w.why}. Another approver must decide.`,
  waiver_ended: (w) => `This waiver is ${w.state} already. Look at the policy to see what holds now.`,
  excuse_nobody: (w) =>
    `${w.name} owes no acknowledgment of ${w.what}, so there is nothing to excuse. Choose somebody who is missing.`,
  excuse_self: () =>
    'Nobody excuses themselves from an acknowledgment. Ask a policy manager to decide, or acknowledge it.',
  stale: (w) => `Someone changed ${w.what} meanwhile. Look at it again and repeat your change.`,
  both_changed: (w) =>
    `${w.fields}. Yours still stands here. Save it again to replace the other, or copy it.`,
  not_live: () =>
    'This workspace is not live yet, so nothing is sent. Run "perennial golive --dry-run" to see what would be.',
  already_live: (w) =>
    `This workspace has been live since ${w.since}. Nothing was changed. Look at what is due instead.`,
  golive_incomplete: (w) =>
    `Going live needs ${w.missing}. Set it in the window of "/policy settings", then go live.`,
  campaign_before_live: () =>
    'Nothing is sent to anyone before going live. Open "/policy golive" first, then ask for everything.',
  campaign_running: (w) =>
    `What ${w.name} started on ${w.day} is still being asked. Wait until everyone has been, then start the next.`,
  campaign_empty: () =>
    'No policy that has a version in force and an audience fits this. Choose other components or tags, or none.',
  campaign_unseen: () =>
    'What this asks for has changed since it was shown. Look at it at the end of this window, tick it, then ask again.',
  wrong_state: (w) => `${w.what} is ${w.state}, so it cannot be ${w.wanted}. ${w.remedy}`,
  no_open_review: (w) =>
    `"${w.code}" has no review that is open: it is concluded, or awaits endorsement. Open the policy to see which.`,
  review_open: (w) =>
    `"${w.code}" already has an out-of-cycle review that is not submitted. Join the event to that one.`,
  text_missing: (w) =>
    `The text of version ${w.number} is not held here. Attach the text: a link is a location, never content.`,
  number_not_higher: (w) =>
    `Version numbers only rise: ${w.number} is not higher than ${w.current}. Give a higher number.`,
  effective_past: (w) => `The effective date ${w.day} has passed. Give today or a later day.`,
  effective_after_law: (w) =>
    `${w.day} is after ${w.latest}, by which the law of E-${w.number} wants the version in force. Give that day or an earlier one.`,
  unknown_component: (w) =>
    `No policy has the component "${w.component}". The nearest is "${w.nearest}". Give that, or the policies by their codes.`,
  effective_waiting: (w) =>
    `Version ${w.number} comes into force on ${w.day}, and one effective later cannot be submitted before. Give that day or an earlier one: it then takes its place.`,
  kind_endorsed: (w) =>
    `${w.name} has endorsed it as ${w.kind}. Endorse it as that too, or send it back with your reason.`,
  awaiting: (w) =>
    `A ${w.kind} of "${w.code}" awaits endorsement. Wait for the decision, or recall it first.`,
  not_awaiting: (w) =>
    `Nothing of "${w.code}" awaits endorsement now. Open the policy to see what was decided.`,
  nothing_to_fold: (w) =>
    `No event has "${w.code}" reviewed since it was submitted, so there is nothing to fold in. Recall it where it is to change.`,
  review_needed: (w) =>
    `Only an editorial change may be submitted without a review; "${w.code}" has none open. Choose editorial, or wait for its review.`,
  no_approver: (w) =>
    `"${w.code}" has no approver. Choose the policy's with the button Edit, or ask a policy manager to choose the workspace's with "/policy settings".`,
  all_barred: (w) =>
    `No approver of "${w.code}" may endorse this: ${w.why}. Name another approver, or choose single-approver mode in the settings.`,
  barred: (w) => `You cannot endorse this: ${w.why}. Another approver must decide.`,
  hash_changed: (w) =>
    `The text changed after it was shown to you (SHA-256 ${w.shown} is now ${w.found}). Read it again, then decide.`,
  kind_differs: (w) =>
    `This was submitted as editorial but is ${w.kind}. Send it back, so that it is reviewed.`,
  already_decided: () =>
    'You have decided on this submission already, and your decision stands. Wait for the others, or ask who submitted it to recall it.',
  limited_scheduled: () =>
    'A scheduled review is always of the whole policy; only an out-of-cycle review can be limited. Choose the whole policy.',
  not_an_owner: (w) => `${w.name} cannot be ${w.as}: ${w.why}. Choose an active person of this workspace.`,
  not_independent: (w) =>
    `${w.name} cannot be an auditor: ${w.why}, and an auditor writes nothing. Name somebody else, or end that first.`,
  retired: (w) =>
    `"${w.code}" is retired, and kept as it is. Choose an active policy, or register a new one.`,
  not_asked: (w) =>
    `You are not asked to acknowledge ${w.what}, so nothing was recorded. Ask the owner whether you should be.`,
  step_needed: () =>
    'In single-approver mode say the compensating step: what is done because no second person decides.',
  document_needed: () =>
    'What was given outside needs the document that shows it. Attach or name the document.',
  snooze_overdue: () => 'This is overdue and cannot be snoozed. Do it, or hand it over.',
  snooze_none: (w) =>
    `This is to be done by ${w.due}, and no later morning is left to be reminded on. Do it now: it cannot be put off.`,
  snooze_unseen: (w) =>
    `The time that comes of ${w.day} was not shown yet. Look at it here, then snooze again.`,
  change_unseen: () =>
    'What this changes was not shown yet. Look at it at the end of this window, then change them.',
  snooze_late: (w) => `A snooze cannot pass the due day (${w.due}). Choose that day or an earlier one.`,
  snooze_passed: (w) => `${w.hour} of ${w.day} has passed. Choose a later day.`,
  nothing_owed: (w) => `You owe nothing for "${w.code}" now. Run "/policy due" to see what you owe.`,
  real_database: () =>
    'This database is real, and no Slack tokens are set. Set SLACK_BOT_TOKEN, or use another database for the rehearsal.',
  rehearsal_database: () =>
    'This database is a rehearsal, and the tokens are real. Give DATABASE_URL another database for the real workspace.',
  newer_database: (w) =>
    `The database was written by a newer Perennial (it knows "${w.migration}"). Install that version, or restore an older backup.`,
  database_unusable: (w) =>
    `The database ${w.address} cannot be used: ${w.why}. Check the path, its permissions and the free space.`,
  database_busy: () => 'The database stayed busy for too long. Nothing was changed; try again in a moment.',
  second_server: (w) =>
    `Another Perennial serves this database (${w.owner}). Stop it first, or give this one another database.`,
  port_in_use: (w) => `Port ${w.port} is in use. Stop what uses it, or set ${w.variable} to another port.`,
  clock_moves: () => 'Only a rehearsal accepts another time. Leave out --at on a real database.',
  many_workspaces: (w) => `This database holds several workspaces (${w.ids}). Say which with --workspace ID.`,
  unknown_workspace: (w) =>
    `No workspace "${w.id}" is in this database. It holds: ${w.ids}. Give one that it holds, or run "perennial start" to make one.`,
  other_team: (w) =>
    `This database belongs to the Slack workspace ${w.claimed}, but the token is of ${w.came}. Use that workspace's token, or another database.`,
  bad_environment: (w) =>
    `The environment is not right: ${w.problems}. Set what is named as expected, or unset it.`,
  unknown_environment: (w) =>
    `${w.name} is not a variable that Perennial knows. The nearest is ${w.nearest}. Use that, or unset it.`,
  bad_request: (w) => `Expected ${w.expected}, but ${w.came} came. Correct it, then try again.`,
  unknown_command: (w) =>
    `"${w.name}" is not a command. The nearest is "${w.nearest}". Use that, or run "perennial --help" to see all.`,
  unknown_option: (w) =>
    `${w.name} is not an option of "${w.command}". The nearest is ${w.nearest}. Use that, or run "${w.command} --help" to see all.`,
  bad_usage: (w) => `${w.problem}. Run "${w.command} --help" to see an example.`,
  kind_fixed: (w) =>
    `This database is ${w.kind} and stays so. Give --db another file, which is made as ${w.wanted}.`,
  sandbox_on_real: () =>
    'This database is real, but SLACK_API_URL is the address of a sandbox. Unset it, or give DATABASE_URL another database for the rehearsal.',
  rehearsal_only: (w) => `${w.name} is for a rehearsal, and this database is real. Leave it out.`,
  clock_unreachable: (w) =>
    `No clock answers at ${w.url} (PERENNIAL_CLOCK_URL): ${w.why}. Start the sandbox, or unset the variable.`,
  clock_back: (w) =>
    `The record has reached ${w.reached}, and ${w.came} is before it. Give a later instant: time only moves forward.`,
  bad_answers: (w) =>
    `${w.file}: expected a JSON object of answers by question, such as {"register.csv:row 3:cadence": "12"}, but ${w.came} came. Correct the file, then import again.`,
  bad_catalogue: (w) => `There is no catalogue "${w.came}". The built-in one is "programme". Use that.`,
  other_workspace: () =>
    'Perennial answers people of its own workspace alone. Ask a member of it to do this for you.',
  bot_acts: () => 'Perennial answers people, and this came from a bot or an app. Do it yourself.',
  deactivated_acts: () =>
    'Your account is deactivated in this workspace, so nothing was done. Ask an administrator to activate it.',
  guest_acts: () =>
    'Guests can report what happened, and read and acknowledge what they were asked to. Ask a member to do this for you, or to name you as owner, deputy or approver.',
  unknown_to_slack: () =>
    "Slack's directory does not know you in this workspace, so nothing was done. Ask a workspace administrator.",
  slack_silent: () => 'Slack did not say who you are just now, so nothing was done. Try again in a moment.',
  path_unusable: (w) =>
    `${w.path} cannot be used: ${w.why}. Check the path, its permissions and the free space.`,
} satisfies Record<string, Sentence>

export type RefusalCode = keyof typeof refusals

export class Refusal extends Error {
  readonly code: RefusalCode
  /** The field of a form that it speaks of, where there is one. */
  readonly field: string | undefined
  /** What is said to who gave a command in a terminal. */
  readonly onCommandLine: string

  constructor(code: RefusalCode, words: Words = {}, field?: string) {
    super((refusals[code] as Sentence)(words))
    this.name = 'Refusal'
    this.code = code
    this.field = field
    this.onCommandLine = onCommandLine[code]?.(words) ?? this.message
  }
}

export function refuse(code: RefusalCode, words: Words = {}, field?: string): never {
  throw new Refusal(code, words, field)
}
