import { join } from 'node:path'
import { personById } from '../../dist/db/people.js'
import { showHome, turnHome } from '../../dist/src/slack/home.js'
import { interleaved, line, timed } from './measure.mjs'
import { openMigrated, openRaw, seedPosture, seedReviews, workspace, worldOn } from './seed.mjs'

/**
 * From the opening of a Home to what is sent to Slack: of one who owns so many policies among many more, and of a
 * policy manager, who sees the posture of all, and the register narrowed, paged to its middle and to its end.
 */
export async function benchHome(folder, owned, policies, rounds) {
  const file = join(folder, `home-${policies}.db`)
  const database = await openMigrated(`file:${file}`)
  seedReviews(file, policies)
  seedPosture(file)
  const raw = openRaw(file)
  raw.exec(`update policies set owner = 'person1' where rowid <= ${owned};
    update "obligationHolders" set holder = 'person1' where rowid <= ${owned}`)
  raw
    .prepare("insert into settings (workspace, key, value) values (?, 'policyManagers', ?)")
    .run(workspace, '["person2"]')
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
    const owner = await personById(database.kysely, workspace, 'person1')
    const manager = await personById(database.kysely, workspace, 'person2')
    const register = (filter, page) => () =>
      timed(() => turnHome(desk, manager, { list: 'home:register', filter, page }))
    const last = Math.ceil(policies / 20)
    const times = await interleaved(rounds, {
      [`Home of an owner of ${owned} of ${policies} policies`]: () => timed(() => showHome(desk, owner)),
      [`Home of a manager of ${policies} policies`]: () => timed(() => showHome(desk, manager)),
      [`Page 1 of ${last} of the register`]: register('', 1),
      [`Page ${last} of ${last} of the register`]: register('', last),
      'A page of it, in compliance': register('in compliance', 2),
      'A page of it, overdue and with a text': register('overdue "number 1"', 1),
    })
    if (published === 0) throw new Error('Expected a Home to be published')
    // With 5,000 policies nobody waits for more than 300 ms.
    return { times, goals: Object.entries(times).map(([what, time]) => line(what, time, 'ms', 300)) }
  } finally {
    await database.close()
  }
}
