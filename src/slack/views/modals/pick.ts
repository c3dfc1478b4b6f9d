import { choose, type Filled, type Form, text } from './form.ts'
import { note, turning } from './shown.ts'

export const policiesAPage = 30

export type PickForm = {
  /** What is to be done with the policy, as a verb: `Review`. */
  verb: string
  /** Of this page. */
  policies: { id: string; code: string; title: string; more: string }[]
  count: number
}

/** One policy of many, a page at a time; the code leads, since titles may begin alike. */
export function pickForm({ verb, policies, count }: PickForm, filled: Filled, page: number): Form {
  const from = page * policiesAPage
  const options = policies.map(({ id, code, title, more }) => ({
    value: id,
    words: `${code} ${title}`,
    more,
  }))
  const where = `${from + 1}–${from + policies.length} of ${count}`
  return {
    title: 'Choose a policy',
    submit: verb,
    blocks: [
      text(filled, 'filter', 'Find', {
        most: 100,
        isOptional: true,
        isDispatched: true,
        hint: 'A part of the code or the title; press Enter.',
      }),
      ...(options.length === 0
        ? [note('No policy fits here.')]
        : [choose(filled, `policy~${page}`, 'Policy', options)]),
      ...turning(page, Math.ceil(count / policiesAPage), where),
    ],
  }
}
