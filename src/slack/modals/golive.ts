import { workspaceOf } from '../../../db/workspaces.ts'
import { firstEndorsements, firstMornings, firstRequests } from '../../actions/first-mornings.ts'
import { goLive, missingToGoLive } from '../../actions/go-live.ts'
import { perform } from '../../actions/perform.ts'
import { dayIn } from '../../rules/calendar.ts'
import { refuse } from '../../rules/refusal.ts'
import { sayDay, sayMoment } from '../../words.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import { type GoliveForm, goliveForm } from '../views/modals/golive.ts'
import { type Ask, modal } from './modal.ts'

export const golive = modal<GoliveForm>({
  title: 'Go live',
  read,
  async permit({ act }) {
    await permitHere(act, 'go-live', null)
    if (act.liveAt) refuse('already_live', { since: sayDay(dayIn(act.calendar.zone, act.liveAt), act.today) })
  },
  draw: (facts, _, { page }) => goliveForm(facts, page),
  async submit({ desk, act, gesture }) {
    const { liveAt } = await perform(desk.world, actorOf(gesture), goLive, {}, gesture.key)
    return `Live since ${sayMoment(liveAt, act.calendar.zone, act.today)}. Everyone hears on their first business morning.`
  },
})

async function read({ desk, act }: Ask): Promise<GoliveForm> {
  const row = await workspaceOf(act.trx, act.workspace)
  if (!row) return refuse('unknown_workspace', { id: act.workspace, ids: 'none' })
  return {
    missing: missingToGoLive(row, act.settings),
    mornings: await firstMornings(desk.world),
    requests: await firstRequests(desk.world),
    endorsements: await firstEndorsements(desk.world),
    hours: { opens: act.settings.sendingHour, closes: act.settings.closingHour },
    today: act.today,
  }
}
