import type { Reads } from '../../db/engine.ts'
import { type ObligationFacts, openObligationOn } from '../../db/facts.ts'
import { listed } from '../words.ts'

export function holderNames({ holders }: ObligationFacts): string[] {
  return holders.flatMap(({ as, person }) => (as === 'holder' && person ? [person.name] : []))
}

/** Who is asked to endorse a submission now, as `Ann and Bob`; empty where nobody is. */
export async function awaitedNames(db: Reads, workspace: string, submission: string): Promise<string> {
  const open = await openObligationOn(db, workspace, 'endorse', submission)
  return open ? listed(holderNames(open), 5) : ''
}
