import { policiesWithComponents } from '../../../db/coverage.ts'
import { countCoverage, coverageOf, readCovering } from '../../rules/coverage.ts'
import type { Message } from '../../rules/message-facts.ts'
import type { Reader } from '../reader.ts'
import { coverageMessage } from '../views/coverage.ts'
import { lastPage } from '../views/paging.ts'

const size = 30

/** The components of the programme, those without a policy in force first. */
export async function coveragePage({ act, isManager, setting }: Reader, wanted: number): Promise<Message> {
  const rows = await policiesWithComponents(act.trx, act.workspace)
  const all = coverageOf(act.settings.components, rows.map(readCovering), act.today)
  const page = Math.min(wanted, lastPage({ total: all.length, size }))
  const shown = all.slice((page - 1) * size, page * size)
  const paged = { list: 'coverage', filter: '', page, size, total: all.length }
  return coverageMessage({ ...paged, counts: countCoverage(all), shown, canAdd: isManager }, setting)
}
