import { describe, expect } from 'vitest'
import { nextDue } from '../../db/due.ts'
import { delegate } from '../../src/actions/delegate.ts'
import { endorse } from '../../src/actions/endorse.ts'
import { handOn } from '../../src/actions/hand-on.ts'
import { beat, nextDueAt } from '../../src/beat.ts'
import { handOnDue } from '../../src/delegations.ts'
import { calendar, staff } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { delivered, endorsed, shownHash, submitted, text } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'

/** Deputies for a period that lies ahead: what is open goes to them on the day, and comes back after it. */

const friday = { startsAt: '2026-11-27T09:00:00.000Z' }
/** Midnight in Vienna. */
const begins = '2026-11-30T23:00:00.000Z'
const lastMoment = '2026-12-05T22:59:00.000Z'
const isOver = '2026-12-05T23:00:00.000Z'
const now = { fromOn: '2026-11-27', untilOn: '2026-12-31' }
const week = { fromOn: '2026-12-01', untilOn: '2026-12-05' }

async function handsOver(s: Told, person: string, deputy: string, period = week): Promise<string> {
  const named = { person: s.id(person), deputy: s.id(deputy), ...period }
  return (await s.does(person, delegate, named)).delegation
}

/** Who is asked, and in brackets for whom. */
async function asked(s: Told, submission: string): Promise<string[]> {
  const { id } = await s.row('obligations', { kind: 'endorse', subject: submission, state: 'open' })
  const holders = await s.rows('obligationHolders', { obligation: id, as: 'holder' })
  return holders
    .map(({ holder, standInFor }) => nameOf(s, holder) + (standInFor ? ` (${nameOf(s, standInFor)})` : ''))
    .sort()
}

function nameOf(s: Told, id: string): string {
  return staff.map(({ name }) => name.toLowerCase()).find((name) => s.id(name) === id) ?? id
}

async function beatAt(s: Told, at: string): Promise<void> {
  s.at(at)
  await beat(s.world)
}

