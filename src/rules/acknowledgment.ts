import type { Audience, ChangeKind } from './terms.ts'

/** Who owes which acknowledgment. */

export type Member = {
  id: string
  isActive: boolean
  isBot: boolean
  isGuest: boolean
  isOutsider: boolean
}

export type LeftOut = { person: string; why: 'bot' | 'deactivated' | 'other workspace' | 'guest' }

/** Bots, apps, deactivated people and people of other workspaces are left out, guests unless named. */
export function whyLeftOut(member: Member, isNamed: boolean): LeftOut['why'] | null {
  if (member.isBot) return 'bot'
  if (member.isOutsider) return 'other workspace'
  if (!member.isActive) return 'deactivated'
  return member.isGuest && !isNamed ? 'guest' : null
}

/** The people of an audience who are asked, each once, and who is left out with the reason. */
export function resolveAudience(
  members: readonly Member[],
  named: ReadonlySet<string>,
): { asked: string[]; leftOut: LeftOut[] } {
  const asked: string[] = []
  const leftOut: LeftOut[] = []
  const seen = new Set<string>()
  for (const member of members) {
    if (seen.has(member.id)) continue
    seen.add(member.id)
    const why = whyLeftOut(member, named.has(member.id))
    if (why === null) asked.push(member.id)
    else leftOut.push({ person: member.id, why })
  }
  return { asked, leftOut }
}

export type Asks = 'acknowledge' | 'tell' | 'nobody'

/** What a version that comes into force does to its audience. The same text again asks nobody. */
export function asks(kind: ChangeKind, isSameText: boolean, minorAsks: 'tell' | 'acknowledge'): Asks {
  if (isSameText || kind === 'editorial') return 'nobody'
  return kind === 'major' ? 'acknowledge' : minorAsks
}

/** What becomes of requests still open for the version before. */
export function openRequests(kind: ChangeKind): 'moved' | 'superseded' {
  return kind === 'major' ? 'superseded' : 'moved'
}

export function isNobody({ everyone, channels, groups, people }: Audience): boolean {
  return !everyone && channels.length + groups.length + people.length === 0
}

const byWeight: readonly ChangeKind[] = ['editorial', 'minor', 'major']

export function greaterChange(one: ChangeKind, other: ChangeKind): ChangeKind {
  return byWeight.indexOf(one) > byWeight.indexOf(other) ? one : other
}
