import { perform } from '../../actions/perform.ts'
import { type Recorded, reportEvent } from '../../actions/report-event.ts'
import type { Incident } from '../../rules/comparison.ts'
import { knownTags } from '../../rules/events.ts'
import { refuse } from '../../rules/refusal.ts'
import { dueInBusinessDays } from '../../rules/schedule.ts'
import type { Day } from '../../rules/terms.ts'
import { eventCategories } from '../../rules/terms.ts'
import { counted, sayDay } from '../../words.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import { eventCode } from '../views/event.ts'
import { type ReportForm, reportForm } from '../views/modals/event.ts'
import { type Filled, listIn, textIn } from '../views/modals/form.ts'
import { readIncident } from './incident.ts'
import { type Ask, modal, type Submission } from './modal.ts'
import { oneOf, requiredDay, wordsIn } from './parse.ts'

type Facts = Omit<ReportForm, 'isWithoutLink'>

const shared = {
  title: 'Report',
  async permit({ act }: Ask) {
    await permitHere(act, 'report-event', null)
  },
  async submit({ desk, act, gesture }: Submission, filled: Filled) {
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
}

/** It begins with what was typed after the command, or with the message that it was chosen on. */
export const report = modal<Facts>({
  ...shared,
  read: readForm,
  begin: ({ today }, { draft }) => ({ happenedOn: today, ...draft }),
  draw: (facts, filled, { draft }) => reportForm({ ...facts, isWithoutLink: draft?.link === '' }, filled),
})

/** Begins with what a tracker says of it; the subject is where it stands in the tracker's export. */
export const reportIncident = modal<Facts & { incident: Incident }>({
  ...shared,
  async read(ask) {
    await permitHere(ask.act, 'compare-incidents', null)
    const found = await readIncident(ask.act, ask.subject)
    if (!found) refuse('bad_request', { expected: 'an incident of the file', came: 'one of another file' })
    return { ...(await readForm(ask)), incident: found.incident }
  },
  begin: ({ incident: { id, title, openedOn, link }, today }) => ({
    category: 'security_event',
    happenedOn: openedOn === null || openedOn > today ? today : openedOn,
    what: id === null || title === id ? title : `${title} (${id})`,
    ...(link === null ? {} : { link }),
  }),
  draw: (facts, filled) => reportForm({ ...facts, isWithoutLink: false }, filled),
})

async function readForm({ act }: Ask): Promise<Facts> {
  return {
    tags: knownTags(act.settings.tags),
    criteria: act.settings.criteria,
    decideBy: dueInBusinessDays(act.calendar, 'triage', act.today),
    today: act.today,
  }
}

/** What was recorded, and what happens next. */
function sayRecorded({ number, decideBy, rule, reviews }: Recorded, today: Day): string {
  const recorded = `Recorded as ${eventCode(number)}.`
  if (rule !== null)
    return `${recorded} By the rule "${rule}" it is significant: ${counted(reviews.length, 'policy is', 'policies are')} reviewed because of it.`
  return `${recorded} The policy managers decide by ${sayDay(decideBy, today)} whether policies must be reviewed; you will hear the outcome.`
}
