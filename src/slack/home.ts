import { webApi } from '@slack/bolt'
import { homeOf, keepHome, markHomeDrawn, staleHomes } from '../../db/homes.ts'
import { personById } from '../../db/people.ts'
import type { HomeRow, PersonRow } from '../../db/schema.ts'
import { sortFailure } from './errors.ts'
import type { Desk } from './gesture.ts'
import { homeFactsOf, type Pages } from './home-facts.ts'
import { inOrder } from './in-order.ts'
import { readerOf } from './reader.ts'
import { type HomeList, homeView } from './views/home.ts'

/** A person's Home in Slack: drawn when they open it, when they turn a page, and when what it shows has changed. */

/** Where people have turned pages since they opened their Home. */
const turned = new Map<string, Pages>()

export async function showHome(desk: Desk, person: PersonRow): Promise<void> {
  turned.delete(keyOf(desk, person.id))
  await inOrder(keyOf(desk, person.id), () => open(desk, person))
}

export async function turnHome(desk: Desk, person: PersonRow, list: HomeList, page: number): Promise<void> {
  const key = keyOf(desk, person.id)
  turned.set(key, { ...turned.get(key), [list]: page })
  await inOrder(key, () => open(desk, person))
}

/** Draws the Homes anew that show what is no longer so; stops at the signal, and where Slack takes no more now. */
export async function refreshHomes(desk: Desk, signal: AbortSignal): Promise<void> {
  const { database, workspace } = desk.world
  for (;;) {
    const homes = await staleHomes(database.kysely, workspace, atOnce)
    for (const home of homes) {
      if (signal.aborted) return
      const isTaken = await refresh(desk, home)
      if (!isTaken) return
    }
    if (homes.length < atOnce) return
  }
}

const atOnce = 20

const keyOf = ({ world }: Desk, person: string) => `home ${world.workspace} ${person}`

async function open(desk: Desk, person: PersonRow): Promise<void> {
  const { database, workspace, now } = desk.world
  const known = await homeOf(database.kysely, workspace, person.id)
  const home = { workspace, person: person.id, openedAt: now(), hash: known?.hash ?? null }
  await keepHome(database.kysely, home)
  const hash = await draw(desk, person, home.hash)
  await markHomeDrawn(database.kysely, { ...home, staleBy: null }, hash)
}

/** False where Slack takes nothing now: the Home stays stale, and is tried in the next round. */
async function refresh(desk: Desk, home: HomeRow): Promise<boolean> {
  const { database, workspace } = desk.world
  let isTaken = true
  await inOrder(keyOf(desk, home.person), async () => {
    const person = await personById(database.kysely, workspace, home.person)
    try {
      const isHere = person && person.deactivatedAt === null
      await markHomeDrawn(database.kysely, home, isHere ? await draw(desk, person, home.hash) : null)
    } catch (error) {
      const failure = sortFailure(error)
      desk.log.warn({ person: home.person, failure }, 'a Home could not be drawn anew')
      isTaken = failure.failure === 'refused'
      if (isTaken) await markHomeDrawn(database.kysely, home, null)
    }
  })
  return isTaken
}

/** Slack's hash of what was drawn. It refuses one of another drawing: then all is read and drawn once more. */
async function draw(desk: Desk, person: PersonRow, hash: string | null): Promise<string | null> {
  try {
    return await publish(desk, person, hash)
  } catch (error) {
    const isOther = error instanceof webApi.WebAPIPlatformError && error.data.error === 'hash_conflict'
    if (!isOther) throw error
    return await publish(desk, person, null)
  }
}

async function publish(desk: Desk, person: PersonRow, hash: string | null): Promise<string | null> {
  if (person.slackId === null) return null
  const reader = await readerOf(desk, person)
  const facts = await homeFactsOf(reader, turned.get(keyOf(desk, person.id)) ?? {})
  const view = homeView(facts, reader.setting)
  const answer = await desk.client.views.publish({
    user_id: person.slackId,
    view,
    ...(hash === null ? {} : { hash }),
  })
  return answer.view?.hash ?? null
}
