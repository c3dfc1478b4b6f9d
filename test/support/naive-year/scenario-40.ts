import { addDays, type Day } from './calendar.ts'
import { happeningsOfTheYear } from './happenings-40.ts'
import { randomFrom } from './random.ts'
import type { Scenario, ScenarioPolicy } from './scenario.ts'

const mail = (name: string) => `${name}@example.com`

const names = {
  'Europe/Vienna': ['mara', 'anton', 'agnes', 'olga', 'oskar', 'dora'],
  'Europe/London': ['milan', 'lily', 'liam'],
  'America/Los_Angeles': ['abby', 'lane'],
  'Asia/Kolkata': ['kiran', 'dev'],
  'Pacific/Auckland': ['aroha'],
}

/** Owners in turn. Liam never does anything; Kiran, who approves as well, leaves in June. */
const owners = ['olga', 'kiran', 'lane', 'oskar', 'aroha', 'lily', 'agnes', 'dev', 'milan', 'olga']
const deputies = ['dora', 'oskar', 'dev', 'lily', 'aroha']

/** Month ends, a leap day, reviews long overdue, reviews just done, and one never reviewed. */
const notableLastReviews: (Day | null)[] = [
  '2024-02-29',
  '2025-03-31',
  '2025-05-31',
  '2025-08-31',
  '2025-10-31',
  '2025-12-31',
  '2026-01-31',
  '2026-02-28',
  null,
  '2025-02-28',
]

const cadences = [12, 12, 6, 12, 3, 12, 6, 12, 12, 1]

/** One later than the cadence gives, one earlier, and one without a last review. */
const statedNext = new Map([
  [17, '2026-07-31'],
  [30, '2026-04-30'],
  [33, '2026-07-31'],
])

function policies(): ScenarioPolicy[] {
  const random = randomFrom(40)
  return Array.from({ length: 40 }, (_, i) => {
    const neverDone = i === 13 || i === 27
    const cadenceMonths = neverDone ? 12 : cadences[(i * 7) % 10]!
    const earliest = Math.round(random() * cadenceMonths * 30)
    const last = i % 4 === 0 ? notableLastReviews[i / 4]! : addDays('2026-02-16', -earliest)
    const owner = neverDone ? 'liam' : owners[i % 10]!
    const others = deputies.filter((name) => name !== owner)
    return {
      code: `P-${String(i + 1).padStart(2, '0')}`,
      owner: mail(owner),
      deputies: [others[i % others.length]!, others[(i + 1) % others.length]!]
        .slice(0, 1 + (i % 2))
        .map(mail),
      cadenceMonths,
      importedOn: i === 28 ? '2026-02-28' : '2026-02-16',
      lastReviewedOn: i === 33 ? null : i === 13 ? '2025-04-30' : last,
      statedNextOn: statedNext.get(i) ?? null,
      version: i === 27 ? null : '1.0',
    }
  })
}

/** Forty policies, fourteen people in five zones, thirteen months from 2 March 2026. */
export function scenario40(): Scenario {
  const world: Omit<Scenario, 'happenings'> = {
    zone: 'Europe/Vienna',
    weekend: [6, 7],
    closedDays: [
      ...['2026-04-06', '2026-05-01', '2026-05-14', '2026-05-15', '2026-05-25', '2026-06-04'],
      ...['2026-10-26', '2026-12-08', '2026-12-24', '2026-12-25', '2026-12-31'],
      ...['2027-01-01', '2027-01-06', '2027-03-29'],
    ],
    people: Object.entries(names).flatMap(([zone, here]) =>
      here.map((name) => ({ email: mail(name), zone })),
    ),
    managers: ['mara', 'milan'].map(mail),
    approvers: ['anton', 'agnes', 'abby', 'kiran'].map(mail),
    governanceChannel: '#security',
    liveAt: '2026-03-02T07:12:00Z',
    policies: policies(),
    until: '2027-04-02T00:00:00Z',
  }
  return { ...world, happenings: happeningsOfTheYear(world, { idle: mail('liam'), leaver: mail('kiran') }) }
}
