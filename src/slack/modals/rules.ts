import { allPolicies } from '../../../db/list.ts'
import { policiesByIds } from '../../../db/policies.ts'
import { knownComponents, lastEvents, policiesMeant } from '../../../db/routing.ts'
import { changeSettings } from '../../actions/change-settings.ts'
import { perform } from '../../actions/perform.ts'
import { sha256 } from '../../rules/digest.ts'
import { knownTags } from '../../rules/events.ts'
import { refuse } from '../../rules/refusal.ts'
import { isMeant, type Routable, type RoutingRule, wantedBy } from '../../rules/routing.ts'
import { eventCategories } from '../../rules/terms.ts'
import { listed } from '../../words.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import { type Filled, listIn } from '../views/modals/form.ts'
import {
  anyCategory,
  newRule,
  type RuleForm,
  type RuleShown,
  type RulesForm,
  ruleForm,
  ruleRemovalForm,
  rulesAPage,
  rulesForm,
} from '../views/modals/rules.ts'
import { type Ask, type End, modal, type Submission } from './modal.ts'
import { oneOf } from './parse.ts'
import { previewOf, type Tried } from './rule-preview.ts'

/** The routing rules, which policy managers keep: a list, and a window for each change of it. */

async function permitted({ act }: Ask): Promise<void> {
  await permitHere(act, 'change-settings', null)
}

export const rules = modal<RulesForm>({
  title: 'Routing rules',
  async read({ act, page }) {
    const all = act.settings.routingRules
    const from = page * rulesAPage
    const shown: RuleShown[] = []
    for (const [index, one] of all.slice(from, from + rulesAPage).entries())
      shown.push(await shownOf(act, one, from + index))
    return { rules: shown, count: all.length, page }
  },
  permit: permitted,
  draw: rulesForm,
})

async function shownOf(act: Ask['act'], one: RoutingRule, at: number): Promise<RuleShown> {
  const { trx, workspace, settings } = act
  const named = await policiesByIds(trx, workspace, one.policies)
  const meant = (await policiesMeant(trx, workspace, wantedBy([one]))).filter((policy) =>
    isMeant(one, policy),
  )
  const known = knownTags(settings.tags)
  return {
    ...one,
    at,
    policies: named.map(({ code, title }) => ({ code, title })),
    trouble: troubleOf(
      meant,
      one.tags.filter((tag) => !known.includes(tag)),
    ),
  }
}

/** What keeps a rule from doing what it says: what it names may be gone since it was saved. */
function troubleOf(meant: readonly Routable[], unknown: readonly string[]): string | null {
  if (unknown.length > 0)
    return `It fits nothing: the tag ${listed(unknown)} is not in the settings any more.`
  const inactive = meant.filter(({ status }) => status !== 'active')
  const are = inactive.map(({ code, status }) => `${code} is ${status === 'draft' ? 'a draft' : status}`)
  if (inactive.length === meant.length)
    return `It proposes nothing: ${are.length === 0 ? 'no policy has its components' : listed(are, 5)}.`
  return inactive.length === 0 ? null : `Left out: ${listed(are, 5)}.`
}

type Facts = RuleForm & Tried & { rule: RoutingRule | null; digest: string }

export const rule = modal<Facts>({
  title: 'Routing rule',
  read,
  permit: permitted,
  begin: ({ rule: one }) =>
    one === null
      ? {}
      : {
          category: one.category ?? anyCategory,
          tags: one.tags,
          policies: one.policies,
          components: one.components,
          withoutTriage: one.withoutTriage ? ['withoutTriage'] : [],
        },
  from: ({ digest }) => ({ about: 'settings', digest }),
  draw: (facts, filled) => ruleForm({ ...facts, preview: previewOf(facts, filled) }, filled),
  submit: (submission, filled) =>
    save(submission, (all, at) => {
      const wanted = ruleIn(filled)
      return at === null ? [...all, wanted] : all.with(at, wanted)
    }),
})

async function read({ act, subject }: Ask): Promise<Facts> {
  const { trx, workspace, settings } = act
  const one = subject === newRule ? null : ruleAt(act, subject)
  const policies = (await allPolicies(trx, workspace)).filter(({ status }) => status !== 'retired')
  const with_ = (known: readonly string[], own: readonly string[] = []) => [...new Set([...known, ...own])]
  return {
    isNew: one === null,
    tags: with_(knownTags(settings.tags), one?.tags),
    policies,
    components: with_(await knownComponents(trx, workspace), one?.components),
    preview: '',
    routable: policies,
    events: await lastEvents(trx, workspace, 20),
    rule: one,
    digest: digestOf(act),
  }
}

const digestOf = ({ settings }: Ask['act']) => sha256(JSON.stringify(settings.routingRules))

function ruleAt({ settings }: Ask['act'], subject: string): RoutingRule {
  return settings.routingRules[Number(subject)] ?? refuse('stale', { what: 'the routing rules' })
}

function ruleIn(filled: Filled): RoutingRule {
  const category = oneOf(filled, 'category', [...eventCategories, anyCategory], 'a category')
  const wanted = {
    category: category === anyCategory ? null : category,
    tags: listIn(filled, 'tags'),
    policies: listIn(filled, 'policies'),
    components: listIn(filled, 'components'),
    withoutTriage: listIn(filled, 'withoutTriage').length > 0,
  }
  if (wanted.policies.length + wanted.components.length === 0)
    refuse('bad_request', { expected: 'policies or components', came: 'none' }, 'policies')
  if (wanted.category !== null) return wanted
  if (wanted.tags.length === 0)
    refuse('bad_request', { expected: 'tags, where any category fits', came: 'none' }, 'tags')
  if (wanted.withoutTriage)
    refuse('bad_request', { expected: 'one category for a rule without triage', came: 'any' }, 'category')
  return wanted
}

/** One change of the list as it stands now. A place in it holds only as long as the list is the one that was shown. */
async function save(
  { desk, act, gesture, subject, from }: Submission,
  change: (all: RoutingRule[], at: number | null) => RoutingRule[],
): Promise<End> {
  const at = subject === newRule ? null : Number(subject)
  if (at !== null && from.digest !== digestOf(act)) refuse('stale', { what: 'the routing rules' })
  const all = act.settings.routingRules
  const changed = change(all, at)
  const text = changed.length === 0 ? 'none' : JSON.stringify(changed)
  const changes = [{ key: 'routingRules', text, was: JSON.stringify(all) }]
  await perform(desk.world, actorOf(gesture), changeSettings, { changes }, gesture.key)
  return { go: 'rules', subject: '' }
}

type Removal = { shown: RuleShown; digest: string }

export const ruleRemoval = modal<Removal>({
  title: 'Remove a rule',
  read: async ({ act, subject }) => ({
    shown: await shownOf(act, ruleAt(act, subject), Number(subject)),
    digest: digestOf(act),
  }),
  permit: permitted,
  from: ({ digest }) => ({ about: 'settings', digest }),
  draw: ({ shown }) => ruleRemovalForm(shown),
  submit: (submission) => save(submission, (all, at) => all.toSpliced(at ?? all.length, 1)),
})
