import { test } from 'vitest'
import type { RecordTable, Schema, Table } from '../../db/schema.ts'
import { type Action, perform } from '../../src/actions/perform.ts'
import type { Json } from '../../src/rules/audit-chain.ts'
import { Refusal } from '../../src/rules/refusal.ts'
import type { Actor, Way } from '../../src/rules/terms.ts'
import { type Company, type CompanyOptions, openCompany } from './company.ts'
import type { Engine } from './engines.ts'
import { expectReplayed } from './replay.ts'

/** Stories: a company in a fresh database, what its people do, and at the end the replay of its record. */

export type Told = Company & {
  /** Who does what; every doing has a key of its own unless one is given. */
  does<Request, Loaded, Answer extends Json>(
    who: string | Actor,
    action: Action<Request, Loaded, Answer>,
    request: NoInfer<Request>,
    key?: string,
    way?: Way,
  ): Promise<Answer>
  /** The code with which it is refused; fails where it is not. */
  refused<Request, Loaded, Answer extends Json>(
    who: string | Actor,
    action: Action<Request, Loaded, Answer>,
    request: NoInfer<Request>,
  ): Promise<string>
  rows<T extends Table>(table: T, like?: Partial<Schema[T]>): Promise<Schema[T][]>
  row<T extends Table>(table: T, like: Partial<Schema[T]>): Promise<Schema[T]>
}

export function told(company: Company): Told {
  let doings = 0
  const actor = (who: string | Actor) => (typeof who === 'string' ? company.as(who) : who)
  const rows: Told['rows'] = async (table, like = {}) => {
    const all = await company.database.kysely
      .selectFrom(table as RecordTable)
      .selectAll()
      .execute()
    const wanted = Object.entries(like)
    return all.filter((row) => wanted.every(([column, value]) => row[column as never] === value)) as never
  }
  return {
    ...company,
    does: (who, action, request, key = `doing ${++doings}`, way) =>
      perform(company.world, actor(who), action, request, key, way),
    async refused(who, action, request) {
      try {
        await perform(company.world, actor(who), action, request, `doing ${++doings}`)
      } catch (error) {
        if (error instanceof Refusal) return error.code
        throw error
      }
      throw new Error(`Expected a refusal of ${action.name}, but it was carried out`)
    },
    rows,
    async row(table, like) {
      const found = await rows(table, like)
      if (found.length !== 1)
        throw new Error(`Expected one row of ${table} like ${JSON.stringify(like)}, got ${found.length}`)
      return found[0] as never
    },
  }
}

/** A test that ends with the replay of the whole record. */
export function storiesOn(engine: Engine) {
  return (title: string, tell: (story: Told) => Promise<void>, options: CompanyOptions = {}): void => {
    test(title, async () => {
      const fresh = await engine.openMigrated()
      const company = await openCompany(fresh.url, options)
      try {
        await tell(told(company))
        await expectReplayed(company.database, company.world.workspace)
      } finally {
        await company.close()
        await fresh.close()
      }
    })
  }
}
