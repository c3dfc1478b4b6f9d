import { tagsAndComponents } from '../../../db/register.ts'
import { refuse } from '../../rules/refusal.ts'
import { type Filter, noFilter, sayFilter } from '../filter.ts'
import { turnHome } from '../home.ts'
import { postures } from '../posture-words.ts'
import { readTypedFilter } from '../typed-filter.ts'
import { any, type FilterForm, filterForm } from '../views/modals/filter.ts'
import { type Filled, listIn, textIn } from '../views/modals/form.ts'
import { type Ask, modal } from './modal.ts'
import { oneOf, wordsIn } from './parse.ts'

/** Chooses what the register in Home is narrowed to; the window is about the filter that stands now, as it is typed. */
export const filter = modal<FilterForm>({
  title: 'Filter the register',
  async read({ act }) {
    return { ...(await tagsAndComponents(act.trx, act.workspace)), postures }
  },
  begin: (_, ask) => shownOf(readTypedFilter(ask.subject) ?? noFilter, ask),
  draw: filterForm,
  async submit({ desk, who }, filled) {
    await turnHome(desk, who, { list: 'home:register', filter: sayFilter(chosenIn(filled)), page: 1 })
    return null
  },
})

function shownOf({ postures: chosen, status, owner, tag, component, text }: Filter, { who }: Ask): Filled {
  return {
    postures: chosen,
    status: status ?? any,
    owner: owner === 'me' ? (who.slackId ?? '') : (owner?.slackId ?? ''),
    tag: tag ?? any,
    component: component ?? any,
    text: text ?? '',
  }
}

function chosenIn(filled: Filled): Filter {
  const chosen = listIn(filled, 'postures')
  const owner = textIn(filled, 'owner')
  const status = oneOf(filled, 'status', [any, 'active', 'draft', 'retired'] as const)
  return {
    ...noFilter,
    postures: postures.filter((posture) => chosen.includes(posture)),
    status: status === any ? null : status,
    owner: owner === '' ? null : { slackId: owner },
    tag: wordOf(filled, 'tag'),
    component: wordOf(filled, 'component'),
    text: wordOf(filled, 'text'),
  }
}

/** Quotation marks would end what stands in them, so a word of nothing else is none. */
function wordOf(filled: Filled, field: 'tag' | 'component' | 'text'): string | null {
  const words = wordsIn(filled, field)
  if (words === null || words === any) return null
  if (!/[^\s"“”„‟«»`]/.test(words))
    refuse('bad_request', { expected: 'words to look for', came: words }, field)
  return words
}
