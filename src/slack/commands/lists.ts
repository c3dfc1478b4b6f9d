import { acknowledgedOf, type DueRow, duePage, holdersOf } from '../../../db/due-list.ts'
import { type Message, named } from '../../rules/message-facts.ts'
import { categoryWords, sayQuarter } from '../../words.ts'
import { type Page, wordsOf } from '../filter.ts'
import type { Reader } from '../reader.ts'
import { registerAt, wantedBy, within } from '../register.ts'
import { type DueFacts, dueMessage } from '../views/due.ts'
import { eventCode } from '../views/event.ts'
import { listMessage } from '../views/list.ts'

/** The register and what is due, a page at a time. */

const size = 30

export async function listPage(reader: Reader, { filter, page }: Page): Promise<Message> {
  return listMessage(await registerAt(reader, { list: 'list', size, page, filter }), reader.setting)
}

export async function dueList(reader: Reader, { filter, page }: Page): Promise<Message> {
  const { trx, workspace, today } = reader.act
  const { owner, whose, ...others } = await wantedBy(reader, filter)
  const dueBefore = filter.postures.includes('overdue') ? today : null
  const wanted = { ...others, dueBefore, kind: filter.kind, with: owner }
  const { rows, paged } = await within({ list: 'due', size, page, filter }, (range) =>
    duePage(trx, workspace, reader.who.id, wanted, range),
  )
  const narrowed = { words: wordsOf(filter, reader.act.today), whose }
  return dueMessage({ ...paged, narrowed, items: await dueFacts(reader, rows) }, reader.setting)
}

async function dueFacts({ act }: Reader, rows: readonly DueRow[]): Promise<DueFacts[]> {
  const { trx, engine, workspace } = act
  const ids = rows.map(({ id }) => id)
  const holders = await holdersOf(trx, engine, workspace, ids)
  const versions = rows.filter(({ kind }) => kind === 'acknowledge').map(({ subject }) => subject)
  const counts = await acknowledgedOf(trx, engine, workspace, versions)
  return rows.map((row) => ({
    policy: row.policy,
    ...aboutOf(row),
    kind: row.kind,
    subject: row.subject,
    dueOn: row.dueOn,
    holders: holders.filter(({ obligation }) => obligation === row.id).map(named),
    acknowledged: counts.get(row.subject) ?? null,
    mine: mineOf(row),
  }))
}

function aboutOf({ kind, subject, code, title, number, category }: DueRow): Pick<DueFacts, 'code' | 'title'> {
  if (kind === 'attest') return { code: subject, title: `Events of the ${sayQuarter(subject)}` }
  return {
    code: code ?? eventCode(number ?? 0),
    title: title ?? (category ? categoryWords[category].name : ''),
  }
}

function mineOf({ kind, isMine, isAsked }: DueRow): DueFacts['mine'] {
  if (isAsked === 1) return 'acknowledge'
  if (isMine === 0) return null
  if (kind === 'review' || kind === 'endorse' || kind === 'attest') return kind
  if (kind === 'triage') return 'significant'
  if (kind === 'decide') return 'grant_waiver'
  return kind === 'fill' ? 'hand_over' : null
}
