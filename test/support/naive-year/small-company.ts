import { naiveYear } from './naive-year.ts'
import type { Message, Scenario, ScenarioPolicy } from './scenario.ts'

/** Reviewed on 15 June 2025, so due on Monday 15 June 2026 and to be submitted by Monday 1 June. */
export function policy(code: string, change: Partial<ScenarioPolicy> = {}): ScenarioPolicy {
  return {
    code,
    owner: 'olga',
    deputies: ['dan'],
    cadenceMonths: 12,
    importedOn: '2026-02-20',
    lastReviewedOn: '2025-06-15',
    statedNextOn: null,
    version: '1.0',
    ...change,
  }
}

/** Five people in Vienna; live on Monday 2 March 2026 at 08:00 there. */
export function company(change: Partial<Scenario> = {}): Scenario {
  return {
    zone: 'Europe/Vienna',
    weekend: [6, 7],
    closedDays: [],
    people: ['olga', 'dan', 'mia', 'ann', 'amy'].map((email) => ({ email, zone: 'Europe/Vienna' })),
    managers: ['mia'],
    approvers: ['ann', 'amy'],
    governanceChannel: '#security',
    liveAt: '2026-03-02T07:00:00Z',
    policies: [policy('P-01')],
    happenings: [],
    until: '2026-07-01T00:00:00Z',
    ...change,
  }
}

/** The five, some of them in another zone. */
export function peopleIn(zones: Record<string, string>): Scenario['people'] {
  return company().people.map(({ email, zone }) => ({ email, zone: zones[email] ?? zone }))
}

/** What the managers are to attest is told where it is asked for alone, since it comes in every quarter. */
const withAttestations = (items: Message['items']) => items
const withoutAttestations = (items: Message['items']) =>
  items.filter(({ obligation }) => obligation !== 'attest')

/** One line a message, for those sent in [from, until) to these recipients and of these kinds. */
export function told(
  scenario: Scenario,
  wanted: {
    to?: string[]
    kinds?: Message['kind'][]
    from?: string
    until?: string
    tellsAttestations?: true
  } = {},
): string[] {
  const told = wanted.tellsAttestations ? withAttestations : withoutAttestations
  return naiveYear(scenario)
    .map((message) => ({ ...message, items: told(message.items) }))
    .filter(({ items }) => items.length > 0)
    .filter(({ to }) => !wanted.to || wanted.to.includes(to))
    .filter(({ kind }) => !wanted.kinds || wanted.kinds.includes(kind))
    .filter(({ at }) => at >= (wanted.from ?? '') && at < (wanted.until ?? '9999'))
    .map(line)
}

function line({ at, to, kind, items }: Message): string {
  const said = items.map((item) => {
    const what = item.as === 'escalation' ? `${item.obligation} (escalation)` : item.obligation
    return [item.code, what, item.dueOn, item.words].join(' ').trim()
  })
  return `${at} ${to} ${kind}: ${said.join('; ')}`
}
