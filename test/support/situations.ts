import { type Attest, attest } from '../../src/actions/attest.ts'
import type { CompareIncidents } from '../../src/actions/compare-incidents.ts'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { decideWaiver } from '../../src/actions/decide-waiver.ts'
import { endorse } from '../../src/actions/endorse.ts'
import { openAttestation } from '../../src/actions/open-attestation.ts'
import { readQuarter, requireAttestation } from '../../src/actions/quarter-list.ts'
import { recordDelivery } from '../../src/actions/record-delivery.ts'
import { type Recorded, type ReportEvent, reportEvent } from '../../src/actions/report-event.ts'
import { type RequestWaiver, requestWaiver } from '../../src/actions/request-waiver.ts'
import { submitVersion } from '../../src/actions/submit-version.ts'
import { surroundings } from '../../src/actions/surroundings.ts'
import { triageEvent } from '../../src/actions/triage-event.ts'
import type { VersionText } from '../../src/actions/versions.ts'
import { openAttestations } from '../../src/attestations.ts'
import { distribute } from '../../src/distribute.ts'
import { hashOfList } from '../../src/rules/attestation.ts'
import type { Incident } from '../../src/rules/comparison.ts'
import type { Directory, DirectoryPerson } from '../../src/rules/delivery.ts'
import type { Actor } from '../../src/rules/terms.ts'
import { aPolicy, calendar, staff } from './company.ts'
import type { Told } from './stories.ts'

/** Where stories begin: a policy submitted, in force, distributed, delivered. */

export function text(number: string, change: Partial<VersionText> = {}): VersionText {
  return {
    number,
    changeKind: 'major',
    summary: `What ${number} changes`,
    content: `The text of ${number}.`,
    effectiveOn: null,
    ...change,
  }
}

/** olga submits the first version of a draft. */
export async function submitted(
  story: Told,
  code = 'ISP-07',
  version: VersionText = text('1.0'),
  change: object = {},
): Promise<{ policy: string; submission: string; version: string }> {
  const policy = await aPolicy(story, code, change)
  const request = { policy, version, note: 'first version', considered: [] }
  return { policy, ...(await story.does('olga', submitVersion, request)) }
}

export async function shownHash(story: Told, submission: string): Promise<string | null> {
  return (await story.row('submissions', { id: submission })).sha256
}

export async function endorsed(
  story: Told,
  who: string,
  submission: string,
): Promise<{ isEndorsed: boolean }> {
  const sha256 = await shownHash(story, submission)
  return await story.does(who, endorse, { submission, sha256, changeKind: null, comment: null })
}

/** An active policy whose first version is in force, endorsed by ann; its distribution waits. */
export async function inForce(
  story: Told,
  code = 'ISP-07',
  change: object = {},
  version: VersionText = text('1.0'),
): Promise<{ policy: string; version: string }> {
  const { submission, ...made } = await submitted(story, code, version, change)
  await endorsed(story, 'ann', submission)
  return made
}

/** The next version of an active policy, submitted in its review by olga and endorsed by ann. */
export async function revised(
  story: Told,
  policy: string,
  version: VersionText,
): Promise<{ version: string }> {
  const submission =
    version.changeKind === 'editorial'
      ? (await story.does('olga', submitVersion, { policy, version, note: null, considered: [] })).submission
      : (
          await story.does('olga', concludeReview, {
            policy,
            scope: 'whole policy',
            considered: [],
            note: 'revised',
            outcome: 'revised',
            version,
          })
        ).submission
  await endorsed(story, 'ann', submission)
  return { version: (await story.row('submissions', { id: submission })).version as string }
}

/** Slack's directory as a list of people, and of channels and groups by their members. */
export function directoryOf(
  people: readonly DirectoryPerson[] = staff,
  lists: Record<string, string[]> = {},
): Directory {
  return {
    team: async () => ({ id: 'T1', name: 'Example', botUserId: 'U0BOT' }),
    async *people() {
      yield [...people]
    },
    person: async (slackId) => people.find((person) => person.slackId === slackId) ?? null,
    channelMembers: async (channel) => lists[channel] ?? [],
    groupMembers: async (group) => lists[group] ?? [],
  }
}

/** In force and asked: of the company's staff mia, olga, dan, ann, bob and sam. */
export async function distributed(
  story: Told,
  code = 'ISP-07',
): Promise<{ policy: string; version: string }> {
  const made = await inForce(story, code)
  await distribute(story.world, directoryOf())
  return made
}

