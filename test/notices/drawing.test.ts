import { describe, expect } from 'vitest'
import { acknowledge } from '../../src/actions/acknowledge.ts'
import { beat } from '../../src/beat.ts'
import { distribute } from '../../src/distribute.ts'
import type { UpdateOutcome } from '../../src/rules/delivery.ts'
import { engines } from '../support/engines.ts'
import { directoryOf, distributed, inForce } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'
import { postOffice, type Script } from './post-office.ts'

const open = '2027-03-01T14:30:00.000Z'
const later: UpdateOutcome = { outcome: 'later', afterMilliseconds: 30_000, holds: false, reason: 'lost' }

/** Everyone has been asked; sam acknowledges, so that the message is to be drawn anew. */
async function changed(s: Told, script: Script = {}) {
  const { version } = await distributed(s)
  s.at(open)
  const office = postOffice(s, script)
  await office.deliver()
  const gives = (name: string) => s.does(name, acknowledge, { version, statement: 'read' })
  await gives('sam')
  const notice = () => s.row('notices', { kind: 'acknowledgment request', recipient: s.id('sam') })
  return {
    office,
    version,
    gives,
    notice,
    place: ['D0SAM', `${office.to('sam')[0]?.number}.000100`] as const,
  }
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story('A drawn message shows the truth, and keeps on record what was sent', async (s) => {
      const { office, notice } = await changed(s)
      const { text } = await notice()
      expect(await notice()).toMatchObject({ isLive: 1, staleBy: expect.any(Number) })
      expect(await office.redraw()).toBe(true)
      expect(await notice()).toMatchObject({ isLive: 0, staleBy: null, text, state: 'sent' })
    })

    story('What changes while a message is on its way is drawn once it has come', async (s) => {
      const { version } = await distributed(s)
      s.at(open)
      const office = postOffice(s, {
        answer: async ({ to }) => {
          if (to === 'U0SAM') await s.does('sam', acknowledge, { version, statement: 'read' })
          return undefined
        },
      })
      await office.deliver()
      await office.redraw()
      expect(office.drawn.map(({ facts }) => facts.items)).toMatchObject([[{ is: 'settled' }]])
    })

    story('What one acknowledges has only their messages about that policy drawn anew', async (s) => {
      const one = await distributed(s)
      s.at(open)
      const office = postOffice(s)
      await office.deliver()
      await inForce(s, 'ISP-08', { title: 'Logging' })
      await distribute(s.world, directoryOf())
      await office.deliver()
      await s.does('sam', acknowledge, { version: one.version, statement: 'read' })
      await office.redraw()
      const [first] = office.to('sam')
      expect(office.drawn.map(({ at }) => at)).toEqual([`D0SAM ${first?.number}.000100`])
    })

    story('What changes while a message is drawn has it drawn once more', async (s) => {
      const { version } = await distributed(s)
      await inForce(s, 'ISP-08')
      s.at('2027-03-08T14:30:00.000Z')
      const office = postOffice(s, {
        drawn: async ({ number }) => {
          if (number === 1) await s.does('olga', acknowledge, { version, statement: 'read' })
          return undefined
        },
      })
      await office.deliver()
      await s.does('sam', acknowledge, { version, statement: 'read' })
      await office.redraw()
      expect(office.drawn.map(({ at }) => at.split(' ')[0])).toEqual(['D0SAM', 'D0OLGA'])
    })

    story('A press draws at once, and the background finds nothing left to draw', async (s) => {
      const { office, place } = await changed(s)
      await office.press(...place)
      expect(office.drawn.map(({ at }) => at)).toEqual([place.join(' ')])
      await office.redraw()
      expect(office.drawn).toHaveLength(1)
    })

    story('Two presses at once come to Slack one after the other', async (s) => {
      let [under, most] = [0, 0]
      const { office, place } = await changed(s, {
        drawn: async () => {
          under += 1
          most = Math.max(most, under)
          await new Promise((resolve) => setImmediate(resolve))
          under -= 1
          return undefined
        },
      })
      await Promise.all([office.press(...place), office.press(...place), office.press(...place)])
      expect(office.drawn).toHaveLength(3)
      expect(most).toBe(1)
    })

    story('A place where no message of ours is draws nothing', async (s) => {
      const { office } = await changed(s)
      await office.press('D0SAM', '9.9')
      expect(office.drawn).toEqual([])
    })

    story('A message that Slack does not know any more is left alone from then on', async (s) => {
      const { office, notice } = await changed(s, {
        drawn: () => ({ outcome: 'never', reason: 'message_not_found' }),
      })
      expect(await office.redraw()).toBe(true)
      expect(await notice()).toMatchObject({ isLive: 0, staleBy: null })
      expect(office.lines).toContainEqual(
        expect.objectContaining({ fields: expect.objectContaining({ reason: 'message_not_found' }) }),
      )
    })

    story('After "slow down" nothing is drawn for as long, then all of it', async (s) => {
      const { office, gives, notice } = await changed(s, {
        drawn: ({ number }) =>
          number === 1 ? { ...later, afterMilliseconds: 60_000, holds: true } : undefined,
      })
      await gives('bob')
      expect(await office.redraw(50_000)).toBe(false)
      expect(office.drawn).toHaveLength(1)
      expect(await notice()).toMatchObject({ isLive: 1, staleBy: expect.any(Number) })
      await office.redraw()
      expect(office.drawn).toHaveLength(3)
      expect(await s.rows('notices', { staleBy: null })).toHaveLength((await s.rows('notices')).length)
    })

    story(
      'One that cannot be drawn just now lets others pass, and is given up after five tries',
      async (s) => {
        const { office, gives, place, notice } = await changed(s, {
          drawn: ({ at }) => (at.startsWith('D0SAM') ? later : undefined),
        })
        await gives('bob')
        for (let tries = 0; tries < 8; tries++) {
          await office.redraw()
          await office.wait(31_000)
        }
        const tried = office.drawn.map(({ at }) => at)
        expect(tried.filter((at) => at === place.join(' '))).toHaveLength(5)
        expect(tried.slice(0, 2).some((at) => at.startsWith('D0BOB'))).toBe(true)
        expect(await notice()).toMatchObject({ isLive: 0, staleBy: null })
      },
    )

    story('A press that could not be drawn is drawn in the background', async (s) => {
      const { office, place } = await changed(s, { drawn: ({ number }) => (number < 3 ? later : undefined) })
      await office.redraw()
      await office.press(...place)
      await office.wait(31_000)
      await office.redraw()
      expect(office.drawn).toHaveLength(3)
    })

    story('A token that Slack refuses stops the drawing, and pauses the sending', async (s) => {
      const { office, gives } = await changed(s, {
        drawn: () => ({ outcome: 'stopped', reason: 'token_revoked' }),
      })
      await gives('bob')
      expect(await office.redraw()).toBe(false)
      expect(office.drawn).toHaveLength(1)
      expect(await s.rows('pauses')).toMatchObject([{ subject: 'slack', reason: 'token_revoked' }])
    })

    story('Messages are drawn at Slack’s pace: fewer than 50 a minute', async (s) => {
      const { office, gives } = await changed(s)
      for (const name of ['mia', 'olga', 'dan', 'ann', 'bob']) await gives(name)
      const started = s.world.now()
      await office.redraw()
      expect(office.drawn).toHaveLength(6)
      const seconds = (Date.parse(s.world.now()) - Date.parse(started)) / 1000
      expect(seconds).toBeGreaterThan((5 * 60) / 50)
    })

    story('Reminding and escalating mark nothing as stale', async (s) => {
      await inForce(s)
      const office = postOffice(s)
      for (const day of ['2028-01-17', '2028-02-02', '2028-02-16', '2028-02-17', '2028-03-02']) {
        s.at(`${day}T09:00:00.000Z`)
        await beat(s.world)
        await office.deliver()
      }
      expect((await s.rows('obligationHolders', { as: 'escalation' })).length).toBeGreaterThan(0)
      await office.redraw()
      expect(office.drawn).toEqual([])
    })
  })
}
