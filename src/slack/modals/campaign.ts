import { type InForceRow, policiesInForce } from '../../../db/campaigns.ts'
import { tagsAndComponents } from '../../../db/register.ts'
import { toAsk } from '../../actions/open-campaign.ts'
import { perform } from '../../actions/perform.ts'
import { requireStartable, startCampaign } from '../../actions/start-campaign.ts'
import { addDays } from '../../rules/calendar.ts'
import { type Scope, unionOf } from '../../rules/campaign.ts'
import { sha256 } from '../../rules/digest.ts'
import { refuse } from '../../rules/refusal.ts'
import { daysToAcknowledge } from '../../rules/schedule.ts'
import type { Audience } from '../../rules/terms.ts'
import { counted } from '../../words.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import { campaignForm, type Progress } from '../views/modals/campaign.ts'
import { type Filled, listIn } from '../views/modals/form.ts'
import { reachedBy } from './audience.ts'
import { progressOf } from './campaign-progress.ts'
import { type Ask, modal } from './modal.ts'

type Facts = { newest: Progress | null; components: string[]; tags: string[]; inForce: InForceRow[] }

/** Everything in force asked for anew, of everybody whom it is for, after a preview of what that comes to. */
export const campaign = modal<Facts>({
  title: 'Ask for everything',
  read,
  async permit({ act }, { newest }) {
    await permitHere(act, 'start-campaign', null)
    // Of one that is being asked the window tells how far it is.
    if (!newest?.isAsking) await requireStartable(act)
  },
  async draw({ newest, components, tags, inForce }, filled, ask) {
    const scope = scopeIn(filled)
    const chosen = inForce.filter((row) => toAsk(row, scope))
    const days = daysToAcknowledge(ask.act.calendar.times, false)
    return campaignForm(
      {
        newest,
        components,
        tags,
        codes: chosen.map(({ code }) => code).sort((a, b) => a.localeCompare(b)),
        reached: await reachedBy(ask, unionOf(chosen.map(audienceOf))),
        days,
        dueOn: addDays(ask.act.today, days),
        mark: markOf(scope, chosen),
        today: ask.act.today,
      },
      filled,
    )
  },
  async submit({ gesture, ...ask }, filled) {
    const scope = scopeIn(filled)
    const chosen = (await read(ask)).inForce.filter((row) => toAsk(row, scope))
    const isSeen = listIn(filled, 'confirm').includes(markOf(scope, chosen))
    if (chosen.length > 0 && !isSeen) refuse('campaign_unseen')
    await perform(ask.desk.world, actorOf(gesture), startCampaign, scope, gesture.key)
    return `Started: everybody whom ${counted(chosen.length, 'policy', 'policies')} ${chosen.length === 1 ? 'concerns' : 'concern'} is asked, in one message each, between 09:00 and 18:00 of their own business day. This window tells from now on how far it is.`
  },
})

async function read({ act }: Ask): Promise<Facts> {
  const { trx, workspace } = act
  return {
    newest: await progressOf(act),
    ...(await tagsAndComponents(trx, workspace)),
    inForce: await policiesInForce(trx, workspace, { after: '', limit: Number.MAX_SAFE_INTEGER }),
  }
}

const scopeIn = (filled: Filled): Scope => ({
  components: listIn(filled, 'components'),
  tags: listIn(filled, 'tags'),
})

const audienceOf = ({ audience }: InForceRow) => JSON.parse(audience) as Audience

/** The same for the same policies within the same scope. */
function markOf(scope: Scope, chosen: readonly InForceRow[]): string {
  return sha256(JSON.stringify([scope, chosen.map(({ version }) => version)])).slice(0, 12)
}
