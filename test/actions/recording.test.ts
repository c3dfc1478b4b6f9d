import { describe, expect } from 'vitest'
import { acknowledge } from '../../src/actions/acknowledge.ts'
import { performMany } from '../../src/actions/perform-many.ts'
import { recordAcknowledgment } from '../../src/actions/record-acknowledgment.ts'
import { recordDistribution } from '../../src/actions/record-distribution.ts'
import { syncPeople } from '../../src/actions/sync-people.ts'
import { distribute } from '../../src/distribute.ts'
import { directory, member } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { directoryOf, distributed, inForce, submitted } from '../support/situations.ts'
import { storiesOn } from '../support/stories.ts'

const statement = 'I have read it.'
const paper = { statement, document: 'signed.pdf' }
const sent = { audience: 'all customers', sentOn: '2027-03-01', document: 'https://example.com/mailing' }
const jo = { email: 'jo@contractor.example', name: 'Jo Moss' }

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story(
      'A contractor whom Slack does not know is kept by address and name, as one who acknowledged',
      async (s) => {
        const { version } = await distributed(s)
        const answer = await s.does('mia', recordAcknowledgment, { version, person: jo, ...paper })
        expect(answer).toMatchObject({ number: '1.0', isNew: true, inForce: null })
        const person = await s.row('people', { email: jo.email })
        expect(person).toMatchObject({ name: 'Jo Moss', slackId: null })
        expect(await s.row('acknowledgments', { person: person.id })).toMatchObject({
          state: 'given',
          way: 'outside',
          document: 'signed.pdf',
          recordedBy: s.id('mia'),
          acknowledgedAt: s.world.now(),
          distribution: '',
          nextReminderAt: null,
        })
        s.at('2027-03-02T09:00:00.000Z')
        const again = await s.does('mia', recordAcknowledgment, { version, person: jo, ...paper })
        expect(again).toMatchObject({ at: '2027-03-01T07:00:00.000Z', isNew: false })
        expect(await s.rows('people', { email: jo.email })).toHaveLength(1)
      },
    )

    story('Who joins Slack later is the person who signed, and is not asked for it again', async (s) => {
      const { version } = await distributed(s)
      const person = { email: 'nora@example.com', name: null }
      await s.does('mia', recordAcknowledgment, { version, person, ...paper })
      await s.does(directory, syncPeople, { people: [member('nora')], isLast: false })
      expect(await s.row('people', { slackId: 'U0NORA' })).toMatchObject({ name: 'Nora' })
      expect(await s.rows('acknowledgments', { version, state: 'given' })).toHaveLength(1)
      expect(await s.rows('people', { email: 'nora@example.com' })).toHaveLength(1)
    })

    story('Who signed on paper before they were asked is not asked', async (s) => {
      const { version } = await inForce(s)
      await s.does('mia', recordAcknowledgment, { version, person: s.id('sam'), ...paper })
      await distribute(s.world, directoryOf())
      expect(await s.row('acknowledgments', { version, person: s.id('sam') })).toMatchObject({
        state: 'given',
      })
      expect(await s.rows('acknowledgments', { version, state: 'open' })).toHaveLength(5)
      expect(await s.rows('notices', { recipient: s.id('sam'), kind: 'acknowledgment request' })).toEqual([])
    })

    story('What is recorded is of a version that people could read, and by people', async (s) => {
      const { version } = await submitted(s)
      const record = async (change: object) =>
        await s.refused('mia', recordAcknowledgment, { version, person: jo, ...paper, ...change })
      expect(await record({})).toBe('wrong_state')
      expect(await record({ version: 'none' })).toBe('not_asked')
      const shown = await distributed(s, 'ISP-08')
      expect(await record({ ...shown, person: s.id('robot') })).toBe('bad_request')
      expect(await record({ ...shown, person: 'nobody' })).toBe('unknown_person')
      expect(await record({ ...shown, document: 'x'.repeat(2_001) })).toBe('bad_text')
      expect(await s.rows('people', { email: jo.email })).toEqual([])
    })

    story('Of many at once those who had acknowledged keep their day, and the others are new', async (s) => {
      const { version } = await distributed(s)
      await s.does('sam', acknowledge, { version, statement })
      const signers = Array.from({ length: 150 }, (_, i) => ({ email: `c${i}@example.com`, name: null }))
      const requests = [s.id('sam'), ...signers].map((person, i) => ({
        request: { version, person, ...paper },
        key: `many:${i}`,
      }))
      const results = await performMany(s.world, s.as('mia'), recordAcknowledgment, requests)
      const isNew = results.map((result) => 'answer' in result && result.answer.isNew)
      expect(isNew).toEqual([false, ...signers.map(() => true)])
      expect(await s.rows('acknowledgments', { version, way: 'outside' })).toHaveLength(150)
      expect(await s.rows('entries', { action: 'record-acknowledgment' })).toHaveLength(150)
    })

    story(
      'What went to customers is kept with its day and its document, in words that can be redacted',
      async (s) => {
        const { policy, version } = await inForce(s)
        await s.does('mia', recordDistribution, { version, ...sent, audience: '  all customers ' })
        expect(await s.row('outsideDistributions', {})).toMatchObject({
          policy,
          version,
          ...sent,
          recordedBy: s.id('mia'),
          recordedAt: s.world.now(),
        })
        const entry = await s.row('entries', { action: 'record-distribution' })
        expect(entry.subject).toBe(policy)
        expect(entry.bytes).not.toContain('all customers')
      },
    )

    story('It went out since the version came into force, today at the latest, to somebody', async (s) => {
      const { version } = await inForce(s)
      const record = async (change: object) =>
        await s.refused('mia', recordDistribution, { version, ...sent, ...change })
      expect(await record({ sentOn: '2027-03-02' })).toBe('happened_later')
      expect(await record({ sentOn: '2027-02-28' })).toBe('bad_request')
      expect(await record({ sentOn: 'yesterday' })).toBe('bad_day')
      expect(await record({ audience: ' ' })).toBe('bad_text')
      expect(await record({ document: ' ' })).toBe('document_needed')
      expect(await record({ version: 'none' })).toBe('unknown_policy')
      const draft = await submitted(s, 'ISP-08')
      expect(await record({ version: draft.version })).toBe('wrong_state')
    })
  })
}
