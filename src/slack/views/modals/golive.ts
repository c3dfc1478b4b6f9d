import type { Audience, Day, Instant } from '../../../rules/terms.ts'
import { counted, listed, sayAudience, sayMorning } from '../../../words.ts'
import { context, section } from '../blocks.ts'
import { bold, codeOf, dotted, free, mrkdwn, type Phrase } from '../mrkdwn.ts'
import type { Form, FormBlock } from './form.ts'
import { note, turning } from './shown.ts'

export type PreviewItem = { kind: string; code: string | null; title: string | null; due: string }
export type Preview = { to: { name: string }; at: Instant; zone: string; items: PreviewItem[] }
export type PreviewRequest = {
  code: string
  title: string
  version: string
  asks: 'acknowledge' | 'tell'
  audience: Audience
}
export type GoliveForm = {
  /** What is still to be set, in a person's words. */
  missing: string[]
  mornings: Preview[]
  /** Versions that go to their audiences at once. */
  requests: PreviewRequest[]
  /** What its approvers are asked about at once. */
  endorsements: { code: string; title: string; to: string[] }[]
  /** From when to when people are written to. */
  hours: { opens: string; closes: string }
  today: Day
}

const peopleAPage = 30
const mostItems = 5
const mostRequests = 20

/** Who would receive what on their first business morning; the button is there once nothing is missing. */
export function goliveForm(
  { missing, mornings, requests, endorsements, hours, today }: GoliveForm,
  page: number,
): Form {
  const pages = Math.max(1, Math.ceil(mornings.length / peopleAPage))
  const from = page * peopleAPage
  const shown = mornings.slice(from, from + peopleAPage)
  const where = `${from + 1}–${from + shown.length} of ${counted(mornings.length, 'person', 'people')}`
  const all = mornings.reduce((sum, { items }) => sum + items.length, 0)
  return {
    title: 'Go live',
    ...(missing.length === 0 ? { submit: 'Go live' } : {}),
    blocks: [
      section(
        mrkdwn`Until now nothing is sent to anyone but the policy managers. From going live on, everyone hears of what they owe, at ${hours.opens} their time on business days.`,
      ),
      ...missing.map((one) =>
        section(mrkdwn`${bold(mrkdwn`Still to be set`)} with /policy settings: ${one}`),
      ),
      section(
        mornings.length === 0
          ? mrkdwn`Nobody owes anything yet.`
          : mrkdwn`${counted(mornings.length, 'person hears', 'people hear')} of ${counted(all, 'item')} on their first business morning, in one message each:`,
      ),
      ...shown.map((one) => section(line(one, today)) as FormBlock),
      ...turning(page, pages, where),
      ...asked(requests, hours),
      ...endorsing(endorsements),
      ...(missing.length === 0
        ? [note('What was overdue before keeps its true date. Going live cannot be taken back.')]
        : [context(mrkdwn`Nothing is sent before these are set.`)]),
    ],
  }
}

function line({ to, at, zone, items }: Preview, today: Day): Phrase {
  const told = items.slice(0, mostItems).map(item)
  const more = items.length > mostItems ? mrkdwn`${items.length - mostItems} more` : null
  return dotted(bold(free(to.name, 80)), mrkdwn`${sayMorning(at, zone, today)} (${zone})`, ...told, more)
}

function item({ kind, code, title, due }: PreviewItem): Phrase {
  const named = mrkdwn`${kind} ${title === null ? mrkdwn`` : free(title, 80)}`
  return code === null ? mrkdwn`${named}, ${due}` : mrkdwn`${named} ${codeOf(code)}, ${due}`
}

function asked(requests: readonly PreviewRequest[], hours: GoliveForm['hours']): FormBlock[] {
  if (requests.length === 0) return []
  const more = requests.length - mostRequests
  const lines = requests
    .slice(0, mostRequests)
    .map(({ code, title, version, asks, audience }) =>
      dotted(
        mrkdwn`${free(title, 80)} ${codeOf(code)} ${version}`,
        mrkdwn`${sayAudience(audience)} ${asks === 'acknowledge' ? 'will be asked to acknowledge it' : 'will be told'}`,
      ),
    )
  return [
    section(
      mrkdwn`${counted(requests.length, 'version goes', 'versions go')} out at once, between ${hours.opens} and ${hours.closes} their time:`,
    ),
    ...lines.map((line) => section(line) as FormBlock),
    ...(more > 0 ? [note(`and ${more} more`)] : []),
  ]
}

function endorsing(endorsements: GoliveForm['endorsements']): FormBlock[] {
  if (endorsements.length === 0) return []
  const more = endorsements.length - mostRequests
  const lines = endorsements
    .slice(0, mostRequests)
    .map(({ code, title, to }) =>
      dotted(mrkdwn`${free(title, 80)} ${codeOf(code)}`, free(listed(to, 5), 300)),
    )
  return [
    section(
      mrkdwn`${counted(endorsements.length, 'submission awaits', 'submissions await')} endorsement, which is asked for at once:`,
    ),
    ...lines.map((line) => section(line) as FormBlock),
    ...(more > 0 ? [note(`and ${more} more`)] : []),
  ]
}
