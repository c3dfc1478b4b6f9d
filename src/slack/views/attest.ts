import type { AttestedItem, AttestItem } from '../../rules/report-facts.ts'
import type { Quarter } from '../../rules/terms.ts'
import { counted, sayMoment, sayQuarter, sayWhenDue } from '../../words.ts'
import { section } from './blocks.ts'
import { actions, type Press } from './buttons.ts'
import { aside, bold, dotted, mrkdwn, type Phrase } from './mrkdwn.ts'
import type { Piece, Setting } from './piece.ts'

/** A quarter's events, to be attested. */

export function attestPiece(item: AttestItem, setting: Setting): Piece {
  const line = dotted(
    bold(mrkdwn`Attest the events of the ${sayQuarter(item.subject)}`),
    sayCounts(item),
    mrkdwn`${sayWhenDue(item.dueOn, setting.today)}`,
  )
  const press = actions(`attest:${item.subject}`, quarterAbout(item.subject), presses(item.subject), setting)
  return { blocks: [section(line), ...(item.as === 'escalation' ? [] : press)], line }
}

/** `3 significant, 2 not significant, 1 not decided yet`, or that nothing was reported. */
export function sayCounts({
  significant,
  notSignificant,
  undecided,
}: Pick<AttestItem, 'significant' | 'notSignificant' | 'undecided'>): Phrase {
  if (significant + notSignificant + undecided === 0) return mrkdwn`nothing was reported`
  const open = undecided === 0 ? '' : `, ${undecided} not decided yet`
  return mrkdwn`${counted(significant, 'report')} significant, ${notSignificant} not significant${open}`
}

export const quarterAbout = (quarter: Quarter) => ({
  code: quarter,
  title: `events of the ${sayQuarter(quarter)}`,
})

function presses(quarter: Quarter): Press[] {
  return [
    { action: 'attest', words: 'Attest…', value: quarter, isMain: true },
    { action: 'compare_tracker', words: 'Compare with a tracker…', value: quarter },
  ]
}

export function attestedPiece({ subject, attested }: AttestedItem, setting: Setting): Piece {
  const head = bold(mrkdwn`Events of the ${sayQuarter(subject)}`)
  const line = dotted(head, attested === null ? mrkdwn`no longer yours to attest` : said(attested, setting))
  return { blocks: [section(line)], line }
}

function said(
  { by, at, significant }: NonNullable<AttestedItem['attested']>,
  { name, zone, today }: Setting,
): Phrase {
  const who = by === null ? mrkdwn`` : mrkdwn` by ${name(by)}`
  const when = mrkdwn`${sayMoment(at, zone, today)}${aside(mrkdwn` (${zone})`)}`
  const events = significant === 0 ? 'none significant' : `${significant} significant`
  return mrkdwn`attested${who} on ${when}: ${events}`
}
