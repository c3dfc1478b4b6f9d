import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '../../../src/rules/refusal.ts'
import { parseCommand } from '../../../src/slack/command-line.ts'
import { questionIn } from '../../../src/slack/questions/question.ts'

/** Monday. */
const today = '2027-03-01'
const asked = (text: string) => questionIn(text, today)
const command = (text: string, rest = '') => ({ ask: 'command', text, rest })
const policy = (named: string, about = 'policy') => ({ ask: 'policy', about, named })
const missing = (named: string) => policy(named, 'missing')

describe('What is due', () => {
  test.each([
    ['what is due in March', 'due due in march'],
    ['What is due in March?', 'due due in march'],
    ['whats due in march', 'due due in march'],
    ["what's due in march 2028?", 'due due in march 2028'],
    ['in march, what is due?', 'due due in march'],
    ['Hi, what is due in March, please?', 'due due in march'],
    ['hello there! can you tell me what is due in mar', 'due due in march'],
    ['good morning, what is due in Sept', 'due due in september'],
    ['What falls due in febuary?', 'due due in february'],
    ['what is due in may', 'due due in may'],
    ['is anything due in April?', 'due due in april'],
    ['what is due', 'due'],
    ['what is due now?', 'due'],
    ['what is coming up', 'due'],
    ['what is due today?', 'due due 2027-03-01..2027-03-01'],
    ['what is due tomorrow', 'due due 2027-03-02..2027-03-02'],
    ['what is due this week', 'due due 2027-03-01..2027-03-07'],
    ['what is due next week?', 'due due 2027-03-08..2027-03-14'],
    ['What was due last week?', 'due due 2027-02-22..2027-02-28'],
    ['what is due this month', 'due due 2027-03-01..2027-03-31'],
    ['what is due next month?', 'due due 2027-04-01..2027-04-30'],
    ['next month what is due', 'due due 2027-04-01..2027-04-30'],
    ['what is due this quarter', 'due due 2027-01-01..2027-03-31'],
    ['what is due this year', 'due due 2027-01-01..2027-12-31'],
    ['what is due in 30 days', 'due due 2027-03-01..2027-03-31'],
    ['what is due within the next two weeks', 'due due 2027-03-01..2027-03-15'],
    ['what will be due in a month', 'due due 2027-03-01..2027-04-01'],
    ['what is due by June?', 'due due 2027-03-01..2027-06-30'],
    ['what is due before June', 'due due 2027-03-01..2027-05-31'],
    ['what is overdue', 'due overdue'],
    ['What is overdue today?!', 'due overdue'],
    ['overdue', 'due overdue'],
    ['is anything late?', 'due overdue'],
    ['what of <@U12|marek> is overdue', 'due overdue owner <@U12>'],
    ['what does <@U12> owe?', 'due owner <@U12>'],
    ['what do I owe', 'due mine'],
    ['What do i still owe this week?', 'due due 2027-03-01..2027-03-07 mine'],
    ['what do I have to do', 'due mine'],
    ['what is waiting for me?', 'due mine'],
    ['my tasks', 'due mine'],
    ['which reviews are open', 'due reviews'],
    ['open reviews', 'due reviews'],
    ['which reviews are open in march?', 'due reviews due in march'],
    ['which of my reviews are overdue', 'due reviews overdue mine'],
    ['which reports are open?', 'due reports'],
    ['what is awaiting endorsement', 'due endorsements'],
    ['which acknowledgments are missing', 'due acknowledgments'],
  ])('%s', (text, expected) => {
    expect(asked(text)).toEqual(command(expected))
  })
})

describe('Which policies', () => {
  test.each([
    ['what do I own', 'list mine'],
    ['What do i own?', 'list mine'],
    ['which policies do I own', 'list mine'],
    ['which policies are mine?', 'list mine'],
    ['my policies', 'list mine'],
    ['which policies has <@U12|marek>', 'list owner <@U12>'],
    ["<@U12>'s policies", 'list owner <@U12>'],
    ['what does <@U12> own?', 'list owner <@U12>'],
    ['which policies are overdue', 'list overdue'],
    ['which of my policies are overdue?', 'list overdue mine'],
    ['which policies are due in March', 'list due in march'],
    ['which policies are due next month?', 'list due 2027-04-01..2027-04-30'],
    ['which policies are drafts', 'list draft'],
    ['what is retired', 'list retired'],
    ['policies', 'list'],
    ['show me all the policies', 'list'],
    ['what is not covered', 'coverage'],
    ['What is not covered?', 'coverage'],
    ['what are the gaps', 'coverage'],
    ['which components have no policy', 'coverage'],
    ['coverage', 'coverage'],
    ['what do I have to acknowledge', 'ack'],
    ['what do i need to read?', 'ack'],
    ['what do I have to endorse', 'endorse'],
    ['which approvals are waiting for me', 'endorse'],
  ])('%s', (text, expected) => {
    expect(asked(text)).toEqual(command(expected))
  })

  test.each([
    ['which policies has Marek', 'list', 'marek'],
    ['Which policies does Marek Weber have?', 'list', 'marek weber'],
    ["marek's policies", 'list', 'marek'],
    ['what does Marek own', 'list', 'marek'],
    ['what does Marek owe?', 'due', 'marek'],
    ['which policies about cloud are overdue', 'list overdue', 'about cloud'],
  ])('%s: with a name that is looked for', (text, expected, rest) => {
    expect(asked(text)).toEqual(command(expected, rest))
  })
})

