import { registerPage } from '../../../db/register.ts'
import { requireHolders } from '../../actions/roles.ts'
import { keyOf } from '../../rules/name-key.ts'
import { refuse } from '../../rules/refusal.ts'
import { parseCommand } from '../command-line.ts'
import { permitHere } from '../permit-here.ts'
import { readerOf } from '../reader.ts'
import { registerWanted } from '../register.ts'
import { type ChangeSeveralForm, changeSeveralForm, previewBlock } from '../views/modals/change-several.ts'
import { type Filled, listIn, textIn } from '../views/modals/form.ts'
import { groupsOf } from './audience.ts'
import { type Ask, modal } from './modal.ts'
import {
  type Candidate,
  candidatesOf,
  carryOutPlan,
  markOf,
  type Plan,
  planOf,
  sayDone,
  sayPlan,
} from './several-plan.ts'
import { peopleOf, wishIn, wishShown } from './wish.ts'

/** Those that the list was narrowed to; the subject is its filter, as it would be typed. */
type Facts = Pick<ChangeSeveralForm, 'narrowed' | 'whose' | 'groups'> & { candidates: Candidate[] }

/** A button carries something, also where the list was not narrowed. */
const everyPolicy = 'all'
/** As many as one menu lists; the others are found by looking for them. */
const mostListed = 100

/** One owner, deputies, approvers, an audience, tags or components for many policies at once. */
export const changeSeveral = modal<Facts>({
  title: 'Change several',
  read,
  async permit({ act }) {
    await permitHere(act, 'change-policy', null)
  },
  begin: () => ({ which: 'all', how: 'add' }),
  async draw(facts, filled, ask) {
    const { narrowed, whose, groups, candidates } = facts
    const found = foundIn(candidates, filled)
    const wish = await wishShown(ask.act, filled)
    const plan = wish && planOf(chosenOf(candidates, filled), wish)
    return changeSeveralForm(
      {
        narrowed,
        whose,
        groups,
        total: candidates.length,
        found: found.slice(0, mostListed).map(({ id, code, title }) => ({ id, code, title })),
        foundCount: found.length,
        preview: plan && (await sayPlan(ask.act, plan)),
        mark: markOf(plan),
      },
      filled,
    )
  },
  async submit({ blocks, gesture, ...ask }, filled) {
    const wish = await wishIn(ask.act, filled)
    await requireHolders(ask.act, peopleOf(wish), asWhat[wish.field], wish.field)
    const { candidates } = await read(ask)
    const chosen = chosenOf(candidates, filled)
    if (chosen.length === 0) refuse('bad_request', { expected: 'policies', came: 'none' }, 'policies')
    const plan: Plan = planOf(chosen, wish)
    if (!blocks.includes(previewBlock(markOf(plan)))) refuse('change_unseen')
    return await sayDone(ask.act, plan, await carryOutPlan(ask.desk, gesture, plan))
  },
})

const asWhat = {
  owner: 'owner',
  deputies: 'deputy',
  approvers: 'approver',
  audience: 'in an audience',
  tags: '',
  components: '',
}

async function read({ desk, act, who, subject }: Ask): Promise<Facts> {
  const request = parseCommand(`list ${subject === everyPolicy ? '' : subject}`, 4_000)
  if (request.word !== 'list') return refuse('bad_request', { expected: 'a list', came: `"${subject}"` })
  const { narrowed, wanted } = await registerWanted(await readerOf(desk, who), request.filter)
  const all = { offset: 0, limit: Number.MAX_SAFE_INTEGER }
  const { policies } = await registerPage(act.trx, act.workspace, { ...wanted, isKept: true }, all)
  return {
    narrowed: narrowed.words,
    whose: narrowed.whose,
    groups: await groupsOf(desk, []),
    candidates: await candidatesOf(act, policies),
  }
}

function foundIn(candidates: readonly Candidate[], filled: Filled): Candidate[] {
  const wanted = keyOf(textIn(filled, 'find'))
  return candidates.filter(({ code, title }) => keyOf(code).includes(wanted) || keyOf(title).includes(wanted))
}

function chosenOf(candidates: readonly Candidate[], filled: Filled): Candidate[] {
  if (textIn(filled, 'which') !== 'some') return [...candidates]
  const ids = new Set(listIn(filled, 'policies'))
  return candidates.filter(({ id }) => ids.has(id))
}
