import { entriesAbout, entryTexts } from '../../db/audit.ts'
import { eventById } from '../../db/events.ts'
import { peopleById } from '../../db/people.ts'
import type { EntryRow } from '../../db/schema.ts'
import type { Act } from '../actions/act.ts'
import type { EventState } from '../rules/terms.ts'
import { sayMoment } from '../words.ts'
import { eventCode } from './views/event.ts'
import type { HistoryLine } from './views/modals/event-shown.ts'

/** What was decided on a report, from the entries about it: nothing of it is ever erased. */

const mostEntries = 40

type Row = Record<string, unknown>
type Changed = { op: string; table: string; key: Row; after: Row | null }

export async function historyOf(act: Act, event: string): Promise<HistoryLine[]> {
  const { trx, workspace } = act
  const entries = await entriesAbout(trx, workspace, event, mostEntries)
  const people = await peopleById(
    trx,
    workspace,
    entries.map(({ actor }) => actor),
  )
  const texts = await entryTexts(
    trx,
    workspace,
    entries.map(({ sequence }) => sequence),
  )
  const lines: HistoryLine[] = []
  for (const entry of entries) {
    for (const { op, after } of changesOf(entry, event)) {
      const state = after?.state as EventState | undefined
      if (state === undefined) continue
      const rule = after?.decidedByRule
      const who = typeof rule === 'string' ? `the rule "${rule}"` : people.get(entry.actor)?.name
      lines.push({
        at: sayMoment(entry.at, act.calendar.zone, act.today),
        who: who ?? 'Perennial',
        did: op === 'insert' ? 'reported it' : await whatWasDone(act, state, after),
        reason: texts.get(`${entry.sequence} ${hashIn(after?.reason)}`) ?? null,
      })
    }
  }
  return lines
}

function changesOf({ bytes }: EntryRow, event: string): Changed[] {
  const { changes } = JSON.parse(bytes) as { changes: Changed[] }
  return changes.filter(({ table, key }) => table === 'events' && key.id === event)
}

async function whatWasDone(act: Act, state: EventState, after: Row | null): Promise<string> {
  if (state === 'reported') return 'opened it again'
  if (state === 'withdrawn') return 'withdrew it'
  if (state !== 'merged') return `decided that it is ${state}`
  const into = await eventById(act.trx, act.workspace, String(after?.mergedInto))
  return into ? `merged it into ${eventCode(into.number)}` : 'merged it into another'
}

/** Free text is in an entry by its salted hash. */
const hashIn = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'text' in value ? String(value.text) : ''
