import type { RoutingRule } from '../../../rules/routing.ts'
import { categoryWords, listed } from '../../../words.ts'
import { section } from '../blocks.ts'
import { actions } from '../buttons.ts'
import { bold, dotted, free, underneath } from '../mrkdwn.ts'
import { choose, type Filled, type Form, type FormBlock, type Option, several, ticks } from './form.ts'
import { note, turning } from './shown.ts'

/** The windows for the routing rules: the list of them, one of them, and the end of one. */

export const rulesAPage = 25

export type RuleShown = Pick<RoutingRule, 'category' | 'tags' | 'components' | 'withoutTriage'> & {
  /** Its place in the order, from 0. */
  at: number
  policies: { code: string; title: string }[]
  /** Why it proposes less than it says; null where it does what it says. */
  trouble: string | null
}

/** In the place of a rule's number. */
export const newRule = 'new'

export type RulesForm = { rules: RuleShown[]; count: number; page: number }

const mostNamed = 8

/** `Security event, customer data`. */
function ruleWhen({ category, tags }: Pick<RuleShown, 'category' | 'tags'>): string {
  return [category === null ? 'Any event' : categoryWords[category].name, ...tags].join(', ')
}

function ruleThen({ policies, components, withoutTriage }: RuleShown): string {
  const named = [
    ...policies.map(({ code, title }) => `${title} (${code})`),
    ...components.map((one) => `every policy with ${one}`),
  ]
  return `${withoutTriage ? 'Opens reviews without triage of' : 'Proposes'} ${listed(named, mostNamed)}.`
}

function ruleBlocks(rule: RuleShown): FormBlock[] {
  const trouble = rule.trouble === null ? null : free(rule.trouble, 400)
  const line = underneath(bold(free(ruleWhen(rule), 300)), dotted(free(ruleThen(rule), 1_500), trouble))
  const about = { code: '', title: ruleWhen(rule) }
  const presses = [
    { action: 'rule', words: 'Change…', value: String(rule.at) },
    { action: 'rule_removal', words: 'Remove…', value: String(rule.at) },
  ]
  return [
    section(line) as FormBlock,
    ...(actions(`rule:${rule.at}`, about, presses, { isOnly: false }) as FormBlock[]),
  ]
}

export function rulesForm({ rules, count, page }: RulesForm): Form {
  const from = page * rulesAPage
  const add = { action: 'rule', words: 'Add a rule…', value: newRule, isMain: true }
  return {
    title: 'Routing rules',
    blocks: [
      note(
        'A rule says which policies an event concerns. They are proposed to who decides on it, with the rule as reason. Where no rule fits, policies that share a tag are.',
      ),
      ...(count === 0 ? [note('There is no rule yet.')] : []),
      ...rules.flatMap(ruleBlocks),
      ...turning(page, Math.ceil(count / rulesAPage), `${from + 1}–${from + rules.length} of ${count}`),
      ...(actions('rules:add', { code: '', title: '' }, [add], { isOnly: true }) as FormBlock[]),
    ],
  }
}

export type RuleForm = {
  isNew: boolean
  tags: string[]
  policies: { id: string; code: string; title: string }[]
  components: string[]
  /** What the rule would have done, as far as it is typed. */
  preview: string
}

/** Each category, and all of them. */
export const anyCategory = 'any'

export function ruleForm(facts: RuleForm, filled: Filled): Form {
  const { isNew, tags, policies, components, preview } = facts
  const dispatched = { isDispatched: true }
  const categories: Option[] = [
    ...Object.entries(categoryWords).map(([value, { name }]) => ({ value, words: name })),
    { value: anyCategory, words: 'Any category' },
  ]
  const options = (words: readonly string[]) => words.map((value) => ({ value, words: value }))
  return {
    title: isNew ? 'Add a rule' : 'Change a rule',
    submit: 'Save',
    blocks: [
      choose(filled, 'category', 'Category', categories, dispatched),
      several(filled, 'tags', 'Tags', options(tags), {
        ...dispatched,
        hint: 'An event fits that has all of them.',
      }),
      note(preview),
      ...(policies.length === 0
        ? []
        : [
            several(
              filled,
              'policies',
              'Policies',
              policies.map(({ id, code, title }) => ({ value: id, words: `${code} ${title}` })),
              dispatched,
            ),
          ]),
      ...(components.length === 0
        ? []
        : [
            several(filled, 'components', 'Components', options(components), {
              ...dispatched,
              hint: 'Each stands for the policies that have it, whichever these are on the day.',
            }),
          ]),
      ticks(filled, 'withoutTriage', 'Triage', [
        {
          value: 'withoutTriage',
          words: 'Open reviews without triage',
          more: 'An event that fits is significant at once. Only of one category.',
        },
      ]),
    ],
  }
}

export function ruleRemovalForm(rule: RuleShown): Form {
  return {
    title: 'Remove a rule',
    submit: 'Remove',
    blocks: [
      section(underneath(bold(free(ruleWhen(rule), 300)), free(ruleThen(rule), 1_500))) as FormBlock,
      note('It proposes nothing any more. What was decided by it stays as it is.'),
    ],
  }
}
