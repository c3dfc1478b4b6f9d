import { join } from 'node:path'
import { personById } from '../../dist/db/people.js'
import { showHome } from '../../dist/src/slack/home.js'
import { interleaved, line, timed } from './measure.mjs'
import { openMigrated, openRaw, seedReviews, workspace, worldOn } from './seed.mjs'

/** From the opening of a Home to what is sent to Slack, of one who owns so many policies among many more. */
export async function benchHome(folder, owned, policies, rounds) {
  const file = join(folder, 'home.db')
  const database = await openMigrated(`file:${file}`)
  seedReviews(file, policies)
  const raw = openRaw(file)
  raw.exec(`update policies set owner = 'person1' where rowid <= ${owned};
    update "obligationHolders" set holder = 'person1' where rowid <= ${owned}`)
  raw.exec('analyze')
  raw.close()
  let published = 0
  const views = {
    publish: async () => {
      published += 1
      return { ok: true, view: { hash: `hash ${published}` } }
    },
  }
  const quiet = () => {}
  const desk = { world: worldOn(database), client: { views }, log: { info: quiet, warn: quiet } }
  try {
    const person = await personById(database.kysely, workspace, 'person1')
    const open = () => timed(() => showHome(desk, person))
    const times = await interleaved(rounds, { [`Home of an owner of ${owned} policies`]: open })
    if (published === 0) throw new Error('Expected a Home to be published')
    return {
      times,
      goals: [line(`Home of an owner of ${owned}, to its publishing`, Object.values(times)[0], 'ms', 300)],
    }
  } finally {
    await database.close()
  }
}
