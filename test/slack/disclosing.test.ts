import { expect, test } from 'vitest'
import { policyById } from '../../db/policies.ts'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { reportEvent } from '../../src/actions/report-event.ts'
import { triageEvent } from '../../src/actions/triage-event.ts'
import { beat } from '../../src/beat.ts'
import { addDays } from '../../src/rules/calendar.ts'
import type { Message } from '../../src/rules/message-facts.ts'
import { dueList, listPage } from '../../src/slack/commands/lists.ts'
import { policyMessage } from '../../src/slack/commands/show.ts'
import { acknowledgmentList, endorsementList } from '../../src/slack/commands/waiting.ts'
import { noFilter } from '../../src/slack/filter.ts'
import type { Desk } from '../../src/slack/gesture.ts'
import { homeFactsOf } from '../../src/slack/home-facts.ts'
import { type ModalName, modalNames } from '../../src/slack/modals/modal.ts'
import { readerOf } from '../../src/slack/reader.ts'
import { begun } from '../../src/slack/showing.ts'
import { compose } from '../../src/slack/views/compose.ts'
import { homeView } from '../../src/slack/views/home.ts'
import { postOffice } from '../notices/post-office.ts'
import { aPolicy, member, staff } from '../support/company.ts'
import { distributed } from '../support/situations.ts'
import { type Windows, windows } from './modals/windows.ts'

/**
 * One event whose every word is a canary, through all that is ever sent or shown: who has seen which of them is
 * written down, and compared with who may.
 */

const canaries = {
  what: 'canarywhat',
  link: 'canarylink',
  reason: 'canaryreason',
} as const
type Canary = keyof typeof canaries

const people = [...staff, member('ada'), member('eve'), member('tom')]
const settings = {
  approvers: 'ann@example.com bob@example.com',
  auditors: 'ada@example.com',
  governanceChannel: 'C0GOVERN',
}
const everybody = ['mia', 'olga', 'dan', 'ann', 'bob', 'sam', 'gus', 'ada', 'eve', 'tom']
/** One of each kind opens every window: who holds it, who decides, who reported, who audits, and who has no part in it. */
const whoOpens = new Set(['olga', 'ann', 'sam', 'ada', 'tom'])
/** Reporter, manager, owner, deputy, both approvers of the workspace, auditor. */
const mayRead = ['ada', 'ann', 'bob', 'dan', 'mia', 'olga', 'sam']

function watching(office: Windows) {
  const seen = new Map<Canary, Set<string>>(
    (Object.keys(canaries) as Canary[]).map((canary) => [canary, new Set<string>()]),
  )
  const categories = new Set<string>()
  const notes = (who: string, shown: unknown) => {
    const text = JSON.stringify(shown)
    for (const [canary, word] of Object.entries(canaries) as [Canary, string][])
      if (text.includes(word)) seen.get(canary)?.add(who)
    if (text.includes('opened because of a security event')) categories.add(who)
  }
  const nameOf = (place: string) =>
    everybody.find((name) => place === `U0${name.toUpperCase()}` || place === `D0${name.toUpperCase()}`) ??
    place
  const slack = postOffice(office)
  const sent = () => {
    for (const { to, facts } of slack.posts.splice(0)) notes(nameOf(to), compose(facts))
    for (const { at, facts } of slack.drawn.splice(0)) notes(nameOf(at.split(' ')[0] ?? ''), compose(facts))
  }
  return {
    seen: (canary: Canary) => [...(seen.get(canary) ?? [])].sort(),
    categories,
    notes,
    /** Every morning for so many days: what comes up is sent, and what is stale is drawn anew. */
    async mornings(days: number) {
      for (let day = 1; day <= days; day += 1) {
        const on = addDays(office.world.now().slice(0, 10), 1)
        // The hour at which both Vienna and New York are open.
        office.at(`${on}T14:30:00.000Z`)
        await beat(office.world)
        await slack.deliver()
        await slack.redraw()
        office.at(`${on}T14:30:00.000Z`)
        sent()
      }
    },
    async send() {
      await slack.deliver()
      await slack.redraw()
      sent()
    },
    /** Every list and page read by everybody, and every window. */
    async look(subjects: string[], policies: string[]) {
      for (const name of everybody) {
        for (const message of await listsOf(office, name, policies)) notes(name, message)
        for (const window of whoOpens.has(name) ? modalNames : [])
          for (const subject of subjects) notes(name, await shownIn(office, name, window, subject))
      }
    },
  }
}

