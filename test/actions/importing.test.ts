import { describe, expect } from 'vitest'
import { changePolicy } from '../../src/actions/change-policy.ts'
import { type ConcludeReview, concludeReview } from '../../src/actions/conclude-review.ts'
import { type ImportPolicy, importPolicy } from '../../src/actions/import-policy.ts'
import { submitVersion } from '../../src/actions/submit-version.ts'
import { syncPeople } from '../../src/actions/sync-people.ts'
import { distribute } from '../../src/distribute.ts'
import { refreshDirectory } from '../../src/refresh-directory.ts'
import { sha256 } from '../../src/rules/digest.ts'
import { directory, member, staff } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { directoryOf, endorsed, shownHash, text } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'
import { wholeDatabase } from '../support/whole-database.ts'
import { aRow } from './register-row.ts'

async function imported(s: Told, change: Partial<ImportPolicy> = {}) {
  return await s.does('mia', importPolicy, aRow(change))
}

type Schedule = { stated: Partial<ImportPolicy>; openedOn: string; dueOn: string; notes: number }

/** The company's clock says 2027-03-01. */
const schedules: Record<string, Schedule> = {
  'a last review alone': {
    stated: { lastReviewedOn: '2026-06-01' },
    openedOn: '2026-06-01',
    dueOn: '2027-06-01',
    notes: 0,
  },
  'a last review long ago, with its true date': {
    stated: { lastReviewedOn: '2024-02-29' },
    openedOn: '2024-02-29',
    dueOn: '2025-02-28',
    notes: 0,
  },
  'a next review that is earlier': {
    stated: { lastReviewedOn: '2026-06-01', statedNextOn: '2027-04-01' },
    openedOn: '2026-06-01',
    dueOn: '2027-04-01',
    notes: 1,
  },
  'a next review that is too late': {
    stated: { lastReviewedOn: '2026-06-01', statedNextOn: '2028-06-01' },
    openedOn: '2026-06-01',
    dueOn: '2027-06-01',
    notes: 1,
  },
  'a next review alone, within a year': {
    stated: { lastReviewedOn: null, statedNextOn: '2027-09-01' },
    openedOn: '2027-03-01',
    dueOn: '2027-09-01',
    notes: 0,
  },
  'a next review alone, beyond a year': {
    stated: { lastReviewedOn: null, statedNextOn: '2028-09-01' },
    openedOn: '2027-03-01',
    dueOn: '2027-03-01',
    notes: 1,
  },
  'neither date': { stated: { lastReviewedOn: null }, openedOn: '2027-03-01', dueOn: '2027-03-01', notes: 1 },
  'a last review in the future': {
    stated: { lastReviewedOn: '2027-12-01' },
    openedOn: '2027-03-01',
    dueOn: '2027-03-01',
    notes: 1,
  },
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    for (const [what, { stated, openedOn, dueOn, notes }] of Object.entries(schedules)) {
      story(`A row that states ${what} is due ${dueOn}`, async (s) => {
        const answer = await imported(s, stated)
        expect(answer).toMatchObject({ result: 'new', code: 'POL-1' })
        expect(answer.notes).toHaveLength(notes)
        expect(await s.row('reviews', {})).toMatchObject({
          kind: 'scheduled',
          state: 'open',
          openedOn,
          dueOn,
        })
      })
    }

    story(
      'The version of a register is in force, its text not held, and endorsed by nobody here',
      async (s) => {
        await imported(s, { effectiveOn: '2026-06-15' })
        expect(await s.row('versions', {})).toMatchObject({
          number: '1',
          state: 'in force',
          content: null,
          sha256: null,
          endorsedAt: null,
          inForceAt: '2026-06-14T22:00:00.000Z',
        })
        expect(await s.rows('distributions')).toEqual([])
        expect(await s.rows('endorsements')).toEqual([])
      },
    )

    story('The same rows again are the same, and change nothing at all', async (s) => {
      const rows = [
        aRow(),
        aRow({ code: null, title: 'Politique de sécurité' }),
        aRow({ code: 'POL-3', status: 'draft' }),
      ]
      for (const row of rows) await s.does('mia', importPolicy, row)
      const before = await wholeDatabase(s.database)
      const again = [
        ...rows.slice(0, 1),
        { ...rows[1], title: 'Politique de sécurité'.normalize('NFC') } as ImportPolicy,
        ...rows.slice(2),
      ]
      for (const row of again) expect((await s.does('mia', importPolicy, row)).result).toBe('same')
      expect(await wholeDatabase(s.database)).toEqual(before)
    })

    story(
      'A changed row changes what it says differently; what was changed here meanwhile stays',
      async (s) => {
        const { policy } = await imported(s)
        const { revision } = await s.row('policies', { id: policy })
        await s.does('mia', changePolicy, {
          policy,
          revision,
          changes: { title: 'Backups and restores', cadenceMonths: 6 },
        })
        const answer = await imported(s, { ownerEmail: 'sam@example.com', tags: ['customer data'] })
        expect(answer).toMatchObject({ result: 'changed', notes: ['owner is now sam@example.com'] })
        expect(await s.row('policies', { id: policy })).toMatchObject({
          title: 'Backups and restores',
          cadenceMonths: 6,
          owner: s.id('sam'),
          tags: '["customer data"]',
        })
        expect(await s.row('reviews', {})).toMatchObject({ dueOn: '2026-12-01' })
        expect(await s.row('obligationHolders', {})).toMatchObject({ holder: s.id('sam') })
      },
    )

    story('A save begun before an import is refused', async (s) => {
      const { policy } = await imported(s)
      await imported(s, { title: 'Backups and restores' })
      const late = { policy, revision: 1, changes: { title: 'Backup' } }
      expect(await s.refused('olga', changePolicy, late)).toBe('stale')
    })

    story('A later review in the file moves the date; an earlier one does not', async (s) => {
      await imported(s)
      const later = await imported(s, { lastReviewedOn: '2026-12-01' })
      expect(later.notes).toEqual(['next review is now due 2027-12-01'])
      expect(await s.row('reviews', {})).toMatchObject({ openedOn: '2026-12-01', dueOn: '2027-12-01' })
      await imported(s, { lastReviewedOn: '2025-12-01' })
      expect(await s.row('reviews', {})).toMatchObject({ openedOn: '2026-12-01', dueOn: '2027-12-01' })
    })

    story('A last review that lies in the future is not taken for one that was', async (s) => {
      const { policy } = await imported(s)
      await imported(s, { lastReviewedOn: '2027-12-01' })
      expect((await s.row('policies', { id: policy })).lastReviewedOn).toBe('2026-06-01')
      expect(await s.row('reviews', {})).toMatchObject({ dueOn: '2027-06-01' })
    })

    story(
      'A newer version in the file takes the place of one that was never endorsed here, with its requests',
      async (s) => {
        const { policy } = await imported(s)
        await refreshDirectory(s.world, directoryOf([...staff, member('nora')]))
        await distribute(s.world, directoryOf([...staff, member('nora')]))
        const before = await s.row('versions', {})
        const nora = (await s.row('people', { slackId: 'U0NORA' })).id
        expect(await s.row('acknowledgments', {})).toMatchObject({
          version: before.id,
          person: nora,
          state: 'open',
        })
        expect((await imported(s, { versionNumber: '2' })).notes).toEqual(['version is now 2'])
        const current = await s.row('versions', { policy, state: 'in force' })
        expect(current.number).toBe('2')
        expect(await s.row('acknowledgments', { version: before.id })).toMatchObject({
          state: 'void',
          voidReason: 'moved',
        })
        expect(await s.row('acknowledgments', { version: current.id })).toMatchObject({
          state: 'open',
          person: nora,
        })
        expect(await s.row('obligations', { kind: 'acknowledge', state: 'open' })).toMatchObject({
          subject: current.id,
        })
        expect((await imported(s, { versionNumber: '1.9' })).notes[0]).toContain('not higher')
      },
    )

    story(
      'A text that was not held is attached at the first review, and becomes that version once',
      async (s) => {
        const { policy } = await imported(s)
        const said: ConcludeReview & { outcome: 'reaffirmed' } = {
          policy,
          scope: 'whole policy',
          considered: [],
          note: 'still right',
          outcome: 'reaffirmed',
        }
        expect(await s.refused('olga', concludeReview, said)).toBe('text_missing')
        const { submission } = await s.does('olga', concludeReview, { ...said, content: 'The text, found.' })
        expect(await shownHash(s, submission)).toMatch(/^[0-9a-f]{64}$/)
        await endorsed(s, 'ann', submission)
        expect(await s.row('versions', {})).toMatchObject({
          number: '1',
          state: 'in force',
          content: 'The text, found.',
          sha256: await shownHash(s, submission),
          endorsedAt: s.world.now(),
        })
        expect((await imported(s, { content: 'Another text.' })).notes[0]).toContain('was endorsed here')
        expect((await s.row('versions', {})).content).toBe('The text, found.')
      },
    )

    story('A text that came by a register and was reaffirmed here is replaced by no register', async (s) => {
      const { policy } = await imported(s, { content: 'The text.' })
      const said = { scope: 'whole policy' as const, considered: [], note: 'still right' }
      const { submission } = await s.does('olga', concludeReview, {
        policy,
        ...said,
        outcome: 'reaffirmed',
      })
      expect((await imported(s, { content: 'Meanwhile.' })).notes).toEqual([
        'states version 1, but 1 awaits endorsement here: kept',
      ])
      await endorsed(s, 'ann', submission)
      expect((await imported(s, { content: 'Another text.' })).notes[0]).toContain('was endorsed here')
      expect(await s.rows('versions', {})).toMatchObject([
        { content: 'The text.', state: 'in force', endorsedAt: s.world.now() },
      ])
    })

    story('What was never reviewed stays due since it came in, whenever it is read again', async (s) => {
      await imported(s, { lastReviewedOn: null, statedCadence: 'often', cadenceMonths: 12 })
      s.at('2027-05-03T08:00:00.000Z')
      await imported(s, { lastReviewedOn: null, statedCadence: 'often', cadenceMonths: 6 })
      expect(await s.row('reviews', {})).toMatchObject({ openedOn: '2027-03-01', dueOn: '2027-03-01' })
    })

    story('A cadence that the file does not state leaves the one that was set here', async (s) => {
      const { policy } = await imported(s, { statedCadence: 'half-yearly', cadenceMonths: 6 })
      await imported(s, { statedCadence: null, cadenceMonths: 12, lastReviewedOn: '2026-10-01' })
      expect(await s.row('policies', { id: policy })).toMatchObject({ cadenceMonths: 6 })
      expect(await s.row('reviews', {})).toMatchObject({ dueOn: '2027-04-01' })
      const stated = { statedCadence: 'quarterly', cadenceMonths: 3, lastReviewedOn: '2026-10-01' }
      expect((await imported(s, stated)).notes).toContain('cadence is now 3 months')
    })

    story('A preferred month set here pulls an imported date too, and never moves one later', async (s) => {
      const { policy } = await imported(s, { lastReviewedOn: '2026-09-01', statedNextOn: '2027-04-01' })
      const { revision } = await s.row('policies', { id: policy })
      await s.does('mia', changePolicy, { policy, revision, changes: { preferredMonth: 6 } })
      expect(await s.row('reviews', {})).toMatchObject({ dueOn: '2027-04-01' })
      await imported(s, { lastReviewedOn: '2026-10-01', statedNextOn: null })
      expect(await s.row('reviews', {})).toMatchObject({ dueOn: '2027-06-30' })
    })

    story('An owner named by a later file who has left is stood in for, with a vacancy', async (s) => {
      const { policy } = await imported(s)
      await s.does(directory, syncPeople, {
        people: [member('lena', { isDeactivated: true })],
        isLast: false,
      })
      await imported(s, { ownerEmail: 'lena@example.com' })
      const lena = (await s.row('policies', { id: policy })).owner
      expect(await s.row('obligationHolders', { as: 'holder', standInFor: lena })).toMatchObject({
        holder: s.id('mia'),
      })
      expect(await s.row('obligations', { kind: 'fill' })).toMatchObject({ state: 'open', policy })
    })

    story('Words that name no person are kept, and the vacancy is open', async (s) => {
      await imported(s, { ownerEmail: null, statedOwner: 'Head of IT' })
      expect(await s.row('policies', {})).toMatchObject({ owner: null, statedOwner: 'Head of IT' })
      expect(await s.row('obligations', { kind: 'fill' })).toMatchObject({ state: 'open' })
      expect(await s.row('obligations', { kind: 'review' })).toMatchObject({ state: 'open' })
    })

    story('Someone known by address alone is the person of that address once Slack shows them', async (s) => {
      await imported(s, { ownerEmail: 'Zoe@Example.com' })
      const { owner } = await s.row('policies', {})
      await s.does(directory, syncPeople, { people: [member('zoe')], isLast: false })
      expect(await s.row('people', { slackId: 'U0ZOE' })).toMatchObject({
        id: owner,
        email: 'zoe@example.com',
      })
    })

    story('A retired and a draft row have no review', async (s) => {
      await imported(s, { code: 'A', status: 'retired' })
      await imported(s, { code: 'B', status: 'draft' })
      expect(await s.rows('reviews')).toEqual([])
      expect((await s.rows('versions')).map(({ state }) => state).sort()).toEqual(['draft', 'superseded'])
    })

    story('A draft read again is what the file says, until a text of it was submitted here', async (s) => {
      const draft = { code: 'B', status: 'draft' as const, versionNumber: '0.1', content: 'one' }
      const { policy } = await imported(s, draft)
      const again = await imported(s, { ...draft, versionNumber: '0.2', content: 'two' })
      expect(again.notes).toEqual(['the text of its draft is another one now'])
      expect(await s.row('versions', { policy })).toMatchObject({
        number: '0.2',
        content: 'two',
        sha256: sha256('two'),
        state: 'draft',
      })
      await s.does('mia', submitVersion, { policy, version: text('1.0'), note: null, considered: [] })
      expect((await imported(s, { ...draft, content: 'three' })).notes).toEqual([
        'states another text of its draft, but 1.0 was submitted here: kept',
      ])
      expect(await s.row('versions', { policy })).toMatchObject({ content: 'The text of 1.0.' })
    })

    story('A row with neither code nor title is refused', async (s) => {
      expect(await s.refused('mia', importPolicy, aRow({ code: null, title: null }))).toBe('bad_request')
      expect(await s.refused('mia', importPolicy, aRow({ title: 'x'.repeat(301) }))).toBe('bad_text')
    })
  })
}
