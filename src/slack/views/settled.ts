import type { Decider, Decision, Ending, SettledItem, Submitted } from '../../rules/message-facts.ts'
import { sayDay, sayMoment } from '../../words.ts'
import { quote, section } from './blocks.ts'
import { actions, readPress } from './buttons.ts'
import { aside, ended, free, mrkdwn, type Phrase, underneath } from './mrkdwn.ts'
import { deciders, headed, names, type Piece, type Setting, versioned } from './piece.ts'
import { decisionComment, decisionWords as decisionWordsOfWaiver } from './waiver.ts'

/** Something that is owed no more: how it ended, in place of what was to be done. */
export function settledPiece(item: SettledItem, setting: Setting): Piece {
  const { number, ending } = item
  const head = number === null ? headed(item) : versioned({ ...item, number })
  const line = underneath(head, endingWords(item, setting))
  const other = otherVersion(ending)
  const read =
    other === null
      ? []
      : [readPress(other.version, item.code, setting, `Read ${free(other.number, 30).plain}`)]
  const reason = reasonOf(ending)
  return {
    blocks: [
      section(line),
      ...quote('Reason', reason),
      ...(ending.how === 'waiver ended' ? decisionComment(ending.waiver) : []),
      ...actions(`settled:${item.policy}:${other?.version ?? ''}`, item, read, setting),
    ],
    line,
  }
}

function otherVersion(ending: Ending) {
  if (ending.how === 'acknowledged') return ending.inForce
  return ending.how === 'superseded' ? ending.by : null
}

function reasonOf(ending: Ending): string | null {
  if (ending.how === 'excused') return ending.reason
  return 'decision' in ending && ending.decision.is === 'sent back' ? ending.decision.reason : null
}

function endingWords({ ending, number }: SettledItem, setting: Setting): Phrase {
  const who = (people: Parameters<typeof names>[1]) => names(setting, people) ?? mrkdwn`nobody`
  switch (ending.how) {
    case 'acknowledged':
      return ending.inForce === null
        ? mrkdwn`You acknowledged ${free(number ?? 'it', 60)} on ${moment(ending.at, setting)}.`
        : mrkdwn`Recorded for ${free(number ?? 'it', 60)} on ${moment(ending.at, setting)}. Version ${free(ending.inForce.number, 60)} is in force now.`
    case 'all acknowledged':
      return mrkdwn`All ${ending.asked} have acknowledged.`
    case 'superseded':
      return ending.by === null
        ? mrkdwn`Superseded: nothing to do.`
        : mrkdwn`Superseded by ${free(ending.by.number, 60)}: nothing to do.`
    case 'submitted':
      return ended(submittedWords(ending, setting))
    case 'decided':
      return ended(capitalised(decisionWords(ending.decision, setting)))
    case 'endorsed by you':
      return ended(mrkdwn`You endorsed it on ${moment(ending.at, setting)}; waits for ${who(ending.awaited)}`)
    case 'concluded':
      return ending.on === null
        ? mrkdwn`Concluded with another review.`
        : mrkdwn`Concluded with another review on ${sayDay(ending.on, setting.today)}.`
    case 'reassigned':
      return ending.to.length === 0
        ? mrkdwn`No longer yours.`
        : ended(mrkdwn`Reassigned to ${who(ending.to)}`)
    case 'filled':
      return ending.owner === null
        ? mrkdwn`Filled.`
        : mrkdwn`Filled: ${setting.name(ending.owner)} is the owner.`
    case 'waiver ended':
      return ended(capitalised(decisionWordsOfWaiver(ending.waiver, setting)))
    case 'excused':
      return ending.by === null
        ? mrkdwn`You are excused from acknowledging it.`
        : mrkdwn`You are excused from acknowledging it, by ${setting.name(ending.by)}.`
    case 'void':
      return ending.reason === null ? mrkdwn`Void.` : ended(mrkdwn`Void: ${free(ending.reason, 200)}`)
  }
}

/** `Submitted by Ana on 12 March, 10:04; waits for Ben`. */
export function submittedWords({ by, at, decision }: Submitted, setting: Setting): Phrase {
  const who = by === null ? mrkdwn`` : mrkdwn` by ${setting.name(by)}`
  return mrkdwn`Submitted${who} on ${moment(at, setting)}; ${decisionWords(decision, setting)}`
}

function decisionWords(decision: Decision, setting: Setting): Phrase {
  switch (decision.is) {
    case 'awaited':
      return mrkdwn`waits for ${names(setting, decision.from) ?? mrkdwn`an approver`}`
    case 'endorsed':
      return mrkdwn`endorsed${by(decision.by, setting)} on ${moment(decision.at, setting)}`
    case 'sent back': {
      const reason = decision.reason === null ? mrkdwn`` : inText(mrkdwn`: ${free(decision.reason, 200)}`)
      return mrkdwn`sent back${by(decision.by, setting)} on ${moment(decision.at, setting)}${reason}`
    }
    case 'recalled':
      return mrkdwn`recalled on ${moment(decision.at, setting)}`
    case 'void':
      return decision.reason === null ? mrkdwn`void` : mrkdwn`void: ${free(decision.reason, 200)}`
  }
}

function by(people: readonly Decider[], setting: Setting): Phrase {
  const who = deciders(setting, people)
  return who === null ? mrkdwn`` : mrkdwn` by ${who}`
}

/** Blocks show a person's words apart. */
const inText = ({ plain }: Phrase): Phrase => ({ marked: '', plain })

const capitalised = ({ marked, plain }: Phrase): Phrase => ({
  marked: marked.charAt(0).toUpperCase() + marked.slice(1),
  plain: plain.charAt(0).toUpperCase() + plain.slice(1),
})

/** `12 March, 10:04`; blocks name the zone. */
function moment(at: string, { zone, today }: Setting): Phrase {
  return mrkdwn`${sayMoment(at, zone, today)}${aside(mrkdwn` (${zone})`)}`
}
