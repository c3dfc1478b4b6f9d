import { refuse } from '../rules/refusal.ts'

/** The words of `/policy`: what each takes, and how it is explained. */

export type Takes = 'nothing' | 'a word' | 'a filter' | 'a code' | 'a text'

export const words = {
  list: {
    takes: 'a filter',
    button: 'List',
    usage:
      'list [draft|active|retired] [in compliance] [due in 30 days] [overdue] [awaiting endorsement] [without owner] [without text] [out of cycle] [acknowledgments missing] [due in MONTH] [mine|owner @PERSON] [tag:TAG] [component:NAME] [TEXT] [page N]',
    example: 'list overdue owner @ana',
    says: 'the register: every policy with its owner and its next review',
  },
  show: {
    takes: 'a code',
    button: 'Show',
    usage: 'show CODE',
    example: 'show ISP-07',
    says: 'one policy: who is responsible, what is in force, what is open',
  },
  due: {
    takes: 'a filter',
    button: 'Due',
    usage:
      'due [overdue] [in MONTH|DAY..DAY] [reviews|endorsements|acknowledgments|reports] [mine|owner @PERSON] [tag:TAG] [TEXT] [page N]',
    example: 'due in March',
    says: 'what is due and with whom, yours first',
  },
  coverage: {
    takes: 'nothing',
    button: 'Coverage',
    usage: 'coverage',
    example: 'coverage',
    says: 'which component of the programme has a policy in force, and which has none',
  },
  report: {
    takes: 'a text',
    button: 'Report',
    usage: 'report [TEXT|E-NUMBER]',
    example: 'report a laptop with customer data was stolen',
    says: 'report what may need a policy to be reviewed before its time, or open a report by its number',
  },
  review: {
    takes: 'a code',
    button: 'Review',
    usage: 'review CODE',
    example: 'review ISP-07',
    says: 'examine a policy: reaffirm, revise or retire it',
  },
  submit: {
    takes: 'a code',
    button: 'Submit',
    usage: 'submit CODE',
    example: 'submit ISP-07',
    says: 'bring a new version for endorsement',
  },
  endorse: {
    takes: 'a code',
    button: 'Endorse',
    usage: 'endorse [CODE]',
    example: 'endorse',
    says: 'what awaits your endorsement',
  },
  ack: {
    takes: 'a code',
    button: 'Acknowledge',
    usage: 'ack [CODE]',
    example: 'ack ISP-07',
    says: 'what you are asked to acknowledge',
  },
  snooze: {
    takes: 'a code',
    button: 'Snooze',
    usage: 'snooze CODE',
    example: 'snooze ISP-07',
    says: 'move your own next reminder',
  },
  waive: {
    takes: 'a code',
    button: 'Waive',
    usage: 'waive CODE',
    example: 'waive ISP-07',
    says: 'ask that a review may be later than it is due',
  },
  delegate: {
    takes: 'nothing',
    button: 'Delegate',
    usage: 'delegate',
    example: 'delegate',
    says: 'name who acts for you while you are away',
  },
  add: {
    takes: 'nothing',
    button: 'Add',
    usage: 'add',
    example: 'add',
    says: 'register a policy',
  },
  edit: {
    takes: 'a code',
    button: 'Edit',
    usage: 'edit CODE',
    example: 'edit ISP-07',
    says: 'change what is registered of a policy',
  },
  handover: {
    takes: 'a code',
    button: 'Hand over',
    usage: 'handover CODE|@PERSON',
    example: 'handover ISP-07',
    says: 'give a policy, or all that a person has of policies, to somebody else',
  },
  audience: {
    takes: 'a code',
    button: 'Audience',
    usage: 'audience CODE',
    example: 'audience ISP-07',
    says: 'choose whom a policy concerns',
  },
  retire: {
    takes: 'a code',
    button: 'Retire',
    usage: 'retire CODE',
    example: 'retire ISP-07',
    says: 'end a policy that is no longer needed',
  },
  settings: {
    takes: 'nothing',
    button: 'Settings',
    usage: 'settings',
    example: 'settings',
    says: 'policy managers, approvers, time zone and the rest',
  },
  golive: {
    takes: 'nothing',
    button: 'Go live…',
    usage: 'golive',
    example: 'golive',
    says: 'see who would receive what, and start reminding',
  },
  help: {
    takes: 'a word',
    button: 'Help',
    usage: 'help [WORD]',
    example: 'help list',
    says: 'what you can do here',
  },
} as const satisfies Record<
  string,
  { takes: Takes; button: string; usage: string; example: string; says: string }
>

export type Word = keyof typeof words

export const allWords = Object.keys(words) as Word[]

type WordsThatTake<T extends Takes> = { [W in Word]: (typeof words)[W]['takes'] extends T ? W : never }[Word]
export type CodeWord = WordsThatTake<'a code'>
export type FilterWord = WordsThatTake<'a filter'>
export type BareWord = WordsThatTake<'nothing'>
export type TextWord = WordsThatTake<'a text'>

/** A word that is known, used as it is not meant. */
export function refuseUse(word: Word, problem: string): never {
  const { usage, example } = words[word]
  return refuse('bad_command', { problem, usage: `/policy ${usage}`, example: `/policy ${example}` })
}
