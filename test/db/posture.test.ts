import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { type Database, openDatabase } from '../../db/open.ts'
import { countAcknowledged, countPosture } from '../../db/posture.ts'
import { registerPage, tagsAndComponents, type Wanted } from '../../db/register.ts'
import { postures } from '../../src/slack/posture-words.ts'
import { engines, type FreshDatabase } from '../support/engines.ts'
import {
  codeOf,
  countsAsNaively,
  on,
  openDays,
  putRegister,
  type RandomPolicy,
  registers,
} from '../support/random-register.ts'

const filters = fc.record({
  status: fc.constantFrom(null, 'draft' as const, 'active' as const, 'retired' as const),
  postures: fc.subarray(postures, { maxLength: 2 }),
  owner: fc.constantFrom(null, 'here', 'left'),
  tag: fc.constantFrom(null, 'Privacy', 'customer data'),
  component: fc.constantFrom(null, 'privacy'),
  text: fc.constantFrom(null, 'ACC', '100%', 'a_b', 'p-00'),
  month: fc.constantFrom(null, { from: '2027-03-01', to: '2027-03-31' }),
})
type Filter = typeof filters extends fc.Arbitrary<infer T> ? T : never

function matchesNaively(policy: RandomPolicy, code: string, filter: Filter): boolean {
  const has = (words: string[], wanted: string) =>
    words.some((word) => word.toLowerCase() === wanted.toLowerCase())
  const { tag, component, text, month } = filter
  const { scheduled, outOfCycle } = policy
  const isInMonth = [scheduled, outOfCycle].some(
    (review) => review && openDays(policy).includes(review.dueOn) && review.dueOn.startsWith('2027-03'),
  )
  return (
    (filter.status === null || policy.status === filter.status) &&
    filter.postures.every((posture) => countsAsNaively(policy).includes(posture)) &&
    (filter.owner === null || policy.owner === filter.owner) &&
    (tag === null || has([...policy.tags, ...policy.components], tag)) &&
    (component === null || has(policy.components, component)) &&
    (text === null || `${policy.title} ${code}`.toLowerCase().includes(text.toLowerCase())) &&
    (month === null || isInMonth)
  )
}

/** Soonest first, then without a day, retired last; each by code. */
function inOrder(policies: readonly RandomPolicy[], codes: readonly string[]): string[] {
  const key = (code: string) => {
    const policy = policies[Number(code.slice(2))] as RandomPolicy
    return `${policy.status === 'retired' ? 1 : 0} ${openDays(policy)[0] ?? '9999'} ${code}`
  }
  return [...codes].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

for (const engine of engines) {
  describe(engine.name, () => {
    let fresh: FreshDatabase
    let database: Database
    let made = 0

    beforeAll(async () => {
      fresh = await engine.openMigrated()
      database = await openDatabase(fresh.url)
      await migrate(database)
    })
    afterAll(async () => {
      await database.close()
      await fresh.close()
    })

    async function put(policies: readonly RandomPolicy[]): Promise<string> {
      made += 1
      await putRegister(database.kysely, `w${made}`, policies)
      return `w${made}`
    }

    test('Every count of the posture is what a plain count of the register finds, whatever stands beside it', async () => {
      await fc.assert(
        fc.asyncProperty(registers, async (policies) => {
          const workspace = await put(policies)
          const counts = await countPosture(database.kysely, workspace, on)
          const of = (is: (policy: RandomPolicy) => boolean) => policies.filter(is).length
          expect(counts).toEqual({
            registered: policies.length,
            active: of(({ status }) => status === 'active'),
            waived: of(
              ({ scheduled }) =>
                scheduled !== null &&
                ['open', 'in progress', 'submitted'].includes(scheduled.state) &&
                scheduled.dueOn < on.today &&
                (scheduled.waivedUntil ?? '') >= on.today,
            ),
            ...Object.fromEntries(
              postures.map((posture) => [posture, of((policy) => countsAsNaively(policy).includes(posture))]),
            ),
          })
          const answers = policies.flatMap(({ version, asked }) =>
            version?.state === 'in force' ? asked : [],
          )
          const missing = answers.filter((answer) => answer === 'open').length
          const asked = answers.filter((answer) => answer !== 'void').length
          expect(await countAcknowledged(database.kysely, workspace, 100)).toEqual({ asked, missing })
          const capped = await countAcknowledged(database.kysely, workspace, 2)
          expect(capped).toEqual({ asked: asked > 2 ? null : asked, missing: Math.min(missing, 3) })
        }),
        { numRuns: 60 },
      )
    })

    test('A narrowed register has every policy that matches once, soonest due first, on whatever pages', async () => {
      await fc.assert(
        fc.asyncProperty(
          registers,
          filters,
          fc.integer({ min: 1, max: 5 }),
          async (policies, filter, limit) => {
            const workspace = await put(policies)
            const { postures: are, month, ...others } = filter
            const wanted: Wanted = { ...others, postures: { are, on }, dueWithin: month }
            const codes = policies.map((_, index) => codeOf(index))
            const matching = codes.filter((code, index) =>
              matchesNaively(policies[index] as RandomPolicy, code, filter),
            )
            const found: string[] = []
            for (let offset = 0; offset <= policies.length; offset += limit) {
              const page = await registerPage(database.kysely, workspace, wanted, { offset, limit })
              expect(page.total).toBe(matching.length)
              found.push(...page.policies.map(({ code }) => code))
            }
            expect(found).toEqual(inOrder(policies, matching))
          },
        ),
        { numRuns: 60 },
      )
    })

    test('The tags and components to choose from are those of policies that are kept', async () => {
      await fc.assert(
        fc.asyncProperty(registers, async (policies) => {
          const workspace = await put(policies)
          const kept = policies.filter(({ status }) => status !== 'retired')
          expect(await tagsAndComponents(database.kysely, workspace)).toEqual({
            tags: [...new Set(kept.flatMap(({ tags }) => tags))].sort(),
            components: [...new Set(kept.flatMap(({ components }) => components))].sort(),
          })
        }),
        { numRuns: 20 },
      )
    })
  })
}
