import { describe, expect } from 'vitest'
import { endPause, setPause } from '../db/pauses.ts'
import type { Check } from '../src/health.ts'
import { readiness } from '../src/readiness.ts'
import { engines } from './support/engines.ts'
import { storiesOn, type Told } from './support/stories.ts'

const since = '2027-03-01T09:00:00.000Z'

function checksOf({ database, world: { workspace } }: Told, lastEnd: number | null = 0): Promise<Check[]> {
  return readiness({ database, workspace, lastEnd: () => lastEnd, monotonic: () => 400_000 })
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story('Everything that works is said to work', async (s) => {
      expect(await checksOf(s, 399_000)).toEqual([
        { name: 'database', ok: true, detail: 'answers' },
        { name: 'slack', ok: true, detail: 'not paused' },
        { name: 'last beat', ok: true, detail: '1 s ago' },
      ])
    })

    story(
      'While Slack refuses the token it is not ready, says why and since when, and until then only',
      async (s) => {
        const { kysely } = s.database
        await setPause(kysely, { workspace: 'w1', subject: 'slack', reason: 'token_revoked', since })
        await setPause(kysely, { workspace: 'w2', subject: 'slack', reason: 'invalid_auth', since })
        const slack = async () => (await checksOf(s)).filter(({ name }) => name === 'slack')
        expect(await slack()).toEqual([
          { name: 'slack', ok: false, detail: `paused since ${since}: token_revoked` },
        ])
        await endPause(kysely, 'w1', 'slack')
        expect(await slack()).toMatchObject([{ ok: true }])
      },
    )

    story('A pause of anything else is a check of its own', async (s) => {
      await setPause(s.database.kysely, {
        workspace: 'w1',
        subject: 'portal',
        reason: 'no certificate',
        since,
      })
      expect(await checksOf(s)).toMatchObject([
        { name: 'database' },
        { name: 'slack', ok: true },
        { name: 'portal', ok: false },
        { name: 'last beat' },
      ])
    })

    story('A beat that is late or has not come is not ready', async (s) => {
      expect((await checksOf(s)).at(-1)).toEqual({ name: 'last beat', ok: false, detail: '400 s ago' })
      expect((await checksOf(s, null)).at(-1)).toEqual({ name: 'last beat', ok: false, detail: 'none yet' })
    })

    story('A database that does not answer is said first, and the beat all the same', async (s) => {
      const broken = { ...s.database, kysely: s.database.kysely.withSchema('no_such_schema') }
      const found = await readiness({
        database: broken,
        workspace: 'w1',
        lastEnd: () => 0,
        monotonic: () => 0,
      })
      expect(found).toMatchObject([
        { name: 'database', ok: false },
        { name: 'last beat', ok: true },
      ])
    })
  })
}
