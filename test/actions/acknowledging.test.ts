import { describe, expect } from 'vitest'
import { acknowledge } from '../../src/actions/acknowledge.ts'
import { recordAcknowledgment } from '../../src/actions/record-acknowledgment.ts'
import { retirePolicy } from '../../src/actions/retire-policy.ts'
import { sha256 } from '../../src/rules/digest.ts'
import { engines } from '../support/engines.ts'
import { delivered, distributed, endorsed, revised, text } from '../support/situations.ts'
import { storiesOn } from '../support/stories.ts'

const statement = 'I have read it.'

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story('Three presses are one record, with the first time', async (s) => {
      const { version } = await distributed(s)
      await delivered(s)
      const answers = []
      for (const [i, at] of ['10:00:00', '10:00:05', '10:00:15'].entries()) {
        s.at(`2027-03-02T${at}.000Z`)
        answers.push(await s.does('sam', acknowledge, { version, statement }, `press ${i === 2 ? 1 : i}`))
      }
      const first = { number: '1.0', at: '2027-03-02T10:00:00.000Z', inForce: null }
      expect(answers).toEqual([first, first, first])
      expect(await s.row('acknowledgments', { person: s.id('sam') })).toMatchObject({
        state: 'given',
        acknowledgedAt: '2027-03-02T10:00:00.000Z',
        sha256: sha256('The text of 1.0.'),
        statement,
        way: 'slack',
        recordedBy: null,
        nextReminderAt: null,
      })
      expect(await s.rows('entries', { action: 'acknowledge' })).toHaveLength(1)
    })

    story('Who is not asked records nothing', async (s) => {
      const { version } = await distributed(s)
      expect(await s.refused('gus', acknowledge, { version, statement })).toBe('not_asked')
      expect(await s.refused('sam', acknowledge, { version: 'nothing', statement })).toBe('not_asked')
    })

    story('The obligation is met with the last acknowledgment', async (s) => {
      const { version } = await distributed(s)
      const names = ['mia', 'olga', 'dan', 'ann', 'bob', 'sam']
      for (const name of names) {
        expect(await s.row('obligations', { kind: 'acknowledge' })).toMatchObject({ state: 'open' })
        await s.does(name, acknowledge, { version, statement })
      }
      expect(await s.row('obligations', { kind: 'acknowledge' })).toMatchObject({
        state: 'met',
        escalateAt: null,
      })
      expect(await s.rows('obligationHolders', { as: 'escalation' })).toMatchObject([
        { nextReminderAt: null },
      ])
    })

    story('After a major version an old message is recorded for the old version alone', async (s) => {
      const { policy, version } = await distributed(s)
      const { version: next } = await revised(s, policy, text('2.0'))
      const answer = await s.does('sam', acknowledge, { version, statement })
      expect(answer).toMatchObject({ number: '1.0', inForce: '2.0' })
      expect(await s.row('acknowledgments', { version, person: s.id('sam') })).toMatchObject({
        state: 'given',
        sha256: sha256('The text of 1.0.'),
      })
      expect(await s.rows('acknowledgments', { version: next })).toEqual([])
    })

    story(
      'A press on a message from before minor versions settles the moved request, naming what was shown',
      async (s) => {
        const { policy, version } = await distributed(s)
        await revised(s, policy, text('1.1', { changeKind: 'minor' }))
        const { version: newest } = await revised(s, policy, text('1.2', { changeKind: 'editorial' }))
        const answer = await s.does('sam', acknowledge, { version, statement })
        expect(answer).toMatchObject({ number: '1.0', inForce: '1.2' })
        expect(await s.row('acknowledgments', { version: newest, person: s.id('sam') })).toMatchObject({
          state: 'given',
          sha256: sha256('The text of 1.0.'),
        })
        expect(await s.rows('acknowledgments', { person: s.id('sam'), state: 'open' })).toEqual([])
      },
    )

    story('What was given stands when a minor version comes', async (s) => {
      const { policy, version } = await distributed(s)
      await s.does('sam', acknowledge, { version, statement })
      const given = await s.row('acknowledgments', { version, person: s.id('sam') })
      const { version: next } = await revised(s, policy, text('1.1', { changeKind: 'minor' }))
      expect(await s.rows('acknowledgments', { person: s.id('sam') })).toEqual([given])
      expect((await s.row('versions', { id: next })).countsFrom).toBe(version)
    })

    story('One given outside needs its document, and says who recorded it', async (s) => {
      const { version } = await distributed(s)
      const request = { version, person: s.id('sam'), statement }
      expect(await s.refused('mia', recordAcknowledgment, { ...request, document: '' })).toBe(
        'document_needed',
      )
      await s.does('mia', recordAcknowledgment, { ...request, document: 'signed.pdf' })
      expect(await s.row('acknowledgments', { person: s.id('sam') })).toMatchObject({
        state: 'given',
        way: 'outside',
        recordedBy: s.id('mia'),
        document: 'signed.pdf',
      })
      const entry = await s.row('entries', { action: 'record-acknowledgment' })
      expect(entry.bytes).not.toContain('signed.pdf')
      expect(await s.row('entryTexts', { sequence: entry.sequence })).toMatchObject({ text: 'signed.pdf' })
    })

    story('Requests of a retired policy are closed and not reminded of', async (s) => {
      const { policy, version } = await distributed(s)
      await delivered(s)
      await s.does('sam', acknowledge, { version, statement })
      const { submission } = await s.does('olga', retirePolicy, {
        policy,
        reason: 'no longer done',
        replacement: null,
      })
      await endorsed(s, 'ann', submission)
      const rows = await s.rows('acknowledgments')
      expect(rows.filter(({ state }) => state === 'given')).toHaveLength(1)
      expect(rows.filter(({ voidReason }) => voidReason === 'retired')).toHaveLength(5)
      expect(rows.every(({ nextReminderAt }) => nextReminderAt === null)).toBe(true)
    })
  })
}
