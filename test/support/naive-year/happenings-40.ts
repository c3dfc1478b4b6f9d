import { addDays, type Day, laterDay } from './calendar.ts'
import { dayIn, formatMinute, type Instant, instantAt, isInHours, parseInstant } from './clock.ts'
import { importedReviewDays, nextReviewDays, submitBy } from './due-days.ts'
import { randomFrom } from './random.ts'
import type { ChangeKind, Happening, Scenario, ScenarioPolicy } from './scenario.ts'

type Place = Omit<Scenario, 'happenings'>
type Cast = { idle: string; leaver: string }
type Year = { place: Place; cast: Cast; random: () => number; taken: Set<Instant>; happenings: Happening[] }
/** One policy's course through the year. */
type Course = Year & { policy: ScenarioPolicy; heir: { from: Instant; owner: string } | null }
type Proposal = { change: ChangeKind | null; number: string }

const minute = 60 * 1000
const day = 24 * 60 * minute

const leavesAt = parseInstant('2026-06-17T12:23:00Z')

/** The first ends in the morning of Vienna, the second in its evening, the third over the holidays. */
const outages = [
  { at: '2026-04-17T14:30:00Z', until: '2026-04-21T08:17:00Z' },
  { at: '2026-09-09T05:00:00Z', until: '2026-09-10T17:41:00Z' },
  { at: '2026-12-22T10:00:00Z', until: '2026-12-29T09:05:00Z' },
]

/** What people do: each review a few days around its submit-by day, each acknowledgment some days after asking. */
export function happeningsOfTheYear(place: Place, cast: Cast): Happening[] {
  const year: Year = { place, cast, random: randomFrom(2026), taken: new Set(), happenings: [] }
  for (const outage of outages) year.happenings.push({ ...outage, do: 'down' })
  year.happenings.push({ at: isoMinute(freeMinute(year, leavesAt)), do: 'leave', person: cast.leaver })
  for (const policy of place.policies) {
    const heir = handOver(year, policy)
    if (policy.owner !== cast.idle) liveThrough({ ...year, policy, heir })
  }
  attestations(year)
  const until = parseInstant(place.until)
  return year.happenings
    .filter((happening) => parseInstant(happening.at) < until)
    .sort((a, b) => parseInstant(a.at) - parseInstant(b.at))
}

/** One before its first reminder, one between two, one overdue; the last of the year is left undone. */
function attestations(year: Year): void {
  const [first, second] = year.place.managers
  const attested = [
    { at: '2026-04-09T12:10:00Z', code: '2026-Q1', by: second! },
    { at: '2026-07-02T08:40:00Z', code: '2026-Q2', by: first! },
    { at: '2026-10-22T15:20:00Z', code: '2026-Q3', by: second! },
  ]
  for (const { at, ...one } of attested)
    year.happenings.push({ at: isoMinute(freeMinute(year, parseInstant(at))), do: 'attest', ...one })
}

function isoMinute(instant: Instant): string {
  return formatMinute(instant).replace('Z', ':00Z')
}

/** The next minute of which nothing else is known: no happening, no outage, no full quarter of an hour. */
function freeMinute(year: Year, wanted: Instant): Instant {
  let at = wanted - (wanted % minute)
  while (year.taken.has(at) || isDown(at) || at % (15 * minute) === 0) at += minute
  year.taken.add(at)
  return at
}

function isDown(at: Instant): boolean {
  return outages.some((outage) => parseInstant(outage.at) <= at && at <= parseInstant(outage.until))
}

/** The leaver's policies find new owners one by one, the last of them after the vacancy is overdue. */
function handOver(year: Year, policy: ScenarioPolicy): Course['heir'] {
  const { place, cast } = year
  if (policy.owner !== cast.leaver) return null
  const nth = place.policies.filter((one) => one.owner === policy.owner).indexOf(policy)
  const from = freeMinute(year, leavesAt + (3 + nth * 9) * day)
  const heirs = place.people.filter(({ email }) => isPlain(year, email) && email !== cast.idle)
  const owner = heirs[nth % heirs.length]!.email
  const by = place.managers[0]!
  year.happenings.push({ at: isoMinute(from), do: 'transfer', code: policy.code, to: owner, by })
  return { from, owner }
}

function isPlain({ place }: Year, person: string): boolean {
  return !place.managers.includes(person) && !place.approvers.includes(person)
}

function liveThrough(course: Course): void {
  const { place, policy, random } = course
  const until = parseInstant(place.until)
  const majors: Instant[] = []
  const version = { major: 1, minor: 0, patch: 0 }
  let review = importedReviewDays(policy)
  let now = parseInstant(place.liveAt)
  while (true) {
    const wanted = addDays(submitBy(place, review), Math.floor(random() * 26) - (random() < 0.75 ? 22 : 2))
    const at = submissionAt(course, laterDay(wanted, addDays(dayIn(place.zone, now), 1)))
    if (at >= until) break
    const proposal = propose(random(), policy, version)
    if (random() < 0.5) start(course, now, at)
    const by = pickSubmitter(course, at)
    submit(course, at, by, proposal)
    now = decide(course, at, by, proposal)
    if (proposal.change === 'major') majors.push(now)
    review = nextReviewDays(dayIn(place.zone, now), policy.cadenceMonths)
  }
  majors.forEach((inForceAt, i) => {
    acknowledgeAll(course, inForceAt, majors[i + 1] ?? until)
  })
}

