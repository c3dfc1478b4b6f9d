import { describe, expect, test } from 'vitest'
import { Refusal, type RefusalCode, refusals, refuse } from '../../src/rules/refusal.ts'

type Words = Record<string, string | number>

/** One set of words for each code, as the places that refuse give them. */
const words: Record<RefusalCode, Words> = {
  unknown_quarter: { quarter: '2027-Q3' },
  bad_quarter: { came: 'spring' },
  already_attested: { by: 'Mia', quarter: 'first quarter of 2027', day: 'Monday 5 April' },
  list_changed: { quarter: 'first quarter of 2027' },
  list_incomplete: {},
  undecided_unsaid: { events: 'E-3 and E-5 are' },
  bad_tracker: {
    file: '"incidents.csv"',
    expected: 'at most 5 MB',
    came: '6000000 bytes',
    remedy: 'Give an export of the quarter alone.',
  },
  ambiguous_days: { example: '"03/04/2027"' },
  unknown_policy: { code: 'ISP-01' },
  unknown_code: { code: 'ISP-1', nearest: 'ISP-01 and ISP-10' },
  not_yet: { word: 'report', instead: 'Ask a policy manager to look at what happened.' },
  bad_command: {
    problem: '"golive" takes nothing after it',
    usage: '/policy golive',
    example: '/policy golive',
  },
  unknown_person: { email: 'ana@example.com' },
  unknown_setting: { key: 'timezon', nearest: 'timeZone' },
  bad_setting: { key: 'quorum', value: 'some', expected: 'any, all, or a number from 1 to 99' },
  channel_closed: { channel: '#security', why: 'it is archived', remedy: 'Choose another channel.' },
  bad_cadence: { came: '24' },
  bad_day: { came: '2027-02-30' },
  bad_instant: { came: '09:00' },
  bad_text: { field: 'title', longest: 300, came: 301 },
  code_taken: { code: 'ISP-01', title: 'Access control' },
  not_permitted: { who: 'a policy manager', what: 'go live', ask: 'Ask Mia, who manages the policies.' },
  happened_later: { day: '2027-03-02' },
  happened_long_ago: { day: '1999-12-31', oldest: '2000-01-01' },
  unknown_tag: { tag: 'billing', known: 'customer data' },
  no_encryption_key: {},
  source_known: { name: 'pagerduty' },
  unknown_source: { name: 'pager', known: 'pagerduty' },
  report_unsigned: {},
  report_stale: { came: '"1700000000"' },
  report_slow: { seconds: 10 },
  report_too_long: { longest: 65536 },
  bad_report: { problems: '"category": expected one of these, but "x" came' },
  report_differs: { id: 'alert-1', event: 'E-7' },
  too_many_reports: { most: 60, seconds: 1 },
  unknown_event: { number: 'E-7' },
  event_decided: { number: 7, state: 'significant' },
  event_open: { number: 7 },
  event_withdrawn: { number: 7 },
  deadline_outside: { day: '2027-05-01', from: '2027-03-01', latest: '2027-03-31' },
  no_policy_chosen: {},
  waiver_open: { code: 'ISP-01', until: 'Monday 3 May' },
  waiver_exhausted: { code: 'ISP-01', latest: 'Sunday 13 June' },
  waiver_outside: { day: 'Monday 14 June', from: 'Tuesday 2 March', latest: 'Sunday 13 June' },
  waiver_passed: { until: 'Monday 3 May' },
  waiver_undecidable: { code: 'ISP-01' },
  waiver_benefits: { why: 'you asked for it' },
  waiver_ended: { state: 'granted' },
  excuse_nobody: { name: 'Sam', what: '"ISP-01" 1.0' },
  excuse_self: {},
  stale: { what: 'the policy ISP-01' },
  both_changed: { fields: 'Title: now "Access", yours "Access control"' },
  not_live: {},
  already_live: { since: '2027-03-01' },
  golive_incomplete: { missing: 'a time zone and approvers' },
  wrong_state: {
    what: 'The review of "ISP-01"',
    state: 'submitted',
    wanted: 'started',
    remedy: 'Recall it first.',
  },
  no_open_review: { code: 'ISP-01' },
  review_open: { code: 'ISP-01' },
  text_missing: { number: '1.0' },
  number_not_higher: { number: '1.9', current: '1.10' },
  effective_past: { day: '2027-02-28' },
  kind_endorsed: { name: 'Ann', kind: 'minor' },
  effective_after_law: { day: 'Monday 22 March', number: 7, latest: 'Sunday 21 March' },
  unknown_component: { component: 'Privcy', nearest: 'Privacy' },
  effective_waiting: { number: '2.0', day: '2027-03-01' },
  awaiting: { kind: 'version', code: 'ISP-01' },
  not_awaiting: { code: 'ISP-01' },
  nothing_to_fold: { code: 'ISP-01' },
  review_needed: { code: 'ISP-01' },
  no_approver: { code: 'ISP-01' },
  all_barred: { code: 'ISP-01', why: 'Ana: you wrote it' },
  barred: { why: 'you wrote it' },
  hash_changed: { shown: 'aa11', found: 'bb22' },
  kind_differs: { kind: 'major' },
  already_decided: {},
  limited_scheduled: {},
  not_an_owner: { name: 'Ana', as: 'an owner', why: 'she has left' },
  not_independent: { name: 'Ana', why: 'they are an approver' },
  retired: { code: 'ISP-01' },
  not_asked: { what: 'version 2.0 of "ISP-01"' },
  step_needed: {},
  document_needed: {},
  snooze_overdue: {},
  snooze_none: { due: 'Monday 1 March' },
  snooze_unseen: { day: 'Thursday 11 March' },
  change_unseen: {},
  snooze_late: { due: '2027-03-01' },
  snooze_passed: { hour: '09:00', day: '2027-03-01' },
  nothing_owed: { code: 'ISP-01' },
  real_database: {},
  rehearsal_database: {},
  newer_database: { migration: '0099-later' },
  database_unusable: { address: 'file:/var/perennial.db', why: 'the folder is missing' },
  database_busy: {},
  second_server: { owner: 'process 4711 on box' },
  port_in_use: { port: 3000, variable: 'PORT' },
  clock_moves: {},
  many_workspaces: { ids: 'T1, T2' },
  unknown_workspace: { id: 'T3', ids: 'T1, T2' },
  other_team: { claimed: 'T1', came: 'T2' },
  bad_environment: { problems: 'PORT is "x", expected a number' },
  unknown_environment: { name: 'PERENIAL_PACE', nearest: 'PERENNIAL_PACE' },
  bad_request: { expected: 'a link to a message', came: '"x"' },
  unknown_command: { name: 'lits', nearest: 'list' },
  unknown_option: { name: '--jsn', command: 'perennial list', nearest: '--json' },
  bad_usage: { problem: 'The code is missing', command: 'perennial show' },
  kind_fixed: { kind: 'real', wanted: 'a rehearsal' },
  sandbox_on_real: {},
  rehearsal_only: { name: '--pace' },
  clock_unreachable: { url: 'http://127.0.0.1:3001', why: 'connection refused' },
  clock_back: { reached: '2027-03-01T09:00:00.000Z', came: '2027-02-01T09:00:00.000Z' },
  bad_answers: { file: 'answers.json', came: 'a list' },
  bad_catalogue: { came: 'mine' },
  other_workspace: {},
  bot_acts: {},
  deactivated_acts: {},
  guest_acts: {},
  unknown_to_slack: {},
  slack_silent: {},
  campaign_before_live: {},
  campaign_running: { name: 'Mia', day: 'Monday 1 March' },
  campaign_empty: {},
  campaign_unseen: {},
  path_unusable: { path: '/var/x', why: 'it is not a folder' },
}

