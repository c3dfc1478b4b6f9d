import type { Json } from '../rules/audit-chain.ts'
import type { Actor, Way } from '../rules/terms.ts'
import { type Action, type Keyed, largestBatch, performAll, type Result } from './perform.ts'
import type { World } from './world.ts'

/** Any number of requests, a piece of them a transaction, with everybody else's turn between two pieces. */
export async function performMany<Request, Loaded, Answer extends Json>(
  world: World,
  actor: Actor,
  action: Action<Request, Loaded, Answer>,
  requests: readonly Keyed<Request>[],
  way?: Way,
): Promise<Result<Answer>[]> {
  const results: Result<Answer>[] = []
  for (let from = 0; from < requests.length; from += largestBatch) {
    const piece = requests.slice(from, from + largestBatch)
    results.push(...(await performAll(world, actor, action, piece, way)))
    await new Promise((others) => setImmediate(others))
  }
  return results
}
