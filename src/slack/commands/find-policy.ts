import { policiesByTitle, policyByCode } from '../../../db/policies.ts'
import { codesAndTitles } from '../../../db/register.ts'
import type { PolicyRow } from '../../../db/schema.ts'
import { keyOf } from '../../rules/name-key.ts'
import { refuse } from '../../rules/refusal.ts'
import { edits } from '../../rules/settings.ts'
import { listed } from '../../words.ts'
import type { Reader } from '../reader.ts'

const shownNearest = 3

/** By its code in whatever case, or by its whole title where one policy alone has it. */
export async function knownPolicy({ act }: Reader, typed: string): Promise<PolicyRow | undefined> {
  const { trx, workspace } = act
  const coded = await policyByCode(trx, workspace, keyOf(typed))
  if (coded) return coded
  const [titled, ...others] = await policiesByTitle(trx, workspace, keyOf(typed))
  return others.length === 0 ? titled : undefined
}

/** The same; else refused with the nearest. */
export async function findPolicy(reader: Reader, typed: string): Promise<PolicyRow> {
  const { trx, workspace } = reader.act
  const known = await knownPolicy(reader, typed)
  if (known) return known
  return refuse('unknown_code', {
    code: typed,
    nearest: nearestTo(typed, await codesAndTitles(trx, workspace)),
  })
}

/** Codes that begin or end alike are nearer than any count of letters; then titles that have the words in them. */
function nearestTo(typed: string, all: readonly { code: string; title: string }[]): string {
  const wanted = typed.toLowerCase().slice(0, 60)
  const distance = ({ code, title }: { code: string; title: string }) => {
    if (title.toLowerCase().includes(wanted)) return 0
    return edits(wanted, code.toLowerCase().slice(0, 60))
  }
  const scored = all.map((one) => ({ code: one.code, distance: distance(one) }))
  scored.sort((a, b) => a.distance - b.distance)
  const nearest = scored.slice(0, shownNearest).map(({ code }) => `"${code}"`)
  return nearest.length === 0 ? 'none, as no policy is registered yet' : listed(nearest)
}
