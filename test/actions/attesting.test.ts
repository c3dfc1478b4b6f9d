import { describe, expect } from 'vitest'
import { attest } from '../../src/actions/attest.ts'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { type CompareIncidents, compareIncidents } from '../../src/actions/compare-incidents.ts'
import { openAttestation } from '../../src/actions/open-attestation.ts'
import { syncPeople } from '../../src/actions/sync-people.ts'
import { triageEvent } from '../../src/actions/triage-event.ts'
import { beat } from '../../src/beat.ts'
import { sha256 } from '../../src/rules/digest.ts'
import { calendar, directory, member, operator } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { incident, inForce, quarterOver, reported, shownQuarter, triggered } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'

const twoManagers = { settings: { policyManagers: 'mia@example.com dan@example.com' } }

async function opened(s: Told): Promise<string[]> {
  return (await s.rows('attestations')).map(({ quarter }) => quarter).sort()
}

async function notSignificant(s: Told, event: string): Promise<void> {
  await s.does('mia', triageEvent, { event, reason: 'seen', decision: { is: 'not significant' } })
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story(
      'A quarter is opened once it is over in the zone of the workspace, for all policy managers',
      async (s) => {
        s.at('2027-03-31T21:59:00.000Z')
        await beat(s.world)
        expect(await opened(s)).toEqual([])
        s.at('2027-03-31T22:00:00.000Z')
        await beat(s.world)
        await beat(s.world)
        expect(await s.row('attestations', {})).toMatchObject({
          quarter: '2027-Q1',
          fromOn: '2027-03-01',
          toOn: '2027-03-31',
          attestedAt: null,
        })
        const obligation = await s.row('obligations', { kind: 'attest' })
        expect(obligation).toMatchObject({ subject: '2027-Q1', dueOn: '2027-04-10', state: 'open' })
        const holders = await s.rows('obligationHolders', { obligation: obligation.id })
        expect(holders.map(({ holder }) => holder).sort()).toEqual([s.id('dan'), s.id('mia')].sort())
        expect(await s.rows('notices', { kind: 'reminder' })).toEqual([])
        s.at('2027-04-05T07:00:00.000Z')
        await beat(s.world)
        expect(
          (await s.rows('notices', { kind: 'reminder' })).map(({ recipient }) => recipient).sort(),
        ).toEqual([s.id('dan'), s.id('mia')].sort())
      },
      twoManagers,
    )

    story('After a long time down each quarter that ended is opened, and none twice', async (s) => {
      s.at('2027-10-20T08:00:00.000Z')
      await beat(s.world)
      expect(await opened(s)).toEqual(['2027-Q1', '2027-Q2', '2027-Q3'])
      await beat(s.world)
      expect(await s.rows('obligations', { kind: 'attest' })).toHaveLength(3)
      expect(await s.row('obligations', { subject: '2027-Q2' })).toMatchObject({ dueOn: '2027-07-10' })
      expect(await s.rows('notices', { kind: 'reminder' })).toHaveLength(1)
    })

    story(
      'Nothing is to be attested before going live, of a quarter that runs, or of one before it',
      async (s) => {
        s.at('2027-04-02T08:00:00.000Z')
        for (const quarter of ['2026-Q4', '2027-Q2'])
          expect(await s.refused(calendar, openAttestation, { quarter })).toBe('unknown_quarter')
        await s.does(calendar, openAttestation, { quarter: '2027-Q1' })
        const entries = (await s.rows('entries')).length
        expect(await s.does(calendar, openAttestation, { quarter: '2027-Q1' })).toEqual({ obligation: null })
        expect(await s.rows('entries')).toHaveLength(entries)
      },
    )

    story(
      'A workspace that is not live has nothing opened',
      async (s) => {
        s.at('2027-04-02T08:00:00.000Z')
        await beat(s.world)
        expect(await opened(s)).toEqual([])
      },
      { isLive: false },
    )

    story(
      'One attests for all: what was shown is kept word for word, with its hash and counts',
      async (s) => {
        const { policy } = await inForce(s)
        await triggered(s, [policy], { what: 'a laptop was lost' })
        const other = await reported(s, { what: 'a door stood open' })
        await notSignificant(s, other.event)
        await quarterOver(s)
        await s.does('dan', attest, { ...(await shownQuarter(s)), statement: 'as discussed' })
        const row = await s.row('attestations', {})
        expect(row).toMatchObject({
          attestedBy: s.id('dan'),
          attestedAt: s.world.now(),
          significant: 1,
          notSignificant: 1,
          undecided: 0,
          statement: 'as discussed',
          comparison: null,
        })
        expect(sha256(row.list as string)).toBe(row.sha256)
        expect(JSON.parse(row.list as string)).toMatchObject({
          quarter: '2027-Q1',
          events: [
            { number: 1, title: 'a laptop was lost', reviews: [{ code: 'ISP-07', state: 'open' }] },
            { number: 2, state: 'not significant' },
          ],
        })
        expect(await s.row('obligations', { kind: 'attest' })).toMatchObject({ state: 'met' })
        const [entry] = await s.rows('entries', { action: 'attest' })
        expect(entry?.bytes).not.toContain('as discussed')
        expect(entry?.bytes).not.toContain('a laptop was lost')
        expect(entry?.bytes).toContain(row.sha256)
        s.at('2027-04-12T08:00:00.000Z')
        await beat(s.world)
        const { id } = await s.row('obligations', { kind: 'attest' })
        expect(await s.rows('noticeItems', { subject: id })).toEqual([])
      },
      twoManagers,
    )

    story('Nobody attests another list than the one that was shown', async (s) => {
      const { policy } = await inForce(s)
      const { event } = await reported(s)
      await quarterOver(s)
      const shown = { ...(await shownQuarter(s)), statement: 'it is being looked at' }
      const decision = { is: 'significant' as const, policies: [policy], effectiveOn: null, dueOn: null }
      await s.does('mia', triageEvent, { event, reason: 'keys were on it', decision })
      expect(await s.refused('mia', attest, shown)).toBe('list_changed')
      const anew = await shownQuarter(s)
      await s.does('mia', compareIncidents, compared)
      expect(await s.refused('mia', attest, anew)).toBe('list_changed')
      await s.does('mia', attest, await shownQuarter(s))
      expect(await s.refused('mia', attest, await shownQuarter(s))).toBe('already_attested')
      expect(await s.refused('mia', compareIncidents, compared)).toBe('already_attested')
    })

    story('What is undecided is attested as such, with a sentence on it', async (s) => {
      await reported(s)
      await quarterOver(s)
      const shown = await shownQuarter(s)
      expect(await s.refused('mia', attest, shown)).toBe('undecided_unsaid')
      expect(await s.refused('mia', attest, { ...shown, statement: ' ' })).toBe('bad_text')
      expect(await s.refused('mia', attest, { ...shown, isComplete: false })).toBe('list_incomplete')
      expect(await s.refused('mia', attest, { ...shown, quarter: '2027-Q2' })).toBe('unknown_quarter')
      expect(await s.refused('olga', attest, { ...shown, statement: 'x' })).toBe('not_permitted')
      expect(await s.refused(operator, attest, { ...shown, statement: 'x' })).toBe('not_permitted')
      expect(await s.row('attestations', {})).toMatchObject({ attestedAt: null })
      await s.does('mia', attest, { ...shown, statement: 'the police are still looking' })
      expect(await s.row('attestations', {})).toMatchObject({ significant: 0, undecided: 1 })
    })

    story('An event is of the quarter in which it was reported, by the day of the workspace', async (s) => {
      s.at('2027-03-31T21:59:59.999Z')
      await reported(s, { happenedOn: '2027-03-30', what: 'the last of March' })
      s.at('2027-03-31T22:00:00.000Z')
      await reported(s, { happenedOn: '2027-03-30', what: 'the first of April' })
      s.at('2027-07-01T08:00:00.000Z')
      await beat(s.world)
      const numbers = async (quarter: string) => {
        await s.does('mia', attest, { ...(await shownQuarter(s, quarter)), statement: 'waits' })
        const { list } = await s.row('attestations', { quarter })
        return JSON.parse(list as string).events.map(({ number }: { number: number }) => number)
      }
      expect(await numbers('2027-Q1')).toEqual([1])
      expect(await numbers('2027-Q2')).toEqual([2])
    })

    story(
      'What changed after an attestation is named in the next one, and changes the first not',
      async (s) => {
        const { policy } = await inForce(s)
        const { event } = await reported(s, { what: 'a key was lost' })
        await reported(s, { what: 'nobody knows' })
        const seen = await reported(s, { what: 'decided in time' })
        await notSignificant(s, seen.event)
        await quarterOver(s)
        await s.does('mia', attest, { ...(await shownQuarter(s)), statement: 'two are open' })
        const before = await s.row('attestations', { quarter: '2027-Q1' })
        s.at('2027-04-20T08:00:00.000Z')
        const decision = { is: 'significant' as const, policies: [policy], effectiveOn: null, dueOn: null }
        await s.does('mia', triageEvent, { event, reason: 'it was a master key', decision })
        s.at('2027-07-01T08:00:00.000Z')
        await beat(s.world)
        await s.does('mia', attest, await shownQuarter(s, '2027-Q2'))
        const { list, significant } = await s.row('attestations', { quarter: '2027-Q2' })
        expect(significant).toBe(0)
        expect(JSON.parse(list as string)).toMatchObject({
          events: [],
          later: [
            { number: 1, state: 'significant' },
            { number: 2, state: 'reported' },
          ],
        })
        expect(await s.row('attestations', { quarter: '2027-Q1' })).toEqual(before)
      },
    )

    story(
      "A tracker's export is kept beside the quarter; its counts of then stand in the attestation",
      async (s) => {
        await reported(s, { what: 'Stolen, see SEC-7' })
        await reported(s, { what: 'Another thing', category: 'platform_change' })
        const other = incident({ id: 'SEC-8', link: null, title: 'Phishing mail', openedOn: '2027-03-20' })
        const far = incident({ id: 'SEC-1', link: null, openedOn: '2026-11-20' })
        const request = await quarterOver(s, [incident(), other, far])
        expect(await s.does('mia', compareIncidents, request)).toEqual({
          matched: 1,
          likely: 0,
          unreported: 1,
          untracked: 1,
        })
        expect(JSON.parse((await s.row('trackerFiles', {})).incidents)).toHaveLength(2)
        const again = { ...request, file: { ...request.file, name: 'again.csv', sha256: 'cd'.repeat(32) } }
        await s.does('mia', compareIncidents, again)
        expect(await s.row('trackerFiles', {})).toMatchObject({ name: 'again.csv', comparedBy: s.id('mia') })
        await reported(s, { what: 'SEC-8, reported after the quarter', happenedOn: '2027-03-20' })
        await s.does('mia', attest, { ...(await shownQuarter(s)), statement: 'both wait' })
        expect(JSON.parse((await s.row('attestations', {})).comparison as string)).toEqual({
          sha256: 'cd'.repeat(32),
          rowCount: 3,
          matched: 2,
          likely: 0,
          unreported: 0,
          untracked: 1,
        })
      },
    )

    story(
      'Other policy managers hold it from now on, and who leaves is replaced',
      async (s) => {
        await quarterOver(s)
        const { id } = await s.row('obligations', { kind: 'attest' })
        const holders = async () =>
          (await s.rows('obligationHolders', { obligation: id })).map(({ holder }) => holder).sort()
        await s.does(directory, syncPeople, {
          people: [member('mia', { isDeactivated: true })],
          isLast: false,
        })
        expect(await holders()).toEqual([s.id('dan')])
        await s.does('dan', changeSettings, {
          changes: [{ key: 'policyManagers', text: 'dan@example.com olga@example.com' }],
        })
        expect(await holders()).toEqual([s.id('dan'), s.id('olga')].sort())
      },
      twoManagers,
    )
  })
}

const compared: CompareIncidents = {
  quarter: '2027-Q1',
  file: { name: 'incidents.csv', sha256: 'ef'.repeat(32), rowCount: 1 },
  incidents: [incident()],
}