const imperative =
  /(^|[.;:] |, (or |and |then )?|, so that )(Ask|Attach|Check|Choose|Correct|Do|Endorse|Give|Install|Join|Leave|Look|Name|Open|Read|Recall|Run|Save|Say|Send|Set|Shorten|Start|Stop|Submit|Unset|Try|Use|Wait|try)\b|\bmust decide\b|\bsay the\b/

const codes = Object.keys(words) as RefusalCode[]
const sentenceOf = (code: RefusalCode) => new Refusal(code, words[code]).message

describe('Every refusal', () => {
  test('has words here, and nothing else has', () => {
    expect(codes.sort()).toEqual(Object.keys(refusals).sort())
  })

  test.each(codes)('%s is said in whole sentences, with every word given', (code) => {
    expect(sentenceOf(code)).toMatch(/^["A-Z0-9/a-z-].*[^.\s]\.$/)
    expect(sentenceOf(code)).not.toMatch(/undefined|null|NaN|\[object|\.\.| {2}|\$\{/)
  })

  test.each(codes)('%s says everything that it was given', (code) => {
    for (const word of Object.values(words[code])) expect(sentenceOf(code)).toContain(String(word))
  })

  test.each(codes)('%s says what to do, in the imperative', (code) => {
    expect(sentenceOf(code)).toMatch(imperative)
  })

  test.each(codes)('%s asks for nothing politely, and cries out nothing', (code) => {
    expect(sentenceOf(code)).not.toMatch(/\b(please|kindly|sorry|oops)\b|!/i)
  })
})

test('a sentence that lacks its words, its full stop or its remedy would be found', () => {
  expect(new Refusal('bad_day').message).toContain('undefined')
  expect('Nothing works').not.toMatch(/^["A-Z0-9/a-z-].*[^.\s]\.$/)
  expect('The policy is unknown.').not.toMatch(imperative)
})

test('what is said in Slack names windows, and on the command line commands', () => {
  const [live, approver] = [
    new Refusal('golive_incomplete', { missing: 'approvers' }),
    new Refusal('no_approver', { code: 'ISP-01' }),
  ]
  for (const { message, onCommandLine } of [live, approver]) {
    expect(message).toContain('"/policy settings"')
    expect(message).not.toContain('perennial')
    expect(onCommandLine).toContain('perennial settings set')
    expect(onCommandLine).toMatch(imperative)
  }
  const ambiguous = new Refusal('ambiguous_days', { example: '"03/04/2027"' })
  expect(ambiguous.message).not.toContain('--')
  expect(ambiguous.onCommandLine).toContain('--date-order dmy')
  expect(new Refusal('bad_day', { came: 'x' }).onCommandLine).toBe(
    new Refusal('bad_day', { came: 'x' }).message,
  )
})

test('a refusal carries its code, and the field it speaks of where there is one', () => {
  expect(() => refuse('bad_day', { came: 'soon' }, 'effectiveOn')).toThrow(
    expect.objectContaining({
      name: 'Refusal',
      code: 'bad_day',
      field: 'effectiveOn',
      message:
        'Expected a calendar day such as 2027-03-01, but "soon" came. Give a day that exists, in this form.',
    }),
  )
  expect(new Refusal('not_live').field).toBeUndefined()
})
