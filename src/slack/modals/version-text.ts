import type { VersionRow } from '../../../db/schema.ts'
import { requireText } from '../../actions/policy-fields.ts'
import type { VersionText } from '../../actions/versions.ts'
import { refuse } from '../../rules/refusal.ts'
import type { Desk } from '../gesture.ts'
import { type Filled, textIn } from '../views/modals/form.ts'
import { contentOf } from './attached.ts'
import { changeKinds, dayIn, oneOf } from './parse.ts'

/** How the fields of a new version begin: as it was submitted before, or with the next minor number. */
export function beginVersion(making: VersionRow | undefined, proposal: { minor: string } | null): Filled {
  if (making === undefined) return { number: proposal?.minor ?? '' }
  const { number, changeKind, summary, effectiveOn } = making
  return { number, changeKind, summary: summary ?? '', effectiveOn: effectiveOn ?? '' }
}

/** The new version as typed; the text may have to be fetched from Slack first. */
export async function versionIn(desk: Desk, filled: Filled): Promise<VersionText> {
  const number = textIn(filled, 'number').trim()
  const changeKind = oneOf(filled, 'changeKind', changeKinds, 'the change kind')
  const effectiveOn = dayIn(filled, 'effectiveOn')
  const summary = textIn(filled, 'summary').trim()
  requireText(summary, 'summary', 'summary')
  const content = await contentOf(desk, filled)
  if (content === null) return refuse('text_missing', { number }, 'content')
  return { number, changeKind, summary, effectiveOn, content }
}
