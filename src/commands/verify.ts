import { setImmediate } from 'node:timers/promises'
import { verifyChain } from '../evidence/verify-chain.ts'
import { counted } from '../words.ts'
import { type Output, writeJson } from './output.ts'
import { startProgress } from './progress.ts'
import { type Where, withRecord } from './record.ts'

/** Checks the audit chain of the live database, offline; 3 where it found damage. */
export async function verify(options: Where, output: Output): Promise<number> {
  return await withRecord(options, async ({ database, workspace: { workspace } }) => {
    const progress = startProgress(output, 'entries checked')
    const { ok, entries, texts, damage } = await verifyChain(database.kysely, workspace, async (done) => {
      progress.at(done)
      await setImmediate()
    })
    progress.end()
    const [first] = damage
    if (options.json) writeJson(output, { ok, checked: { entries, files: 0, texts }, damage })
    else if (first) {
      output.out(`Damaged at ${first.where}.\n  expected ${first.expected}\n  found    ${first.found}\n`)
      output.out('Everything before it holds. Keep the file as it is, and compare it with a backup.\n')
    } else
      output.out(
        `All ${counted(entries, 'entry', 'entries')} hold, and ${counted(texts, 'text')} beside them.\n`,
      )
    return ok ? 0 : 3
  })
}
