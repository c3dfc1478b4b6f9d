import type { Cause } from '../../../src/rules/disclosure.ts'
import type {
  AcknowledgeItem,
  DistributionItem,
  EndorseItem,
  FillItem,
  MessageFacts,
  MessageItem,
  MissingItem,
  Named,
  OutcomeItem,
  ReviewItem,
  SettledItem,
} from '../../../src/rules/message-facts.ts'
import type { AttestedItem, AttestItem, ReportItem, TriageItem } from '../../../src/rules/report-facts.ts'
import type { DecideItem, ExcusedItem, WaiverItem } from '../../../src/rules/waiver-facts.ts'

export const ana: Named = { name: 'Ana Weber', slackId: 'U0ANAWEBER' }
export const leo: Named = { name: 'Leo Brandt', slackId: 'U0LEOBRAND' }
export const marek: Named = { name: 'Marek Novak', slackId: 'U0MAREKNOV' }
export const jo: Named = { name: 'Jo Keller', slackId: null }

export const cause = (what: string | null): Cause => ({ category: 'security_event', what })

/** Monday 22 February 2027 in Vienna. */
const today = '2027-02-22'

export const facts = (kind: MessageFacts['kind'], ...items: MessageItem[]): MessageFacts => ({
  kind,
  today,
  zone: 'Europe/Vienna',
  portalUrl: null,
  items,
})

export const review = (more: Partial<ReviewItem> = {}): ReviewItem => ({
  is: 'review',
  obligation: 'o1',
  subject: 'r1',
  policy: 'p7',
  code: 'ISP-07',
  title: 'Access control',
  as: 'holder',
  kind: 'scheduled',
  cadenceMonths: 12,
  dueOn: '2027-03-01',
  reviewDueOn: '2027-03-15',
  waivedUntil: null,
  lastReviewedOn: '2026-03-15',
  causes: [],
  isAfterSubmission: false,
  holders: [marek],
  standInFor: null,
  isStarted: false,
  snoozedUntil: null,
  waiver: null,
  mayWaive: false,
  mayHandOver: true,
  nextToHear: null,
  ...more,
})

export const endorse = (more: Partial<EndorseItem> = {}): EndorseItem => ({
  is: 'endorse',
  obligation: 'o2',
  subject: 's1',
  policy: 'p7',
  code: 'ISP-07',
  title: 'Access control',
  as: 'holder',
  kind: 'version',
  dueOn: '2027-03-01',
  number: '3.0',
  changeKind: 'major',
  effectiveOn: null,
  scope: 'whole policy',
  summary: 'Passkeys replace passwords.\nShared accounts end.',
  statement: null,
  considered: ['incidents', 'law and contracts'],
  causes: [],
  late: null,
  writtenBy: [marek],
  submittedBy: marek,
  submittedAt: '2027-02-22T09:04:00.000Z',
  awaited: [leo, ana],
  standInFor: null,
  sha256: 'ab'.repeat(32),
  text: 'v3',
  canCompare: true,
  difference: {
    added: 12,
    removed: 3,
    firstLines: ['+ Passkeys are used.', '- Passwords have 8 characters.'],
  },
  eventsSince: 1,
  ...more,
})

export const acknowledge = (more: Partial<AcknowledgeItem> = {}): AcknowledgeItem => ({
  is: 'acknowledge',
  subject: 'v3',
  policy: 'p2',
  code: 'ISP-02',
  title: 'Acceptable use',
  as: 'holder',
  number: '3.0',
  lastGiven: '2.4',
  dueOn: '2027-03-01',
  summary: null,
  ...more,
})

export const missing = (more: Partial<MissingItem> = {}): MissingItem => ({
  is: 'who is missing',
  subject: 'v3',
  policy: 'p2',
  code: 'ISP-02',
  title: 'Acceptable use',
  as: 'holder',
  number: '3.0',
  asked: 40,
  given: 34,
  excused: 0,
  missing: [ana, jo],
  more: 4,
  ...more,
})

export const fill = (more: Partial<FillItem> = {}): FillItem => ({
  is: 'fill',
  policy: 'p9',
  code: 'ISP-09',
  title: 'Privacy',
  as: 'holder',
  dueOn: '2027-03-05',
  left: jo,
  leftOn: '2027-02-19',
  statedOwner: null,
  standIn: ana,
  ...more,
})

export const triage = (more: Partial<TriageItem> = {}): TriageItem => ({
  is: 'triage',
  as: 'holder',
  subject: 'e1',
  number: 41,
  category: 'security_event',
  dueOn: '2027-02-24',
  happenedOn: '2027-02-20',
  what: 'A laptop with customer data was stolen at the airport.',
  tags: ['customer data'],
  link: 'https://tickets.example.com/41',
  reporter: marek,
  criteria: 'Data, access or a service was harmed.',
  reopened: null,
  proposed: [
    { policy: 'p7', code: 'ISP-07', title: 'Access control', why: 'rule: security event, customer data' },
  ],
  ...more,
})

