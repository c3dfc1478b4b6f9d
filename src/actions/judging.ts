import type { Trx } from '../../db/engine.ts'
import type { Actor } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { surroundings } from './surroundings.ts'
import type { World } from './world.ts'

/**
 * What an action would stand on now, to read what it reads and to judge as it judges before a person is
 * shown a form. Nothing can be written through it; the action itself judges again.
 */
export async function judging(world: World, actor: Actor): Promise<Act> {
  const db = world.database.kysely
  const refuseWriting = (): never => {
    throw new Error('Only an action that is performed may change the record')
  }
  return {
    ...(await surroundings(world, db)),
    // Reads are the same with and without a transaction.
    trx: db as unknown as Trx,
    engine: world.database.engine,
    workspace: world.workspace,
    actor,
    way: 'slack',
    id: refuseWriting,
    insert: refuseWriting,
    insertAll: refuseWriting,
    write: refuseWriting,
    remove: refuseWriting,
    say: refuseWriting,
    note: () => {},
    notify: refuseWriting,
  }
}
