import { webApi } from '@slack/bolt'
import { homeOf, keepHome, markHomeDrawn, staleHomes } from '../../db/homes.ts'
import { personById } from '../../db/people.ts'
import type { HomeRow, PersonRow } from '../../db/schema.ts'
import { sortFailure } from './errors.ts'
import type { Desk } from './gesture.ts'
import { homeFactsOf } from './home-facts.ts'
import { inOrder } from './in-order.ts'
import { readerOf } from './reader.ts'
import { begun, readShowing, type Showing, turned, writeShowing } from './showing.ts'
import { homeView } from './views/home.ts'

/** A person's Home in Slack: drawn when they open it, when they turn a page, and when what it shows has changed. */

export async function showHome(desk: Desk, person: PersonRow): Promise<void> {
  await inOrder(keyOf(desk, person.id), () => open(desk, person, begun))
}

/** Turns to another page or filter of what is shown; `from` is what the pressed Home showed, where one was pressed. */
export async function turnHome(
  desk: Desk,
  person: PersonRow,
  to: Parameters<typeof turned>[1],
  from: string | null = null,
): Promise<void> {
  const { database, workspace } = desk.world
  await inOrder(keyOf(desk, person.id), async () => {
    const kept = from ?? (await homeOf(database.kysely, workspace, person.id))?.showing ?? null
    await open(desk, person, turned(readShowing(kept), to))
  })
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

async function open(desk: Desk, person: PersonRow, shown: Showing): Promise<void> {
  const { database, workspace, now } = desk.world
  const known = await homeOf(database.kysely, workspace, person.id)
  const showing = writeShowing(shown)
  const home = { workspace, person: person.id, openedAt: now(), showing, hash: known?.hash ?? null }
  await keepHome(database.kysely, home)
  const hash = await draw(desk, person, home)
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
      await markHomeDrawn(database.kysely, home, isHere ? await draw(desk, person, home) : null)
    } catch (error) {
      const failure = sortFailure(error)
      desk.log.warn({ person: home.person, failure }, 'a Home could not be drawn anew')
      isTaken = failure.failure === 'refused'
      if (isTaken) await markHomeDrawn(database.kysely, home, null)
    }
  })
  return isTaken
}

type Drawn = Pick<HomeRow, 'showing' | 'hash'>

/** Slack's hash of what was drawn. It refuses one of another drawing: then all is read and drawn once more. */
async function draw(desk: Desk, person: PersonRow, { showing, hash }: Drawn): Promise<string | null> {
  try {
    return await publish(desk, person, { showing, hash })
  } catch (error) {
    const isOther = error instanceof webApi.WebAPIPlatformError && error.data.error === 'hash_conflict'
    if (!isOther) throw error
    return await publish(desk, person, { showing, hash: null })
  }
}

async function publish(desk: Desk, person: PersonRow, { showing, hash }: Drawn): Promise<string | null> {
  if (person.slackId === null) return null
  const reader = await readerOf(desk, person)
  const shown = readShowing(showing)
  const view = homeView(await homeFactsOf(reader, shown), reader.setting, writeShowing(shown))
  const answer = await desk.client.views.publish({
    user_id: person.slackId,
    view,
    ...(hash === null ? {} : { hash }),
  })
  return answer.view?.hash ?? null
}