/** Everything that is ready has reached Slack now, as the sender would mark it. */
export async function delivered(story: Told): Promise<void> {
  const now = story.world.now()
  const ready = (await story.rows('notices', { state: 'ready' })).filter((notice) => notice.notBefore <= now)
  for (const { id } of ready) {
    await story.database.kysely
      .updateTable('notices')
      .set({ state: 'sent', sentAt: now, channel: 'D1', ts: '1.1', text: 'as sent' })
      .where('id', '=', id)
      .execute()
  }
  const requests = ready.filter((notice) => notice.kind === 'acknowledgment request').map(({ id }) => id)
  if (requests.length > 0) await story.does(calendar, recordDelivery, { notices: requests })
}

const laptop = {
  category: 'security_event' as const,
  what: 'a laptop was lost',
  tags: [] as string[],
  link: null,
}

/** sam, or somebody else, reports something. */
export async function reported(
  story: Told,
  change: Partial<ReportEvent> = {},
  who: string | Actor = 'sam',
): Promise<Recorded> {
  const happenedOn = story.world.now().slice(0, 10)
  return await story.does(who, reportEvent, { ...laptop, happenedOn, ...change })
}

/** sam reports something, and mia has policies reviewed because of it. */
export async function triggered(
  story: Told,
  policies: string[],
  change: { what?: string; dueOn?: string | null; effectiveOn?: string | null } = {},
): Promise<{ event: string; reviews: string[] }> {
  const { what = laptop.what, dueOn = null, effectiveOn = null } = change
  const { event } = await reported(story, { what })
  const decision = { is: 'significant' as const, policies, effectiveOn, dueOn }
  const { reviews } = await story.does('mia', triageEvent, { event, reason: 'keys were on it', decision })
  return { event, reviews }
}

/** olga asks that the yearly review of a policy in force, due on 1 March 2028, may be later. */
export async function waiverAsked(
  story: Told,
  change: Partial<RequestWaiver> = {},
  who = 'olga',
): Promise<{ policy: string; waiver: string; until: string; decideBy: string }> {
  const policy = change.policy ?? (await inForce(story)).policy
  const request = { policy, until: '2028-04-28', reason: 'the auditors are here', ...change }
  return { policy, until: request.until, ...(await story.does(who, requestWaiver, request)) }
}

export async function waiverGranted(story: Told, waiver: string, until: string, who = 'ann'): Promise<void> {
  await story.does(who, decideWaiver, { waiver, decision: { is: 'granted', until, comment: null } })
}

export function incident(change: Partial<Incident> = {}): Incident {
  const link = 'https://tracker.example.com/browse/SEC-7'
  return { id: 'SEC-7', title: 'Laptop was lost', openedOn: '2027-03-01', link, severity: 'High', ...change }
}

/** It is the first of April, the first quarter is open to be attested, and this is a tracker's export of it. */
export async function quarterOver(
  story: Told,
  incidents: Incident[] = [incident()],
): Promise<CompareIncidents> {
  story.at('2027-04-01T08:00:00.000Z')
  await story.does(calendar, openAttestation, { quarter: '2027-Q1' })
  const file = { name: 'incidents.csv', sha256: 'ab'.repeat(32), rowCount: incidents.length }
  return { quarter: '2027-Q1', file, incidents }
}

/** What who attests a quarter was shown of it. */
export async function shownQuarter(story: Told, quarter = '2027-Q1'): Promise<Attest> {
  const { database, workspace } = story.world
  const archive = {
    trx: database.kysely,
    engine: database.engine,
    workspace,
    calendar: { zone: 'Europe/Vienna' },
  }
  const list = await readQuarter(archive, await requireAttestation(archive, quarter))
  const [file] = await story.rows('trackerFiles', { quarter })
  return {
    quarter,
    sha256: hashOfList(list),
    trackerSha256: file?.sha256 ?? null,
    isComplete: true,
    statement: null,
  }
}

/** mia has attested every quarter that is over by then, so that nobody is reminded of that meanwhile. */
export async function attestedUntil(story: Told, until: string): Promise<void> {
  const now = story.world.now()
  story.at(until)
  await openAttestations(story.world, await surroundings(story.world, story.database.kysely))
  for (const { quarter, attestedAt } of await story.rows('attestations'))
    if (attestedAt === null)
      await story.does('mia', attest, { ...(await shownQuarter(story, quarter)), statement: 'as it was' })
  story.at(now)
}
