import { describe, expect } from 'vitest'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { snooze } from '../../src/actions/snooze.ts'
import { beat, nextDueAt } from '../../src/beat.ts'
import { engines } from '../support/engines.ts'
import { delivered, distributed, inForce } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'

const sets = async (s: Told, settings: Record<string, string>) => {
  const changes = Object.entries(settings).map(([key, text]) => ({ key, text }))
  await s.does('mia', changeSettings, { changes })
  await beat(s.world)
}

const holder = async (s: Told) => {
  const { id } = await s.row('obligations', { kind: 'review' })
  return await s.row('obligationHolders', { obligation: id, as: 'holder' })
}
const reminders = async (s: Told) =>
  (await s.rows('notices', { kind: 'reminder' })).filter(({ recipient }) => recipient === s.id('olga')).length

const beats = async (s: Told, ...instants: string[]) => {
  for (const at of instants) {
    s.at(at)
    await beat(s.world)
  }
}

// In force on 1 March 2027: the review is due on 1 March 2028, to be submitted by 16 February 2028.
for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story('A longer ladder wakes sooner what is open, without being told again', async (s) => {
      await inForce(s)
      expect(await holder(s)).toMatchObject({ nextReminderAt: '2028-01-17T08:00:00.000Z' })
      await sets(s, { reviewReminders: '60 30 0 weekly' })
      expect(await holder(s)).toMatchObject({ nextReminderAt: '2027-12-20T08:00:00.000Z' })
      expect(await s.rows('replans')).toEqual([])
      expect(await reminders(s)).toBe(0)
    })

    story('What was told is not told again, and a new day that has passed does not go', async (s) => {
      await inForce(s)
      await delivered(s)
      await beats(s, '2028-01-17T08:00:00.000Z')
      expect(await reminders(s)).toBe(1)
      s.at('2028-01-25T08:00:00.000Z')
      await sets(s, { reviewReminders: '60 40 25 20 0 weekly' })
      expect(await holder(s)).toMatchObject({
        rung: '2028-01-17',
        nextReminderAt: '2028-01-27T08:00:00.000Z',
      })
      await beats(s, '2028-01-25T14:00:00.000Z', '2028-01-26T08:00:00.000Z')
      expect(await reminders(s)).toBe(1)
      await beats(s, '2028-01-27T08:00:00.000Z')
      expect(await reminders(s)).toBe(2)
    })

    story('What has come up already goes all the same', async (s) => {
      await inForce(s)
      await delivered(s)
      s.at('2028-01-17T08:00:00.000Z')
      const changes = [{ key: 'reviewReminders', text: '5 0 weekly' }]
      await s.does('mia', changeSettings, { changes })
      await beat(s.world)
      expect(await holder(s)).toMatchObject({ nextReminderAt: '2028-02-11T08:00:00.000Z' })
    })

    story('A snooze stands, at the new hour', async (s) => {
      await inForce(s)
      await delivered(s)
      await beats(s, '2028-01-17T08:00:00.000Z')
      const { obligation } = await holder(s)
      await s.does('olga', snooze, { obligation, on: '2028-02-01' })
      await sets(s, { sendingHour: '7', closingHour: '16' })
      expect(await holder(s)).toMatchObject({ nextReminderAt: '2028-02-01T06:00:00.000Z' })
    })

    story('Requests to acknowledge follow too, each in its own zone', async (s) => {
      await distributed(s)
      s.at('2027-03-01T14:30:00.000Z')
      await delivered(s)
      await sets(s, { acknowledgeReminders: '5 0 weekly', sendingHour: '10:00' })
      const next = async (name: string) =>
        (await s.row('acknowledgments', { person: s.id(name) })).nextReminderAt
      expect(await next('olga')).toBe('2027-03-10T09:00:00.000Z')
      expect(await next('sam')).toBe('2027-03-10T15:00:00.000Z')
    })

    story('When others hear is counted anew, and the message says so', async (s) => {
      await inForce(s)
      await delivered(s)
      await beats(s, '2028-01-17T08:00:00.000Z')
      const escalateAt = async () => (await s.row('obligations', { kind: 'review' })).escalateAt
      expect(await escalateAt()).toBe('2028-02-15T10:00:00.000Z')
      await sets(s, { escalateToDeputies: '30' })
      expect(await escalateAt()).toBe('2028-01-30T10:00:00.000Z')
    })

    story('Many are counted anew piece by piece, and until then something is due', async (s) => {
      await inForce(s)
      await delivered(s)
      const changes = [{ key: 'fillReminders', text: '0 daily' }]
      await s.does('mia', changeSettings, { changes })
      expect(await s.rows('replans')).toHaveLength(2)
      expect(await nextDueAt(s.world)).toBe(s.world.now())
      await beat(s.world)
      expect(await s.rows('replans')).toEqual([])
      expect((await nextDueAt(s.world)) > s.world.now()).toBe(true)
    })

    story('Days to act hold for what opens from then on', async (s) => {
      await sets(s, { submitDays: '20', acknowledgeDays: '21', joinerDays: '40' })
      await distributed(s)
      expect(await s.row('obligations', { kind: 'review' })).toMatchObject({ dueOn: '2028-02-02' })
      s.at('2027-03-01T14:30:00.000Z')
      await delivered(s)
      expect(await s.row('acknowledgments', { person: s.id('sam') })).toMatchObject({ dueOn: '2027-03-22' })
      await sets(s, { submitDays: '5' })
      expect(await s.row('obligations', { kind: 'review' })).toMatchObject({ dueOn: '2028-02-02' })
    })

    story('Hours that would never open are refused, whichever of the two came later', async (s) => {
      await sets(s, { closingHour: '12' })
      const late = { changes: [{ key: 'sendingHour', text: '12' }] }
      expect(await s.refused('mia', changeSettings, late)).toBe('bad_setting')
      await sets(s, { sendingHour: '12', closingHour: '13' })
    })
  })
}
