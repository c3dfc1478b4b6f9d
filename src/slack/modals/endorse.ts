import { endorse as endorsing } from '../../actions/endorse.ts'
import { perform } from '../../actions/perform.ts'
import { sendBack as sendingBack } from '../../actions/send-back.ts'
import { actorOf } from '../gesture.ts'
import { endorseForm, sendBackForm } from '../views/modals/endorse.ts'
import { textIn } from '../views/modals/form.ts'
import { sayEndorsed, saySentBack } from './decided.ts'
import { boundTo, type EndorseFacts, readEndorse, requireDecider, shownIn } from './endorse-facts.ts'
import { modal } from './modal.ts'
import { changeKinds, oneOf, wordsIn } from './parse.ts'

export const endorse = modal<EndorseFacts>({
  title: 'Endorse',
  read: readEndorse,
  permit: requireDecider,
  begin: ({ changeKind }) => ({ changeKind: changeKind ?? '' }),
  subject: ({ submission }) => submission,
  from: boundTo,
  draw: (facts, filled) => endorseForm(facts, filled),
  async submit(submission, filled) {
    const { desk, gesture, from } = submission
    const request = {
      ...shownIn(from),
      changeKind: 'changeKind' in filled ? oneOf(filled, 'changeKind', changeKinds) : null,
      comment: wordsIn(filled, 'comment'),
    }
    await perform(desk.world, actorOf(gesture), endorsing, request, gesture.key)
    return { told: await sayEndorsed(submission) }
  },
})

export const sendBack = modal<EndorseFacts>({
  title: 'Send back',
  read: readEndorse,
  permit: requireDecider,
  subject: ({ submission }) => submission,
  from: boundTo,
  draw: (facts, filled) => sendBackForm(facts, filled),
  async submit(submission, filled) {
    const { desk, gesture, from } = submission
    const request = { ...shownIn(from), reason: textIn(filled, 'reason') }
    await perform(desk.world, actorOf(gesture), sendingBack, request, gesture.key)
    return { told: await saySentBack(submission) }
  },
})
