import { perform } from '../../actions/perform.ts'
import { type Recorded, reportEvent } from '../../actions/report-event.ts'
import { knownTags } from '../../rules/events.ts'
import { dueInBusinessDays } from '../../rules/schedule.ts'
import type { Day } from '../../rules/terms.ts'
import { eventCategories } from '../../rules/terms.ts'
import { counted, sayDay } from '../../words.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import { eventCode } from '../views/event.ts'
import { type ReportForm, reportForm } from '../views/modals/event.ts'
import { listIn, textIn } from '../views/modals/form.ts'
import { modal } from './modal.ts'
import { oneOf, requiredDay, wordsIn } from './parse.ts'

/** It begins with what was typed after the command, or with the message that it was chosen on. */
export const report = modal<Omit<ReportForm, 'isWithoutLink'>>({
  title: 'Report',
  read: async ({ act }) => ({
    tags: knownTags(act.settings.tags),
    criteria: act.settings.criteria,
    decideBy: dueInBusinessDays(act.calendar, 'triage', act.today),
    today: act.today,
  }),
  async permit({ act }) {
    await permitHere(act, 'report-event', null)
  },
  begin: ({ today }, { draft }) => ({ happenedOn: today, ...draft }),
  draw: (facts, filled, { draft }) => reportForm({ ...facts, isWithoutLink: draft?.link === '' }, filled),
  async submit({ desk, act, gesture }, filled) {
    const request = {
      category: oneOf(filled, 'category', eventCategories, 'a category'),
      happenedOn: requiredDay(filled, 'happenedOn'),
      what: textIn(filled, 'what'),
      tags: listIn(filled, 'tags'),
      link: wordsIn(filled, 'link'),
    }
    const recorded = await perform(desk.world, actorOf(gesture), reportEvent, request, gesture.key)
    return sayRecorded(recorded, act.today)
  },
})

/** What was recorded, and what happens next. */
function sayRecorded({ number, decideBy, rule, reviews }: Recorded, today: Day): string {
  const recorded = `Recorded as ${eventCode(number)}.`
  if (rule !== null)
    return `${recorded} By the rule "${rule}" it is significant: ${counted(reviews.length, 'policy is', 'policies are')} reviewed because of it.`
  return `${recorded} The policy managers decide by ${sayDay(decideBy, today)} whether policies must be reviewed; you will hear the outcome.`
}
