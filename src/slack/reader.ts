import type { PersonRow } from '../../db/schema.ts'
import type { Act } from '../actions/act.ts'
import { judging } from '../actions/judging.ts'
import { answersAsManager } from '../actions/roles.ts'
import type { Desk } from './gesture.ts'
import { makeNamer } from './views/mrkdwn.ts'
import type { Setting } from './views/piece.ts'

/** Who asks to see something, and what everything shown to them stands on. Read once for each thing that is shown. */
export type Reader = {
  who: PersonRow
  /** To read and to judge with; nothing can be written through it. */
  act: Act
  setting: Setting
  isManager: boolean
  isAuditor: boolean
}

export async function readerOf({ world }: Desk, who: PersonRow): Promise<Reader> {
  const act = await judging(world, { kind: 'person', id: who.id })
  const { portalUrl } = act.settings
  const setting = { today: act.today, zone: act.calendar.zone, portalUrl, name: makeNamer(), isOnly: false }
  const isAuditor = act.settings.auditors.includes(who.id)
  return { who, act, setting, isAuditor, isManager: await answersAsManager(act, who) }
}