export const report = (more: Partial<ReportItem> = {}): ReportItem => ({
  is: 'report',
  subject: 'e1',
  number: 41,
  category: 'security_event',
  mergedInto: null,
  reopened: null,
  decided: {
    as: 'significant',
    by: ana,
    rule: null,
    on: '2027-02-22',
    reason: 'Nobody knew whom to call.',
    reviews: [{ policy: 'p7', code: 'ISP-07', title: 'Access control', dueOn: '2027-03-24', state: 'open' }],
  },
  ...more,
})

export const decide = (more: Partial<DecideItem> = {}): DecideItem => ({
  is: 'decide',
  as: 'holder',
  policy: 'p7',
  code: 'ISP-07',
  title: 'Access control',
  subject: 'w1',
  dueOn: '2027-02-25',
  kind: 'scheduled',
  cadenceMonths: 12,
  reviewDueOn: '2027-02-19',
  waivedUntil: null,
  askedBy: marek,
  reason: 'The auditors are here until April.',
  until: '2027-04-30',
  latest: '2027-05-20',
  earlier: [],
  awaited: [leo],
  standInFor: null,
  ...more,
})

export const waiver = (more: Partial<WaiverItem> = {}): WaiverItem => ({
  is: 'waiver',
  policy: 'p7',
  code: 'ISP-07',
  title: 'Access control',
  subject: 'w1',
  kind: 'scheduled',
  cadenceMonths: 12,
  reviewDueOn: '2027-02-19',
  askedBy: marek,
  until: '2027-04-30',
  decision: {
    is: 'granted',
    by: leo,
    at: '2027-02-22T09:04:00.000Z',
    until: '2027-04-16',
    isShorter: true,
    comment: 'Not later than the board meets.',
  },
  submitBy: '2027-04-02',
  ...more,
})

export const excused = (more: Partial<ExcusedItem> = {}): ExcusedItem => ({
  is: 'excused',
  policy: 'p2',
  code: 'ISP-02',
  title: 'Acceptable use',
  subject: 'v3',
  number: '3.0',
  by: marek,
  reason: 'On parental leave until August.',
  ...more,
})

export const toAttest = (more: Partial<AttestItem> = {}): AttestItem => ({
  is: 'attest',
  as: 'holder',
  subject: '2026-Q4',
  dueOn: '2027-02-24',
  significant: 3,
  notSignificant: 2,
  undecided: 1,
  ...more,
})

export const attested = (more: Partial<AttestedItem> = {}): AttestedItem => ({
  is: 'attested',
  subject: '2026-Q4',
  attested: { by: ana, at: '2027-02-22T09:04:00.000Z', significant: 3 },
  ...more,
})

export const outcome = (more: Partial<OutcomeItem> = {}): OutcomeItem => ({
  is: 'outcome',
  subject: 's1',
  review: null,
  submitAgainWith: [],
  again: null,
  policy: 'p7',
  code: 'ISP-07',
  title: 'Access control',
  kind: 'version',
  result: 'endorsed',
  number: '3.0',
  by: [leo],
  reason: null,
  comment: null,
  inForceOn: '2027-02-22',
  nextReviewDueOn: '2028-02-22',
  submitAgainBy: null,
  ...more,
})

export const distribution = (more: Partial<DistributionItem> = {}): DistributionItem => ({
  is: 'distribution',
  subject: 'v3',
  policy: 'p7',
  code: 'ISP-07',
  title: 'Access control',
  number: '3.0',
  changeKind: 'major',
  summary: 'Passkeys replace passwords.\n\nShared accounts end.\nGuests need a sponsor.\nA fourth line.',
  endorsedBy: [leo],
  inForceOn: '2027-02-22',
  daysToAcknowledge: 14,
  dueOn: null,
  again: null,
  ...more,
})

export const settled = (ending: SettledItem['ending'], more: Partial<SettledItem> = {}): SettledItem => ({
  is: 'settled',
  was: 'acknowledge',
  as: 'holder',
  policy: 'p7',
  code: 'ISP-07',
  title: 'Access control',
  dueOn: '2027-03-01',
  number: '3.0',
  ending,
  ...more,
})

/** Blocks as a reader sees them, one line a block; what stands apart begins with a bar. */
export function read(blocks: unknown[]): string {
  return (blocks as Shown[]).map(readBlock).join('\n')
}

type Shown = {
  type: string
  text?: string | { text: string }
  elements?: Shown[]
  style?: string
}

function readBlock({ type, text, elements = [] }: Shown): string {
  if (typeof text === 'object') return text.text
  if (type === 'actions') return elements.map(readButton).join(' ')
  if (type === 'context') return `(${elements.map((one) => one.text).join('')})`
  const apart = (part: Shown) => (part.elements ?? []).map((one) => one.text).join('')
  return elements
    .map((part) => (part.type === 'rich_text_section' ? apart(part) : apart(part).replace(/^/gm, '| ')))
    .join('\n')
}

/** `[Read]`, and `[*Acknowledge*]` where it stands out. */
function readButton({ text, style }: Shown): string {
  const words = typeof text === 'object' ? text.text : ''
  return style === undefined ? `[${words}]` : `[*${words}*]`
}
