import { eventById } from '../../db/events.ts'
import { perform } from '../actions/perform.ts'
import { reportEvent } from '../actions/report-event.ts'
import type { World } from '../actions/world.ts'
import { refuse } from '../rules/refusal.ts'
import type { Report } from './parse-report.ts'

export type Taken = { isNew: boolean; event: string; number: number; decideBy: string | null }

/** The same id again is the same report: it gets the first answer, and is refused where it says something else. */
export async function takeReport(world: World, source: string, report: Report): Promise<Taken> {
  const { id, ...request } = report
  let isNew = false
  const action: typeof reportEvent = {
    ...reportEvent,
    // Of a key that is known nothing is carried out.
    carryOut(...given) {
      isNew = true
      return reportEvent.carryOut(...given)
    },
  }
  const actor = { kind: 'source' as const, name: source }
  const answer = await perform(world, actor, action, request, `hook:${source}:${id}`)
  const event = `E-${answer.number}`
  if (!(await saysTheSame(world, answer.event, report))) refuse('report_differs', { id, event })
  return { isNew, event, number: answer.number, decideBy: answer.decideBy }
}

async function saysTheSame({ database, workspace }: World, event: string, report: Report): Promise<boolean> {
  const row = await eventById(database.kysely, workspace, event)
  const { category, happenedOn, what, tags, link } = report
  const said = [category, happenedOn, what, JSON.stringify(tags), link]
  return (
    row !== undefined &&
    said.every((one, at) => one === [row.category, row.happenedOn, row.what, row.tags, row.link][at])
  )
}