async function listsOf(office: Windows, name: string, policies: string[]): Promise<unknown[]> {
  const who = await office.row('people', { id: office.id(name) })
  const reader = await readerOf({ world: office.world } as Desk, who)
  const shown: (Message | unknown)[] = [
    await listPage(reader, { filter: noFilter, page: 1 }),
    await dueList(reader, { filter: noFilter, page: 1 }),
    await endorsementList(reader, 1),
    await acknowledgmentList(reader, 1),
    homeView(await homeFactsOf(reader, begun), reader.setting),
    homeView(await homeFactsOf(reader, { ...begun, register: { filter: '', page: 1 } }), reader.setting),
  ]
  for (const id of policies) {
    const policy = await policyById(office.database.kysely, office.world.workspace, id)
    if (policy) shown.push(await policyMessage(reader, policy))
  }
  return shown
}

async function shownIn(office: Windows, name: string, window: ModalName, subject: string): Promise<unknown> {
  const before = office.said.length
  try {
    return (await office.open(name, window, subject)).view
  } catch {
    // A window that is about something else says so, or fails; nothing but what it says is seen.
    return office.said.slice(before)
  }
}

const significant = (policies: string[]) => ({
  is: 'significant' as const,
  policies,
  effectiveOn: null,
  dueOn: null,
})

test('The words of an event are seen by whom it concerns, wherever it is shown; others hear its category', async () => {
  const office = await windows({ people, settings })
  const { policy } = await distributed(office)
  const other = await aPolicy(office, 'ISP-08', {
    owner: office.id('eve'),
    deputies: [],
    approvers: [office.id('tom')],
  })
  const watch = watching(office)
  const { event } = await office.does('sam', reportEvent, {
    category: 'security_event',
    happenedOn: '2027-03-01',
    what: `A ${canaries.what} was lost`,
    tags: [],
    link: `https://example.com/${canaries.link}`,
  })
  await watch.send()
  await watch.look([event, policy], [policy, other])
  expect(watch.seen('what')).toEqual(['ada', 'mia', 'sam'])

  const decided = { event, reason: `Because ${canaries.reason}`, decision: significant([policy]) }
  const { reviews } = await office.does('mia', triageEvent, decided)
  const review = reviews[0] as string
  // Nobody begins: deputies, managers and approvers hear, and the channel after ten days.
  await watch.mornings(50)
  await watch.look([event, review, policy], [policy, other])
  expect(watch.seen('what')).toEqual(mayRead)
  expect([...watch.categories].sort()).toEqual(['C0GOVERN', 'eve', 'gus', 'tom'])

  await office.does('olga', concludeReview, {
    policy,
    review,
    scope: 'limited',
    considered: [],
    note: 'still right',
    outcome: 'reaffirmed',
  })
  const { id: submission } = await office.row('submissions', { review })
  await watch.send()
  await watch.mornings(7)
  await watch.look([event, review, submission, policy], [policy, other])
  expect(watch.seen('what')).toEqual(mayRead)
  // Mia was sent it to decide; of the others these open windows.
  const atWindows = mayRead.filter((name) => name === 'mia' || whoOpens.has(name))
  expect(watch.seen('link')).toEqual(atWindows)
  expect(watch.seen('reason')).toEqual(atWindows)
}, 60_000)