describe('About one policy', () => {
  test.each([
    ['who has not acknowledged access control', missing('access control')],
    ['Who has not yet acknowledged Access Control?', missing('access control')],
    ["who hasn't acknowledged ISP-07", missing('isp-07')],
    ['who hasnt read the access control policy', missing('access control policy')],
    ['who still has to acknowledge ISP-07?', missing('isp-07')],
    ['who is missing for access control', missing('access control')],
    ['has everyone acknowledged access control?', missing('access control')],
    ['how many have acknowledged ISP-07', missing('isp-07')],
    ['acknowledgments of access control', missing('access control')],
    ['who owns incident management', policy('incident management')],
    ['Who owns "Incident management"?', policy('incident management')],
    ['who is the owner of ISP-18', policy('isp-18')],
    ['whos responsible for incident management', policy('incident management')],
    ['owner of ISP-18', policy('isp-18')],
    ['when is access control due', policy('access control')],
    ['When is the next review of access control?', policy('access control')],
    ['when must access control be reviewed', policy('access control')],
    ['whens ISP-07 due', policy('isp-07')],
    ['when was ISP-07 last reviewed', policy('isp-07')],
    ['when was the last review of ISP-07', policy('isp-07')],
    ['last review of ISP-07', policy('isp-07')],
    ['is access control in force', policy('access control')],
    ['Is ISP-07 still valid?', policy('isp-07')],
    ['isnt ISP-07 overdue', { ask: 'policy', about: 'policy', named: 'isp-07' }],
    ['has ISP-07 been reviewed', policy('isp-07')],
    ['is access control covered?', policy('access control')],
    ['what version of ISP-07 is in force', policy('isp-07')],
    ['status of ISP-07', policy('isp-07')],
    ['tell me about access control', policy('access control')],
    ['what about access control?', { ask: 'title', named: 'access control' }],
    ['what is access control', { ask: 'title', named: 'access control' }],
    ['please show me ISP-07', policy('isp-07')],
    ['show ISP-07', policy('isp-07')],
    ['what is the status of policy, standards and procedures', policy('policy, standards and procedures')],
    ['ISP-07', { ask: 'title', named: 'isp-07' }],
    ['access control?', { ask: 'title', named: 'access control' }],
  ])('%s', (text, expected) => {
    expect(asked(text)).toEqual(expected)
  })
})

describe('A command is understood as it is typed', () => {
  test.each([
    ['/policy list overdue', 'list overdue'],
    ['/policy due in March', 'due in March'],
    ['list owner <@U12|ana>', 'list owner <@U12|ana>'],
    ['review ISP-07', 'review ISP-07'],
    ['report a laptop was stolen', 'report a laptop was stolen'],
    ['add a policy', 'add'],
    ['settings', 'settings'],
    ['help', 'help'],
    ['help me', 'help'],
  ])('%s', (text, expected) => {
    expect(asked(text)).toEqual(command(expected))
  })
})

describe('Nothing is made up', () => {
  test.each(['', '  ', 'hi', 'Hello!', 'Hey there', 'good morning', 'thanks!', 'thank you very much', 'ok'])(
    'asks nothing: %j',
    (text) => {
      expect(asked(text)).toEqual({ ask: 'nothing' })
    },
  )

  test.each([
    'what is for lunch',
    'what is not due',
    'what is due in March and in April',
    'what do <@U12> and <@U13> owe',
    'who may endorse',
    'where are we going',
  ])('is no list: %j', (text) => {
    expect(asked(text).ask).not.toBe('command')
  })

  test('what is longer than a question is none', () => {
    expect(asked('what is due '.repeat(50))).toEqual({ ask: 'unknown' })
  })
})

const pieces = fc.constantFrom(
  ...'what who when which is are due overdue in March next week 30 days my I owe own has not acknowledged show the policy policies reviews covered <@U1|a> <@U1> <#C1> &lt;!channel&gt; *b* `c` " \' ? , . …'.split(
    ' ',
  ),
)

test('No text whatever breaks it, and every command that it asks is one that is understood', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 700 }),
    fc.array(pieces, { maxLength: 12 }).map((words) => words.join(' ')),
  )
  fc.assert(
    fc.property(anything, (text) => {
      const question = asked(text)
      if (question.ask !== 'command') return
      try {
        expect(parseCommand(question.text).word).not.toBe('unknown')
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal)
        throw error
      }
    }),
    { numRuns: 3_000 },
  )
})
