import { headOf } from '../../../db/audit.ts'
import type { PersonRow } from '../../../db/schema.ts'
import type { Act } from '../../actions/act.ts'
import { judging } from '../../actions/judging.ts'
import type { Desk, Gesture } from '../gesture.ts'
import type { Filled, Form } from '../views/modals/form.ts'
import { clashing, marksAfter, marksOf, merged, refuseClash } from './merge.ts'

export const modalNames = [
  'add',
  'edit',
  'review',
  'submit',
  'endorse',
  'send_back',
  'audience',
  'settings',
  'snooze',
  'hand_over',
  'delegate',
  'retire',
  'golive',
  'compare',
  'read',
  'missing',
  'pick',
  'report',
  'significant',
  'not_significant',
  'merge',
  'event',
  'reopen_event',
  'withdraw_event',
  'rules',
  'rule',
  'rule_removal',
  'criteria',
  'assign_all',
  'record',
  'change_several',
  'hand_over_all',
  'filter',
  'waive',
  'grant_waiver',
  'refuse_waiver',
  'excuse',
  'attest',
  'compare_tracker',
  'compared',
  'report_incident',
  'campaign',
] as const
export type ModalName = (typeof modalNames)[number]

/** The state that a form started from: it travels with the form, and a save is judged by it. */
export type Stamp = Readonly<Record<string, string | number | null>>

/** What everything about one window stands on. */
export type Ask = {
  desk: Desk
  who: PersonRow
  /** To read and to judge with; nothing can be written through it. */
  act: Act
  subject: string
  page: number
  /** What was said already where the window was opened. */
  draft?: Filled
}

/** `blocks` are the ids of the fields that stood there: what is drawn anew gets another one. */
export type Submission = Ask & { gesture: Gesture; from: Stamp; blocks: readonly string[] }

/** `subject` is what the window is about from now on: a policy stands for its open review only while it is opened. */
export type Drawn = { form: Form; from: Stamp; subject: string; filled: Filled }

/**
 * How a window ends: it says a sentence, becomes another window, or closes. `told` is a sentence that is left out
 * where the message that it was opened from tells the same.
 */
export type End = null | string | { told: string } | { go: ModalName; subject: string }

export type Modal = {
  title: string
  begin(ask: Ask): Promise<Drawn>
  /** The same form, with what stands in it, by the facts of now. */
  again(ask: Ask, filled: Filled, from: Stamp): Promise<Drawn>
  submit(submission: Submission, filled: Filled): Promise<End>
}

type Spec<Facts> = {
  title: string
  /** Reads also what has ended meanwhile: what was typed about it is still to be shown. */
  read(ask: Ask): Promise<Facts>
  /** Refuses who has nothing to do here, and what is no more to be done. */
  permit?(ask: Ask, facts: Facts): void | Promise<void>
  begin?(facts: Facts, ask: Ask): Filled
  /** The id of what was found, where a policy may stand for it. */
  subject?(facts: Facts): string
  /** What others changed meanwhile is kept, but where both changed the same field. `begin` then shows what stands. */
  merges?: true
  /** `about` names the policy whose changes are told in a conflict. */
  from?(facts: Facts): Stamp
  draw(facts: Facts, filled: Filled, ask: Ask): Form | Promise<Form>
  submit?(submission: Submission, filled: Filled): Promise<End>
}

export function modal<Facts>(spec: Spec<Facts>): Modal {
  const drawn = async (ask: Ask, facts: Facts, filled: Filled, marks: Stamp): Promise<Drawn> => {
    const head = await headOf(ask.act.trx, ask.act.workspace)
    const from = { ...spec.from?.(facts), ...marks, sequence: head?.sequence ?? 0 }
    const subject = spec.subject?.(facts) ?? ask.subject
    return { form: await spec.draw(facts, filled, ask), from, subject, filled }
  }
  const mergedFor = async (submission: Submission, filled: Filled): Promise<Filled> => {
    const facts = await spec.read(submission)
    const shown = spec.begin?.(facts, submission) ?? {}
    const both = clashing(filled, shown, submission.from)
    if (both.length === 0) return merged(filled, shown, submission.from)
    const form = await spec.draw(facts, filled, submission)
    return await refuseClash(submission.act, form, both, { now: shown, yours: filled })
  }
  return {
    title: spec.title,
    async begin(ask) {
      const facts = await spec.read(ask)
      await spec.permit?.(ask, facts)
      const shown = spec.begin?.(facts, ask) ?? {}
      return await drawn(ask, facts, shown, spec.merges ? marksOf(shown) : {})
    },
    async again(ask, filled, from) {
      const facts = await spec.read(ask)
      const shown = spec.merges ? (spec.begin?.(facts, ask) ?? {}) : {}
      return await drawn(ask, facts, filled, marksAfter(filled, shown, from))
    },
    async submit(submission, filled) {
      const whole = spec.merges ? await mergedFor(submission, filled) : filled
      return (await spec.submit?.(submission, whole)) ?? null
    },
  }
}

export async function askOf(desk: Desk, who: PersonRow, subject: string, page = 0): Promise<Ask> {
  const act = await judging(desk.world, { kind: 'person', id: who.id })
  return { desk, who, act, subject, page }
}
