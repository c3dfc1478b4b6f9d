import { describe, expect, onTestFinished, test } from 'vitest'
import { forgetGestures, seenBefore } from '../../db/gestures.ts'
import type { SlackEventRow } from '../../db/schema.ts'
import { forgetSlackEvents, markTaken, storeSlackEvent, waitingSlackEvents } from '../../db/slack-events.ts'
import { openCompany } from '../support/company.ts'
import { engines } from '../support/engines.ts'

const noon = '2027-03-01T12:00:00.000Z'
const later = '2027-03-01T12:00:00.001Z'

const told = (event: string, change: Partial<SlackEventRow> = {}): SlackEventRow => ({
  workspace: 'w1',
  event,
  occurrence: `team_join:${event}`,
  type: 'team_join',
  subject: 'U1',
  people: '[]',
  at: noon,
  takenAt: null,
  ...change,
})

for (const engine of engines) {
  describe(engine.name, () => {
    async function opened() {
      const fresh = await engine.open()
      const company = await openCompany(fresh.url, { isMade: false })
      onTestFinished(async () => {
        await company.close()
        await fresh.close()
      })
      const db = company.database.kysely
      return { db, waiting: async () => (await waitingSlackEvents(db, 'w1', 10)).map(({ event }) => event) }
    }

    test('an event is kept once: by its delivery, and by what it tells; each workspace has its own', async () => {
      const { db, waiting } = await opened()
      expect(await storeSlackEvent(db, told('Ev1'))).toBe(true)
      expect(await storeSlackEvent(db, told('Ev1', { occurrence: 'another' }))).toBe(false)
      expect(await storeSlackEvent(db, told('Ev2', { occurrence: 'team_join:Ev1' }))).toBe(false)
      expect(await storeSlackEvent(db, told('Ev1', { workspace: 'w2' }))).toBe(true)
      expect(await waiting()).toEqual(['Ev1'])
    })

    test('events wait in the order in which they came, until they are taken in', async () => {
      const { db, waiting } = await opened()
      await storeSlackEvent(db, told('Ev1', { at: later }))
      await storeSlackEvent(db, told('Ev2'))
      expect(await waiting()).toEqual(['Ev2', 'Ev1'])
      await markTaken(db, 'w1', ['Ev2'], later)
      expect(await waiting()).toEqual(['Ev1'])
    })

    test('what was taken in is forgotten in time, and what waits is not', async () => {
      const { db, waiting } = await opened()
      await storeSlackEvent(db, told('Ev1'))
      await storeSlackEvent(db, told('Ev2'))
      await markTaken(db, 'w1', ['Ev2'], noon)
      await forgetSlackEvents(db, 'w1', later)
      expect(await waiting()).toEqual(['Ev1'])
      expect(await storeSlackEvent(db, told('Ev2'))).toBe(true)
    })

    test('of many who see one gesture at once, one alone sees it first', async () => {
      const { db } = await opened()
      const gesture = { workspace: 'w1', key: 'slack:1', at: noon }
      const seen = await Promise.all(Array.from({ length: 8 }, () => seenBefore(db, gesture)))
      expect(seen.filter((before) => !before)).toHaveLength(1)
      await forgetGestures(db, 'w1', noon)
      expect(await seenBefore(db, gesture)).toBe(true)
      await forgetGestures(db, 'w1', later)
      expect(await seenBefore(db, gesture)).toBe(false)
    })
  })
}
