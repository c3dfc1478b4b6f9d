import { type Cell, type Facts, isEmpty } from './fields.ts'
import { readOwner, readPeople, soleEmail } from './people.ts'
import { ask, type Desk } from './questions.ts'
import type { ImportRow } from './row.ts'

type People = Pick<
  ImportRow,
  'ownerEmail' | 'statedOwner' | 'deputyEmails' | 'approverEmails' | 'statedApprover'
>

export function buildPeople(desk: Desk, facts: Facts): People {
  const deputies = buildList(desk, facts.deputies, 'they are left out')
  const approvers = buildList(desk, facts.approvers, "the workspace's approvers are asked")
  return {
    ...buildOwner(desk, facts.owner),
    deputyEmails: deputies.emails,
    approverEmails: approvers.emails,
    statedApprover: approvers.stated,
  }
}

function buildOwner(desk: Desk, cell: Cell | undefined): Pick<ImportRow, 'ownerEmail' | 'statedOwner'> {
  const stated = cell === undefined || isEmpty(cell.text) ? null : cell.text.trim()
  if (cell?.kind === 'no result') {
    const id = `${desk.source}:${desk.identity}:owner`
    const why = `The owner of "${desk.identity}" is a formula whose result the file does not hold.`
    return { ownerEmail: askOwner(desk, id, why, []), statedOwner: stated }
  }
  const reading = readOwner(stated ?? '')
  if (reading.kind === 'person') return { ownerEmail: reading.email, statedOwner: stated }
  if (reading.kind === 'nobody') {
    if (cell !== undefined) desk.notes.push('No owner is stated: the place is vacant.')
    return { ownerEmail: null, statedOwner: null }
  }
  const id = `${desk.shared}:owner:${stated}`
  return {
    ownerEmail: askOwner(desk, id, `Owner "${stated}" ${reading.why}.`, reading.emails),
    statedOwner: stated,
  }
}

function askOwner(desk: Desk, id: string, why: string, emails: string[]): string | null {
  const question = {
    id,
    field: 'ownerEmail',
    question: `${why} Whose e-mail address is it, or "none" for a vacancy?`,
    choices: [...emails, 'none'],
  }
  const answer = ask(desk, question, (text) => (/^none$/i.test(text) ? 'none' : soleEmail(text)))
  return answer === undefined || answer === 'none' ? null : answer
}

function buildList(
  desk: Desk,
  cell: Cell | undefined,
  otherwise: string,
): { emails: string[]; stated: string | null } {
  if (cell === undefined || isEmpty(cell.text)) return { emails: [], stated: null }
  const { emails, words } = readPeople(cell.text)
  if (words.length > 0)
    desk.notes.push(`"${cell.place}" names no e-mail address in "${words.join(', ')}"; ${otherwise}.`)
  return { emails, stated: cell.text.trim() }
}
