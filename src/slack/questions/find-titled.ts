import { policyById } from '../../../db/policies.ts'
import { codesAndTitles } from '../../../db/register.ts'
import type { PolicyRow } from '../../../db/schema.ts'
import { knownPolicy } from '../commands/find-policy.ts'
import type { Reader } from '../reader.ts'
import { namesIn, nearTitles, type Titled, titlesWith } from './near-titles.ts'

/** `several` have it in their title; `near` are offered where none has. */
export type Found =
  | { is: 'one'; policy: PolicyRow }
  | { is: 'several'; name: string }
  | { is: 'near'; near: Titled[] }

/** The policy that somebody names by its code, its title, a part of that, or nearly so. */
export async function findTitled(reader: Reader, named: string): Promise<Found> {
  for (const name of namesIn(named)) {
    const policy = await knownPolicy(reader, name)
    if (policy) return { is: 'one', policy }
  }
  const { trx, workspace } = reader.act
  const all = await codesAndTitles(trx, workspace)
  const [first, ...others] = titlesWith(named, all)
  if (first && others.length > 0) return { is: 'several', name: namesIn(named).at(-1) as string }
  const policy = first && (await policyById(trx, workspace, first.id))
  return policy ? { is: 'one', policy } : { is: 'near', near: nearTitles(named, all) }
}
