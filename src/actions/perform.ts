import { appendEntry, entryByKey, lockHead, moveHead } from '../../db/audit.ts'
import { type Trx, undoable } from '../../db/engine.ts'
import { markStale } from '../../db/mark-stale.ts'
import { transaction } from '../../db/open.ts'
import type { HeadRow } from '../../db/schema.ts'
import { canonical, entryHash, genesis, type Json } from '../rules/audit-chain.ts'
import { type ActionName, permit } from '../rules/permission.ts'
import { Refusal } from '../rules/refusal.ts'
import type { Actor, Role, Way } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { makeNotify } from './notify.ts'
import { makeRecorder } from './recorder.ts'
import { surroundings } from './surroundings.ts'
import { touchedBy, watching } from './touched.ts'
import type { World } from './world.ts'

/**
 * One thing a person, or the calendar, may do. `load` reads the rows it needs and refuses what is not
 * there; `roles` says what the actor is to them, which the permission table judges; `carryOut` changes
 * the record. The answer is kept in the entry: the same key gets it again.
 */
export type Action<Request, Loaded, Answer extends Json> = {
  name: ActionName
  load(act: Act, request: Request): Promise<Loaded>
  roles(act: Act, loaded: Loaded, request: Request): Role[] | Promise<Role[]>
  carryOut(act: Act, loaded: Loaded, request: Request): Promise<Answer>
}

export type Keyed<Request> = { request: Request; key: string }
export type Result<Answer> = { answer: Answer } | { refusal: Refusal }

/** The most requests in one transaction: more would hold the write lock for too long. */
export const largestBatch = 100

/** The one door to the record. The same key twice is one change and the same answer. */
export async function perform<Request, Loaded, Answer extends Json>(
  world: World,
  actor: Actor,
  action: Action<Request, Loaded, Answer>,
  request: Request,
  key: string,
  way: Way = wayOf(actor),
): Promise<Answer> {
  try {
    const answer = await transaction(world.database, async (trx) => {
      const head = await lockHead(trx, world.database.engine, world.workspace, genesis)
      return (await carryOne(world, trx, head, actor, way, action, { request, key })).answer
    })
    world.committed()
    return answer
  } catch (error) {
    if (error instanceof Refusal) tellRefused(world, actor, action.name, error)
    throw error
  }
}

function tellRefused(world: World, actor: Actor, action: ActionName, { code }: Refusal): void {
  world.refused({ actor: sayActor(actor), action, code })
}

/** Up to 100 requests in one transaction; a refusal undoes its own alone. */
export async function performAll<Request, Loaded, Answer extends Json>(
  world: World,
  actor: Actor,
  action: Action<Request, Loaded, Answer>,
  requests: readonly Keyed<Request>[],
  way: Way = wayOf(actor),
): Promise<Result<Answer>[]> {
  if (requests.length > largestBatch)
    throw new Error(`Expected at most ${largestBatch} requests, got ${requests.length}`)
  const results = await transaction(world.database, async (trx) => {
    let head = await lockHead(trx, world.database.engine, world.workspace, genesis)
    const done: Result<Answer>[] = []
    for (const keyed of requests) {
      const before = head
      try {
        const one = await undoable(trx, () => carryOne(world, trx, before, actor, way, action, keyed))
        head = one.head
        done.push({ answer: one.answer })
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        done.push({ refusal: error })
      }
    }
    return done
  })
  for (const result of results)
    if ('refusal' in result) tellRefused(world, actor, action.name, result.refusal)
  world.committed()
  return results
}

async function carryOne<Request, Loaded, Answer extends Json>(
  world: World,
  trx: Trx,
  head: HeadRow,
  actor: Actor,
  way: Way,
  action: Action<Request, Loaded, Answer>,
  { request, key }: Keyed<Request>,
): Promise<{ answer: Answer; head: HeadRow }> {
  const known = await entryByKey(trx, world.workspace, key)
  if (known) return { answer: (JSON.parse(known.bytes) as { answer: Answer }).answer, head }

  const sequence = head.sequence + 1
  const recorder = makeRecorder(trx, world.workspace, world.salt)
  let [made, subject] = [0, '']
  const around = await surroundings(world, trx)
  const id = () => `${sequence}.${++made}`
  const act: Act = {
    ...around,
    ...recorder,
    trx,
    engine: world.database.engine,
    workspace: world.workspace,
    actor,
    way,
    id,
    note: (about) => {
      subject = about
    },
    notify: makeNotify(trx, world, around),
  }
  const loaded = await action.load(act, request)
  const roles = await action.roles(act, loaded, request)
  permit(action.name, roles)
  const answer = await action.carryOut(act, loaded, request)
  if (recorder.changes.length === 0) return { answer, head }
  const touched = touchedBy(recorder.changes)
  const people = [...touched.people, ...watching(act, recorder.changes)]
  await markStale(trx, world.database.engine, world.workspace, { ...touched, people }, sequence)

  const bytes = canonical({
    v: 1,
    workspace: world.workspace,
    sequence,
    at: around.now,
    actor: actor as Json,
    roles,
    way,
    action: action.name,
    subject,
    key,
    changes: recorder.changes as Json,
    answer,
  })
  const moved = { workspace: world.workspace, sequence, hash: entryHash(head.hash, bytes) }
  const entry = { ...moved, at: around.now, actor: sayActor(actor), action: action.name, key, subject, bytes }
  const texts = recorder.texts.map((text) => ({ workspace: world.workspace, sequence, ...text }))
  await appendEntry(trx, entry, texts)
  await moveHead(trx, moved)
  return { answer, head: moved }
}

function sayActor(actor: Actor): string {
  if (actor.kind === 'person') return actor.id
  if (actor.kind === 'source') return `source:${actor.name}`
  return actor.kind === 'operator' ? `operator:${actor.user}` : actor.kind
}

function wayOf(actor: Actor): Way {
  if (actor.kind === 'person') return 'slack'
  if (actor.kind === 'source') return 'webhook'
  return actor.kind === 'operator' ? 'command line' : 'calendar'
}
