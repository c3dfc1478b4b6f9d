import type { EventCategory, eventCategories } from '../../../rules/terms.ts'
import { categoryWords } from '../../../words.ts'
import { section } from '../blocks.ts'
import { bold, mrkdwn } from '../mrkdwn.ts'
import { type Filled, type Form, type FormBlock, text } from './form.ts'
import { note } from './shown.ts'

export type CriteriaForm = { categories: typeof eventCategories; longest: number }

/** What makes an event of each category significant, and how many days its reviews have. */
export function criteriaForm({ categories, longest }: CriteriaForm, filled: Filled): Form {
  return {
    title: 'Criteria and deadlines',
    submit: 'Save',
    blocks: [
      note(
        'Who decides on an event sees the criteria of its category. The days count from the decision; reviews that are open keep theirs.',
      ),
      ...categories.flatMap((category) => fieldsOf(category, longest, filled)),
      section(bold(mrkdwn`A law that holds already`)) as FormBlock,
      text(filled, 'lawDays', 'Business days for the review', {
        most: 3,
        hint: 'One that is still to come is reviewed until it comes into effect.',
      }),
    ],
  }
}

function fieldsOf(category: EventCategory, longest: number, filled: Filled): FormBlock[] {
  return [
    section(bold(mrkdwn`${categoryWords[category].name}`)) as FormBlock,
    text(filled, `criteria_${category}`, 'Criteria', {
      most: longest,
      isLong: true,
      isOptional: true,
      hint: 'Left empty: the words that ship.',
    }),
    text(filled, `days_${category}`, 'Days for the review', { most: 3 }),
  ]
}
