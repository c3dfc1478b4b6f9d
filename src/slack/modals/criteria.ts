import { changeSettings } from '../../actions/change-settings.ts'
import { perform } from '../../actions/perform.ts'
import { defaultCriteria, longestCriteria, readDays } from '../../rules/event-settings.ts'
import { refuse } from '../../rules/refusal.ts'
import type { SettingKey, Settings } from '../../rules/settings.ts'
import { eventCategories } from '../../rules/terms.ts'
import { categoryWords } from '../../words.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import { type CriteriaForm, criteriaForm } from '../views/modals/criteria.ts'
import { type Filled, textIn } from '../views/modals/form.ts'
import { modal } from './modal.ts'
import { saySaved, settingWords } from './saved.ts'

type Facts = CriteriaForm & { settings: Settings }
type Typed = Pick<Settings, 'criteria' | 'reviewDays' | 'lawDays'>

/** What makes events significant, and by when policies are reviewed because of them. */
export const criteria = modal<Facts>({
  title: 'Criteria and deadlines',
  read: async ({ act }) => ({
    categories: eventCategories,
    longest: longestCriteria,
    settings: act.settings,
  }),
  async permit({ act }) {
    await permitHere(act, 'change-settings', null)
  },
  begin: ({ settings }) =>
    Object.fromEntries([
      ...eventCategories.flatMap((category) => [
        [`criteria_${category}`, settings.criteria[category]],
        [`days_${category}`, String(settings.reviewDays[category])],
      ]),
      ['lawDays', String(settings.lawDays)],
    ]),
  merges: true,
  from: () => ({ about: 'settings' }),
  draw: criteriaForm,
  async submit({ desk, act, gesture }, filled) {
    const typed = typedIn(filled)
    const keys = (Object.keys(typed) as (keyof Typed & SettingKey)[]).filter(
      (key) => JSON.stringify(typed[key]) !== JSON.stringify(act.settings[key]),
    )
    const changes = keys.map((key) => ({
      key,
      text: JSON.stringify(typed[key]),
      was: JSON.stringify(act.settings[key]),
    }))
    if (changes.length > 0)
      await perform(desk.world, actorOf(gesture), changeSettings, { changes }, gesture.key)
    return saySaved(keys.map((key) => settingWords[key]))
  },
})

function typedIn(filled: Filled): Typed {
  const of = <T>(read: (category: (typeof eventCategories)[number]) => T) =>
    Object.fromEntries(eventCategories.map((category) => [category, read(category)])) as Record<
      (typeof eventCategories)[number],
      T
    >
  return {
    criteria: of((category) => textIn(filled, `criteria_${category}`).trim() || defaultCriteria[category]),
    reviewDays: of((category) => daysIn(filled, `days_${category}`, categoryWords[category].name)),
    lawDays: daysIn(filled, 'lawDays', 'a law that holds already'),
  }
}

function daysIn(filled: Filled, field: string, of: string): number {
  const typed = textIn(filled, field)
  const days = readDays(typed)
  return (
    days ??
    refuse(
      'bad_setting',
      { key: `the days for ${of}`, value: typed, expected: 'a number from 1 to 365' },
      field,
    )
  )
}
