import type { EndorseItem } from '../../rules/message-facts.ts'
import { counted, sayCause, sayDay, sayInstant, sayWhenDue } from '../../words.ts'
import { type Block, context, excerpt, quote, section } from './blocks.ts'
import { actions, openPress } from './buttons.ts'
import { aside, dotted, free, mrkdwn, type Phrase, stacked } from './mrkdwn.ts'
import { headed, names, type Piece, type Setting, sayEffective, submissionWords } from './piece.ts'

/** As a reminder speaks of it: in one line. */
export function endorsementPiece(item: EndorseItem, setting: Setting): Piece {
  const line =
    item.as === 'escalation'
      ? dotted(
          subject(item),
          awaited(item, setting),
          mrkdwn`the endorsement is ${sayWhenDue(item.dueOn, setting.today)}`,
        )
      : dotted(...headline(item, setting), aside(mrkdwn`submitted by ${setting.name(item.submittedBy)}`))
  return { blocks: [section(line), ...presses(item, setting)], line }
}

/**
 * The request itself: what it is and by when, what changes and why, then who made it. It is decided on
 * what it shows, so the owner's and the reporters' words stand apart from ours, in blocks that read no
 * markup.
 */
export function endorsementRequestPiece(item: EndorseItem, setting: Setting): Piece {
  const line = dotted(...headline(item, setting))
  const blocks = [
    section(line),
    ...quote('Summary', item.summary),
    ...quote('Statement', item.statement),
    ...quote(
      'What caused the review',
      item.causes
        .slice(0, 5)
        .map((cause) => `• ${sayCause(cause)}`)
        .join('\n') || null,
    ),
    section(circumstances(item, setting)),
    ...difference(item),
    context(small(item)),
    ...presses(item, setting),
  ]
  return { blocks, line }
}

/** Whoever is told beside the approvers can look at it, not decide. */
function presses(item: EndorseItem, setting: Setting): Block[] {
  const { subject, as, text, canCompare, policy } = item
  const id = `endorse:${subject}:${as}`
  if (as === 'escalation') return actions(id, item, [openPress(policy)], setting)
  const look = canCompare
    ? [{ action: 'compare', words: 'Compare', value: subject }]
    : text === null
      ? []
      : [{ action: 'read', words: 'Read', value: text }]
  const decide = [
    { action: 'endorse', words: 'Endorse', value: subject, isMain: true },
    { action: 'send_back', words: 'Send back', value: subject },
  ]
  return actions(id, item, [...look, ...decide], setting)
}

function subject(item: EndorseItem): Phrase {
  return mrkdwn`${headed(item)}, ${submissionWords(item)}`
}

function headline(item: EndorseItem, { today, name }: Setting): (Phrase | null)[] {
  return [
    subject(item),
    item.changeKind === null ? null : aside(mrkdwn`${item.changeKind} change`),
    mrkdwn`your endorsement is ${sayWhenDue(item.dueOn, today)}`,
    item.standInFor === null ? null : aside(mrkdwn`you stand in for ${name(item.standInFor)}`),
  ]
}

/** One line for each: who made it, what was looked at, who is asked. */
function circumstances(item: EndorseItem, setting: Setting): Phrase {
  const at = mrkdwn`${sayInstant(item.submittedAt, setting.zone)} (${setting.zone})`
  const submitter = setting.name(item.submittedBy)
  const writers = names(setting, item.writtenBy)
  return stacked(
    dotted(
      mrkdwn`Submitted by ${submitter} on ${at}`,
      writers === null ? null : mrkdwn`written by ${writers}`,
    ),
    dotted(
      mrkdwn`Scope: ${item.scope === 'limited' ? 'limited to what caused the review' : item.scope}`,
      considered(item),
    ),
    ...lateness(item, setting),
    item.kind === 'version' ? mrkdwn`${sayEffective(item.effectiveOn, setting.today)}` : mrkdwn``,
    mrkdwn`Endorsement ${awaited(item, setting)}`,
  )
}

/** Lateness stays on the record, whether it was waived or not. */
function lateness({ late }: EndorseItem, { today }: Setting): Phrase[] {
  if (late === null) return []
  const { dueOn, waivedUntil, days } = late
  return [
    dotted(
      mrkdwn`The review was due ${sayDay(dueOn, today)}`,
      waivedUntil === null ? null : mrkdwn`waived until ${sayDay(waivedUntil, today)}`,
      days === 0 ? null : mrkdwn`submitted ${counted(days, 'day')} late`,
    ),
  ]
}

function considered({ considered }: EndorseItem): Phrase | null {
  const ticked = considered.slice(0, 6).map((one) => free(one, 120))
  return ticked.length === 0
    ? null
    : mrkdwn`considered: ${ticked.reduce((all, one) => mrkdwn`${all}; ${one}`)}`
}

function awaited({ awaited }: EndorseItem, setting: Setting): Phrase {
  const who = names(setting, awaited)
  return who === null ? mrkdwn`awaited from nobody` : mrkdwn`awaited from ${who}`
}

function difference({ difference }: EndorseItem): Block[] {
  if (difference === null) return []
  const { added, removed, firstLines } = difference
  return [excerpt(`${counted(added, 'line')} added, ${removed} removed`, firstLines)]
}

function small({ sha256, eventsSince }: EndorseItem): Phrase {
  const hash = sha256 === null ? mrkdwn`Text not held` : mrkdwn`SHA-256 ${sha256}`
  return dotted(hash, eventsSince === 0 ? null : mrkdwn`${counted(eventsSince, 'event')} since submission`)
}
