import { type Filled, type Form, person, several } from './form.ts'
import { note } from './shown.ts'

export type AssignAllForm = { policies: { id: string; code: string; title: string }[] }

export function assignAllForm({ policies }: AssignAllForm, filled: Filled): Form {
  if (policies.length === 0)
    return { title: 'Assign all', blocks: [note('Every policy has an owner: there is nothing to assign.')] }
  const options = policies.map(({ id, code, title }) => ({ value: id, words: `${code} ${title}` }))
  return {
    title: 'Assign all',
    submit: 'Assign',
    blocks: [
      several(filled, 'policies', 'Policies without an owner', options, { isOptional: false }),
      person(filled, 'owner', 'Owner', {
        hint: 'Open reviews go over to them; reminders that were sent are not sent again.',
      }),
    ],
  }
}