/** Nothing of the leaver's awaits endorsement at the time they leave. */
function submissionAt(course: Course, wanted: Day): Instant {
  const hour = String(8 + Math.floor(course.random() * 10)).padStart(2, '0')
  const minuteOfHour = String(Math.floor(course.random() * 60)).padStart(2, '0')
  const owner = course.place.people.find(({ email }) => email === course.policy.owner)
  const at = instantAt(wanted, `${hour}:${minuteOfHour}`, owner?.zone ?? course.place.zone)
  const wouldAwait = course.heir !== null && at < leavesAt && at > leavesAt - 30 * day
  return freeMinute(course, wouldAwait ? leavesAt + 2 * day : at)
}

type Version = { major: number; minor: number; patch: number }

function propose(chance: number, policy: ScenarioPolicy, version: Version): Proposal {
  const change = pickChange(chance, policy.cadenceMonths)
  if (change === null) return { change, number: '' }
  if (change === 'major') Object.assign(version, { major: version.major + 1, minor: 0, patch: 0 })
  if (change === 'minor') Object.assign(version, { minor: version.minor + 1, patch: 0 })
  if (change === 'editorial') version.patch += 1
  return { change, number: `${version.major}.${version.minor}.${version.patch}` }
}

function pickChange(chance: number, cadenceMonths: number): ChangeKind | null {
  if (cadenceMonths === 1) return chance < 0.15 ? 'minor' : null
  if (chance < 0.3) return 'major'
  if (chance < 0.45) return 'minor'
  return chance < 0.52 ? 'editorial' : null
}

function start(course: Course, after: Instant, before: Instant): void {
  const at = freeMinute(course, before - Math.round((0.1 + course.random()) * 9 * day))
  if (at <= after || at >= before) return
  const by = holderAt(course, at)
  course.happenings.push({ at: isoMinute(at), do: 'start', code: course.policy.code, by })
}

function holderAt({ policy, heir }: Course, at: Instant): string {
  if (heir === null || at < leavesAt) return policy.owner
  return at < heir.from ? policy.deputies[0]! : heir.owner
}

/** The owner, or one time in five a deputy where the owner is not an approver too. */
function pickSubmitter(course: Course, at: Instant): string {
  const holder = holderAt(course, at)
  const byDeputy = course.random() < 0.2 && isPlain(course, holder)
  return byDeputy ? course.policy.deputies[0]! : holder
}

function submit(course: Course, instant: Instant, by: string, { change, number }: Proposal): void {
  const submission = { at: isoMinute(instant), code: course.policy.code, by }
  if (change === null) course.happenings.push({ ...submission, do: 'reaffirm' })
  else course.happenings.push({ ...submission, do: 'revise', number, change })
}

/** At times sent back or recalled and submitted again; endorsed in the end. Gives the instant of that. */
function decide(course: Course, submittedAt: Instant, by: string, proposal: Proposal): Instant {
  const { random, happenings } = course
  const { code } = course.policy
  const chance = random()
  let at = freeMinute(course, submittedAt + 5 * minute + Math.round(random() ** 2 * 11 * day))
  if (chance < 0.2) {
    const approver = pickApprover(course, at, by)
    const reason = 'One clause is unclear'
    happenings.push({ at: isoMinute(at), do: 'send back', code, by: approver, reason })
  } else if (chance < 0.28) happenings.push({ at: isoMinute(at), do: 'recall', code, by })
  if (chance < 0.28) {
    at = freeMinute(course, at + 30 * minute + Math.round(random() * 12 * day))
    submit(course, at, by, proposal)
    at = freeMinute(course, at + 30 * minute + Math.round(random() * 4 * day))
  }
  happenings.push({ at: isoMinute(at), do: 'endorse', code, by: pickApprover(course, at, by) })
  return at
}

function pickApprover({ place, cast, random }: Year, at: Instant, submitter: string): string {
  const gone = at >= leavesAt ? cast.leaver : ''
  const there = place.approvers.filter((one) => one !== submitter && one !== gone)
  return there[Math.floor(random() * there.length)]!
}

/** Most within days, some late, some never; nothing that is no longer asked at that time. */
function acknowledgeAll(course: Course, inForceAt: Instant, before: Instant): void {
  const { place, cast, random } = course
  for (const { email, zone } of place.people) {
    if (email === cast.leaver && inForceAt >= leavesAt) continue
    let asked = inForceAt
    while (!isInHours(asked, zone, place) || isDown(asked)) asked += 15 * minute - (asked % (15 * minute))
    const days = daysToAcknowledge(random(), random())
    if (days === null) continue
    const at = freeMinute(course, asked + 5 * minute + Math.round(days * day))
    if (at >= before || (email === cast.leaver && at >= leavesAt)) continue
    course.happenings.push({ at: isoMinute(at), do: 'acknowledge', code: course.policy.code, by: email })
  }
}

function daysToAcknowledge(chance: number, spread: number): number | null {
  if (chance < 0.6) return spread * 6
  if (chance < 0.85) return 6 + spread * 8
  return chance < 0.95 ? 14 + spread * 25 : null
}