async function requestsTo(s: Told, name: string): Promise<number> {
  return (await s.rows('notices', { kind: 'endorsement request', recipient: s.id(name) })).length
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story(
      'A request that is open when an approver’s absence begins goes to the deputy that day, and both names stay',
      async (s) => {
        const { submission } = await submitted(s)
        await handsOver(s, 'ann', 'dan')
        expect(await asked(s, submission)).toEqual(['ann', 'bob'])
        await delivered(s)
        await beatAt(s, '2026-11-30T12:00:00.000Z')
        expect((await nextDue(s.database.kysely, 'w1')).movesOn).toBe('2026-12-01')
        expect(await nextDueAt(s.world)).toBe(begins)
        await beatAt(s, '2026-11-30T22:59:00.000Z')
        expect(await asked(s, submission)).toEqual(['ann', 'bob'])
        await beatAt(s, begins)
        expect(await asked(s, submission)).toEqual(['bob', 'dan (ann)'])
        expect(await requestsTo(s, 'dan')).toBe(1)
        await endorsed(s, 'dan', submission)
        expect(await s.row('endorsements', {})).toMatchObject({
          approver: s.id('dan'),
          onBehalfOf: s.id('ann'),
        })
      },
      friday,
    )

    story(
      'The day after the period the request is the approver’s again, who hears of it again',
      async (s) => {
        const { submission } = await submitted(s)
        await delivered(s)
        await handsOver(s, 'ann', 'dan')
        await beatAt(s, begins)
        await beatAt(s, lastMoment)
        expect(await asked(s, submission)).toEqual(['bob', 'dan (ann)'])
        expect(await requestsTo(s, 'ann')).toBe(1)
        await beatAt(s, isOver)
        expect(await asked(s, submission)).toEqual(['ann', 'bob'])
        expect(await requestsTo(s, 'ann')).toBe(2)
        expect(await s.row('delegations', {})).toMatchObject({ movesOn: null })
      },
      friday,
    )

    story(
      'A period that began at once ends on its day too',
      async (s) => {
        const { submission } = await submitted(s)
        await handsOver(s, 'ann', 'dan', { fromOn: '2026-11-27', untilOn: '2026-11-29' })
        expect(await asked(s, submission)).toEqual(['bob', 'dan (ann)'])
        await beatAt(s, '2026-11-29T23:00:00.000Z')
        expect(await asked(s, submission)).toEqual(['ann', 'bob'])
      },
      friday,
    )

    story(
      'After a stop longer than the period nothing has moved, and nobody was asked in vain',
      async (s) => {
        const { submission } = await submitted(s)
        await handsOver(s, 'ann', 'dan')
        await beatAt(s, '2026-12-20T12:00:00.000Z')
        expect(await asked(s, submission)).toEqual(['ann', 'bob'])
        expect(await requestsTo(s, 'dan')).toBe(0)
        expect(await s.row('delegations', {})).toMatchObject({ movesOn: null })
      },
      friday,
    )

    story(
      'A chain of deputies moves when any link of it begins or ends',
      async (s) => {
        const { submission } = await submitted(s)
        await handsOver(s, 'ann', 'dan', { fromOn: '2026-11-27', untilOn: '2026-12-31' })
        await handsOver(s, 'dan', 'sam')
        expect(await asked(s, submission)).toEqual(['bob', 'dan (ann)'])
        await beatAt(s, begins)
        expect(await asked(s, submission)).toEqual(['bob', 'sam (ann)'])
        await beatAt(s, isOver)
        expect(await asked(s, submission)).toEqual(['bob', 'dan (ann)'])
      },
      friday,
    )

    story(
      'Who stands in for two goes on for the one who is still away',
      async (s) => {
        const { submission } = await submitted(s)
        await handsOver(s, 'ann', 'dan')
        await handsOver(s, 'bob', 'dan', { fromOn: '2026-12-01', untilOn: '2026-12-31' })
        await beatAt(s, begins)
        expect(await asked(s, submission)).toEqual(['dan (ann)'])
        await beatAt(s, isOver)
        expect(await asked(s, submission)).toEqual(['ann', 'dan (bob)'])
      },
      friday,
    )

    story(
      'A quorum of two is not met by one deputy of both approvers: the other is asked',
      async (s) => {
        const { submission } = await submitted(s)
        await handsOver(s, 'ann', 'dan', now)
        await handsOver(s, 'bob', 'dan', now)
        expect(await asked(s, submission)).toEqual(['dan (ann)'])
        expect(await endorsed(s, 'dan', submission)).toEqual({ isEndorsed: false })
        expect(await asked(s, submission)).toEqual(['bob'])
        const sha256 = await shownHash(s, submission)
        const again = { submission, sha256, changeKind: null, comment: null }
        expect(await s.refused('dan', endorse, again)).toBe('already_decided')
        expect(await s.refused('ann', endorse, again)).toBe('already_decided')
        expect(await endorsed(s, 'bob', submission)).toEqual({ isEndorsed: true })
      },
      { ...friday, settings: { quorum: '2' } },
    )

    story(
      'An approver who decides as the deputy of another has decided, and the other still may',
      async (s) => {
        const { submission } = await submitted(s)
        await handsOver(s, 'ann', 'bob', now)
        expect(await asked(s, submission)).toEqual(['bob (ann)'])
        await endorsed(s, 'bob', submission)
        expect(await asked(s, submission)).toEqual(['ann'])
        expect(await endorsed(s, 'ann', submission)).toEqual({ isEndorsed: true })
        expect(await s.rows('endorsements', { approver: s.id('bob') })).toMatchObject([
          { onBehalfOf: s.id('ann') },
        ])
      },
      { ...friday, settings: { quorum: '2', approveInOrder: 'yes' } },
    )

    story(
      'Of two periods that overlap the one that began last holds, and the other again after it',
      async (s) => {
        const { submission } = await submitted(s)
        await handsOver(s, 'ann', 'dan', { fromOn: '2026-11-30', untilOn: '2026-12-31' })
        await handsOver(s, 'ann', 'sam')
        await beatAt(s, '2026-11-30T12:00:00.000Z')
        expect(await asked(s, submission)).toEqual(['bob', 'dan (ann)'])
        await beatAt(s, begins)
        expect(await asked(s, submission)).toEqual(['bob', 'sam (ann)'])
        await beatAt(s, isOver)
        expect(await asked(s, submission)).toEqual(['bob', 'dan (ann)'])
      },
      friday,
    )

    story(
      'More requests than one transaction takes all move, and a second beat moves nothing',
      async (s) => {
        const submissions: string[] = []
        for (let i = 1; i <= 55; i += 1)
          submissions.push((await submitted(s, `ISP-${i}`, text('1.0'))).submission)
        const delegation = await handsOver(s, 'ann', 'dan')
        s.at(begins)
        // Killed after its first piece, it is gone on with under the same key.
        const request = { delegation, on: week.fromOn, after: '' }
        const key = `hand on:${delegation}:${week.fromOn}:`
        const { next } = await s.does(calendar, handOn, request, key)
        expect(next).not.toBeNull()
        await handOnDue(s.world, week.fromOn)
        for (const submission of submissions) expect(await asked(s, submission)).toEqual(['bob', 'dan (ann)'])
        const entries = (await s.rows('entries')).length
        await handOnDue(s.world, week.fromOn)
        expect(await s.rows('entries')).toHaveLength(entries)
      },
      friday,
    )
  })
}
