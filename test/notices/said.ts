import { expect } from 'vitest'
import { beat } from '../../src/beat.ts'
import type { MessageItem } from '../../src/rules/message-facts.ts'
import { delivered, distributed } from '../support/situations.ts'
import type { storiesOn, Told } from '../support/stories.ts'
import { postOffice } from './post-office.ts'

/** What messages say, read from what a scripted Slack was handed. */

export const named = (name: string) => ({
  name: `${name[0]?.toUpperCase()}${name.slice(1)}`,
  slackId: `U0${name.toUpperCase()}`,
})

export const open = '2027-03-01T14:30:00.000Z'

export async function beats(s: Told, ...instants: string[]): Promise<void> {
  for (const at of instants) {
    s.at(at)
    await beat(s.world)
  }
}

/** Sends what is ready now; the items of the messages of a kind to one person. */
export async function said(s: Told, name: string, kind: string): Promise<MessageItem[]> {
  const office = postOffice(s)
  await office.deliver()
  return office
    .to(name)
    .filter((post) => post.facts.kind === kind)
    .flatMap((post) => post.facts.items)
}

/** Asked of all, delivered to all; seven days before the due day they are reminded. */
export async function askedAndReminded(s: Told): Promise<{ policy: string; version: string }> {
  const made = await distributed(s)
  s.at(open)
  await delivered(s)
  await beats(s, '2027-03-08T08:00:00.000Z')
  return made
}

export type Owed = {
  title: string
  kind: string
  to: string
  prepare: (s: Told) => Promise<object>
  item: (s: Told) => object
  settled: string
  settle: (s: Told, made: never) => Promise<unknown>
}

/** Each is said as it holds at sending, and withdrawn where it is settled before. */
export function owedStories(story: ReturnType<typeof storiesOn>, cases: readonly Owed[]): void {
  for (const { title, kind, to, prepare, item, settled, settle } of cases) {
    story(
      `${title} says what holds at sending, where nothing happens meanwhile (until ${settled})`,
      async (s) => {
        await prepare(s)
        expect(await said(s, to, kind)).toMatchObject([item(s)])
      },
    )

    story(`${title} is withdrawn where ${settled} before it is sent`, async (s) => {
      const made = await prepare(s)
      const before = await s.row('notices', { kind: kind as never, recipient: s.id(to), state: 'ready' })
      await settle(s, made as never)
      expect(await said(s, to, kind)).toEqual([])
      expect(await s.row('notices', { id: before.id })).toMatchObject({ state: 'withdrawn', sentAt: null })
    })
  }
}
