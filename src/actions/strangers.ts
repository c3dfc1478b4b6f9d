import { peopleByEmails } from '../../db/people.ts'
import type { PersonRow } from '../../db/schema.ts'
import type { Act } from './act.ts'
import { refuseAuditors } from './roles.ts'

/** People who are known by their address alone until Slack's directory tells who they are. */

export async function peopleForEmails(act: Act, emails: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(emails.map((email) => email.toLowerCase()))]
  const found = await peopleByEmails(act.trx, act.workspace, wanted)
  const ids: string[] = []
  for (const email of wanted) {
    const accounts = found.filter((person) => person.email === email)
    const person =
      accounts.find((account) => account.deactivatedAt === null) ??
      accounts[0] ??
      (await addStranger(act, { email, name: email }))
    ids.push(person.id)
  }
  await refuseAuditors(act, ids, 'owner, deputy or approver of a policy')
  return ids
}

export async function addStranger(
  act: Act,
  { email, name }: { email: string; name: string },
): Promise<PersonRow> {
  const row = {
    id: act.id(),
    slackId: null,
    email,
    name,
    zone: null,
    isBot: 0,
    isGuest: 0,
    isOutsider: 0,
    isAdmin: 0,
    firstSeenAt: act.now,
    waitsSince: null,
    deactivatedAt: null,
  } as const
  await act.insert('people', row)
  return { workspace: act.workspace, ...row }
}
