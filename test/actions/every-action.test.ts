import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { type Action, perform } from '../../src/actions/perform.ts'
import { syncPeople } from '../../src/actions/sync-people.ts'
import { directory, member, openCompany, operator } from '../support/company.ts'
import { type Engine, engines } from '../support/engines.ts'
import { expectReplayed } from '../support/replay.ts'
import { type Told, told } from '../support/stories.ts'
import { failingAt, StatementFailed, wholeDatabase } from '../support/whole-database.ts'
import { type ActionCase, actionCases } from './cases.ts'

const folder = join(import.meta.dirname, '../../src/actions')

/** Read from the folder: a new action that nobody wrote a case for fails here. */
async function actionsInTheFolder(): Promise<string[]> {
  const names: string[] = []
  for (const file of readdirSync(folder)) {
    const made = Object.values((await import(join(folder, file))) as Record<string, unknown>)
    if (made.some(isAction)) names.push(file.replace(/\.ts$/, ''))
  }
  return names.sort()
}

function isAction(made: unknown): made is Action<never, unknown, never> {
  return typeof made === 'object' && made !== null && 'carryOut' in made && 'load' in made
}

test('Every action of the folder has its cases, and no case is of anything else', async () => {
  expect(Object.keys(actionCases).sort()).toEqual(await actionsInTheFolder())
})

async function withCompany(
  engine: Engine,
  { anomaly }: ActionCase,
  prove: (story: Told, doing: Awaited<ReturnType<typeof anomaly.given>>) => Promise<void>,
): Promise<void> {
  const fresh = await engine.openMigrated()
  const company = await openCompany(fresh.url, anomaly.company)
  try {
    const story = told(company)
    const doing = await anomaly.given(story)
    await prove(story, doing)
    await doing.takeBack?.()
    await expectReplayed(company.database, company.world.workspace)
  } finally {
    await company.close()
    await fresh.close()
  }
}

for (const engine of engines) {
  describe(engine.name, () => {
    describe.each(Object.entries(actionCases))('%s', (name, given) => {
      const which = engine.name === 'sqlite' ? 'every other' : 'every seventh'
      test(`leaves the database as it was, ${which} of its statements fails, and succeeds when tried again`, async () => {
        await withCompany(engine, given, async (story, { action, who, request }) => {
          expect(action.name).toBe(name)
          const actor = typeof who === 'string' ? story.as(who) : who
          const before = await wholeDatabase(story.database)
          for (let statement = 1; ; statement += engine.name === 'sqlite' ? 2 : 7) {
            const { database, seen } = failingAt(story.database, statement)
            const tried = perform({ ...story.world, database }, actor, action, request as never, 'once')
            const failure = await tried.then(
              () => null,
              (error: unknown) => error,
            )
            if (failure === null) {
              expect(seen(), 'statements that there are').toBeLessThan(statement)
              break
            }
            expect(failure).toBeInstanceOf(StatementFailed)
            expect(await wholeDatabase(story.database), `after statement ${statement}`).toEqual(before)
          }
        })
      })

      test('is one change and the same answer with the same key, and refused to who may not', async () => {
        await withCompany(engine, given, async (story, { action, who, request }) => {
          const before = await wholeDatabase(story.database)
          const { permit, repeatedKey } = given
          const denied = typeof permit === 'string' ? story.as(permit) : permit
          const refusals: string[] = []
          const world = { ...story.world, refused: ({ code }: { code: string }) => void refusals.push(code) }
          const tried = perform(world, denied, action, request as never, 'denied')
          await expect(tried).rejects.toMatchObject({ code: 'not_permitted' })
          expect(refusals).toEqual(['not_permitted'])
          expect(await wholeDatabase(story.database)).toEqual(before)

          const answer = await story.does(who, action, request as never, 'once')
          const after = await wholeDatabase(story.database)
          expect(after[repeatedKey]).not.toEqual(before[repeatedKey])
          const repeated = await story.does(who, action, request as never, 'once')
          expect(await wholeDatabase(story.database)).toEqual(after)
          if (after.entries?.length !== before.entries?.length) expect(repeated).toEqual(answer)
        })
      })

      // Before there is a workspace there is no auditor, and who may do what is no matter of the engine.
      if (given.anomaly.company?.isMade === false || engine.name !== 'sqlite') return

      test('is refused to an auditor', async () => {
        await withCompany(engine, given, async (story, { action, request }) => {
          await story.does(directory, syncPeople, { people: [member('ada')], isLast: false })
          await story.does(operator, changeSettings, {
            changes: [{ key: 'auditors', text: 'ada@example.com' }],
          })
          const { id } = await story.row('people', { slackId: 'U0ADA' })
          const before = await wholeDatabase(story.database)
          // What nobody asked of them is refused before it matters who they are.
          const code = name === 'acknowledge' ? 'not_asked' : 'not_permitted'
          expect(await story.refused({ kind: 'person', id }, action, request as never)).toBe(code)
          expect(await wholeDatabase(story.database)).toEqual(before)
        })
      })
    })
  })
}
