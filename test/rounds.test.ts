import { describe, expect } from 'vitest'
import { acknowledge } from '../src/actions/acknowledge.ts'
import { askJoiners } from '../src/actions/ask-joiners.ts'
import { startReview } from '../src/actions/start-review.ts'
import { submitVersion } from '../src/actions/submit-version.ts'
import { syncPeople } from '../src/actions/sync-people.ts'
import { makeRounds } from '../src/rounds.ts'
import { type Directory, IncompleteRead, type SendOutcome } from '../src/rules/delivery.ts'
import { sha256 } from '../src/rules/digest.ts'
import { postOffice, type Script } from './notices/post-office.ts'
import { member, staff } from './support/company.ts'
import { engines } from './support/engines.ts'
import { directoryOf, distributed, endorsed, inForce, submitted, text } from './support/situations.ts'
import { storiesOn, type Told } from './support/stories.ts'

/** Rounds with a scripted Slack; what is read and asked of its directory is counted. */
function roundsOf(s: Told, script: Script = {}) {
  const directory = { ...(script.directory ?? directoryOf()) }
  const office = postOffice(s, { ...script, directory })
  const reads: string[] = []
  const asked: string[] = []
  const counted: Directory = {
    ...directory,
    team: () => {
      asked.push(s.world.now())
      return directory.team()
    },
    people: () => {
      reads.push(s.world.now())
      return directory.people()
    },
  }
  const { delivery, log } = office
  const rounds = makeRounds({
    world: s.world,
    directory: counted,
    delivery,
    sleep: (...waiting) => delivery.sleep(...waiting),
    log,
  })
  return { office, rounds, reads, asked, directory }
}

/** Goes on from due moment to due moment until an instant. */
async function live(s: Told, settle: () => Promise<string>, until: string): Promise<void> {
  let next = await settle()
  while (next <= until) {
    s.at(next)
    next = await settle()
  }
  s.at(until)
}

const unread = (subject: string, isFinal = false) =>
  new IncompleteRead(subject, isFinal ? 'not_in_channel' : 'no answer', isFinal)

function failing(directory: Directory, isFailing: () => boolean): Directory {
  return {
    ...directory,
    async *people() {
      for await (const page of directory.people()) {
        yield page
        if (isFailing()) throw unread('people')
      }
    },
  }
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story(
      'People are read at the first round, and then each day at four in the morning of the workspace',
      async (s) => {
        const { rounds, reads } = roundsOf(s)
        await live(s, rounds.settle, '2027-03-03T20:00:00.000Z')
        expect(reads).toEqual([
          '2027-03-01T07:00:00.000Z',
          '2027-03-02T03:00:00.000Z',
          '2027-03-03T03:00:00.000Z',
        ])
      },
    )

    story('What a change made untrue is drawn anew before all has settled', async (s) => {
      const { version } = await distributed(s)
      s.at('2027-03-01T14:30:00.000Z')
      const { rounds, office } = roundsOf(s)
      await rounds.settle()
      for (const name of ['ann', 'bob', 'dan'])
        await s.does(name, acknowledge, { version, statement: 'read' })
      await rounds.settle()
      expect(office.drawn.map(({ at }) => at.split(' ')[0]).sort()).toEqual(['D0ANN', 'D0BOB', 'D0DAN'])
    })

    story('A round that is wished for ends the drawing, which goes on after it', async (s) => {
      const { version } = await distributed(s)
      s.at('2027-03-01T14:30:00.000Z')
      const order: string[] = []
      const { rounds, office } = roundsOf(s, {
        answer: ({ facts }) => void order.push(facts.kind),
        drawn: async ({ number }) => {
          order.push('drawn')
          if (number > 1) return undefined
          await submitted(s, 'ISP-08')
          rounds.wish()
          return undefined
        },
      })
      await rounds.settle()
      for (const name of ['ann', 'bob', 'dan'])
        await s.does(name, acknowledge, { version, statement: 'read' })
      order.length = 0
      await rounds.settle()
      const request = order.indexOf('endorsement request')
      expect([request, order.filter((one) => one === 'drawn').length]).toEqual([1, 3])
      expect(office.drawn).toHaveLength(3)
    })

    story('After an hour is skipped in spring it is four in the morning all the same', async (s) => {
      s.at('2027-03-27T12:00:00.000Z')
      const { rounds, reads } = roundsOf(s)
      await live(s, rounds.settle, '2027-03-28T12:00:00.000Z')
      expect(reads.at(-1)).toBe('2027-03-28T02:00:00.000Z')
    })

    story('A directory that cannot be read holds up no reminder, and is tried again', async (s) => {
      await inForce(s)
      let isFailing = true
      const { rounds, office, reads } = roundsOf(s, { directory: failing(directoryOf(), () => isFailing) })
      await rounds.settle()
      s.at('2028-01-17T08:00:00.000Z')
      await rounds.settle()
      expect(office.to('olga').filter(({ facts }) => facts.kind === 'reminder')).toHaveLength(1)
      const before = reads.length
      await rounds.settle()
      expect(reads.length).toBeGreaterThan(before)
      isFailing = false
      await rounds.settle()
      const after = reads.length
      await rounds.settle()
      expect(reads.length).toBe(after)
      expect(office.lines.filter(({ level }) => level === 'error')).toEqual([])
      expect(office.lines.filter(({ level }) => level === 'warn').length).toBeGreaterThan(0)
    })

    story('Until Slack has said whose token it is, reminders are decided and nothing is sent', async (s) => {
      await inForce(s)
      let isSilent = true
      const directory = directoryOf()
      const { rounds, office } = roundsOf(s, {
        directory: {
          ...directory,
          team: () => (isSilent ? Promise.reject(unread('workspace')) : directory.team()),
        },
      })
      s.at('2028-01-17T08:00:00.000Z')
      office.delivery.sleep = async () => {
        isSilent = false
      }
      rounds.wish()
      await rounds.settle()
      expect(office.to('olga').filter(({ facts }) => facts.kind === 'reminder')).toHaveLength(1)
    })

    story('With the token of another workspace nothing is sent and nobody of it is taken in', async (s) => {
      await inForce(s)
      const other = {
        ...directoryOf([member('eve')]),
        team: async () => ({ id: 'T2', name: 'Other', botUserId: 'U9' }),
      }
      const { rounds, office } = roundsOf(s, { directory: other })
      rounds.wish()
      await rounds.stop()
      expect(office.posts).toEqual([])
      expect(await s.rows('people', { slackId: 'U0EVE' })).toEqual([])
    })

    story('Who joins is asked for everything in force in one message and has 30 days from it', async (s) => {
      for (const code of ['A', 'B']) await distributed(s, code)
      const people = [...staff]
      const { rounds, office } = roundsOf(s, { directory: directoryOf(people) })
      await rounds.settle()
      people.push(member('nora'))
      await live(s, rounds.settle, '2027-03-02T12:00:00.000Z')
      const toNora = office.to('nora')
      expect(toNora.map(({ facts }) => facts.kind)).toEqual(['acknowledgment request'])
      expect(toNora[0]?.facts.items).toMatchObject([
        { code: 'A', daysToAcknowledge: 30 },
        { code: 'B', daysToAcknowledge: 30 },
      ])
      const nora = (await s.row('people', { slackId: 'U0NORA' })).id
      for (const row of await s.rows('acknowledgments', { person: nora }))
        expect(row).toMatchObject({ dueOn: '2027-04-01' })
    })

    story('Who was read before the directory broke off is asked when it is read again', async (s) => {
      await distributed(s)
      let isFailing = false
      const people = [...staff]
      const paged: Directory = {
        ...directoryOf(people),
        async *people() {
          yield people.filter(({ slackId }) => slackId === 'U0NORA')
          if (isFailing) throw unread('people')
          yield staff
        },
      }
      const { rounds, office } = roundsOf(s, { directory: failing(paged, () => false) })
      await rounds.settle()
      people.push(member('nora'))
      isFailing = true
      s.at('2027-03-02T03:00:00.000Z')
      await rounds.settle()
      isFailing = false
      await live(s, rounds.settle, '2027-03-02T12:00:00.000Z')
      expect(office.to('nora').map(({ facts }) => facts.kind)).toEqual(['acknowledgment request'])
    })

    story(
      'A joiner whose audience is closed is asked once it is open; the managers are told once',
      async (s) => {
        const audience = { everyone: false, channels: ['C1'], groups: [], people: [] }
        await inForce(s, 'A', { audience })
        const people = [...staff]
        const lists: Record<string, string[]> = { C1: ['U0OLGA', 'U0SAM'] }
        let isClosed = false
        const open = directoryOf(people, lists)
        const { rounds, office } = roundsOf(s, {
          directory: {
            ...open,
            channelMembers: (id) => (isClosed ? Promise.reject(unread(id, true)) : open.channelMembers(id)),
          },
        })
        await rounds.settle()
        people.push(member('nora'))
        lists.C1?.push('U0NORA')
        isClosed = true
        await live(s, rounds.settle, '2027-03-03T12:00:00.000Z')
        expect(office.to('nora')).toEqual([])
        expect(office.to('mia').filter(({ facts }) => facts.kind === 'trouble')).toHaveLength(1)
        isClosed = false
        await live(s, rounds.settle, '2027-03-04T12:00:00.000Z')
        expect(office.to('nora').map(({ facts }) => facts.kind)).toEqual(['acknowledgment request'])
      },
    )

    story('Who joined and could not be asked is asked after a restart', async (s) => {
      const audience = { everyone: false, channels: ['C1'], groups: [], people: [] }
      await inForce(s, 'A', { audience })
      const people = [...staff]
      const lists: Record<string, string[]> = { C1: ['U0OLGA', 'U0SAM'] }
      await roundsOf(s, { directory: directoryOf(people, lists) }).rounds.settle()
      people.push(member('nora'))
      lists.C1?.push('U0NORA')
      s.at('2027-03-02T12:00:00.000Z')
      const open = directoryOf(people, lists)
      const closed = { ...open, channelMembers: (id: string) => Promise.reject(unread(id)) }
      await roundsOf(s, { directory: closed }).rounds.settle()
      expect(await s.row('people', { slackId: 'U0NORA' })).toMatchObject({ waitsSince: s.world.now() })
      const { rounds, office } = roundsOf(s, { directory: open })
      await rounds.settle()
      expect(office.to('nora').map(({ facts }) => facts.kind)).toEqual(['acknowledgment request'])
      expect(await s.row('people', { slackId: 'U0NORA' })).toMatchObject({ waitsSince: null })
      const { office: after, rounds: again } = roundsOf(s, { directory: open })
      await again.settle()
      expect(after.to('nora')).toEqual([])
    })

    story(
      'Who was asked for one policy when the program was killed is asked for the other alone',
      async (s) => {
        for (const code of ['A', 'B']) await distributed(s, code)
        const joined = { people: [member('nora')], isLast: false }
        await s.does({ kind: 'directory' }, syncPeople, joined)
        const nora = (await s.row('people', { slackId: 'U0NORA' })).id
        const [first] = await s.rows('versions', { state: 'in force' })
        const key = `join:${first?.id}:2027-03-01:${sha256(nora)}`
        await s.does({ kind: 'directory' }, askJoiners, { version: first?.id as string, people: [nora] }, key)
        const { rounds, office } = roundsOf(s, { directory: directoryOf([...staff, member('nora')]) })
        await live(s, rounds.settle, '2027-03-01T12:00:00.000Z')
        expect(office.to('nora').flatMap(({ facts }) => facts.items)).toMatchObject([
          { code: 'A' },
          { code: 'B' },
        ])
        expect(await s.rows('acknowledgments', { person: nora })).toHaveLength(2)
      },
    )

    for (const reason of ['token_revoked', 'account_inactive', 'invalid_auth', 'not_authed']) {
      story(
        `After ${reason} nothing is tried; ten days later one reminder says all, without a back-log`,
        async (s) => {
          await distributed(s, 'A')
          let isRefused = false
          const stopped: SendOutcome = { outcome: 'stopped', reason }
          const directory = directoryOf()
          const { rounds, office } = roundsOf(s, {
            answer: () => (isRefused ? stopped : undefined),
            directory: {
              ...directory,
              team: () =>
                isRefused ? Promise.reject(new IncompleteRead('workspace', reason, false)) : directory.team(),
            },
          })
          await live(s, rounds.settle, '2027-03-02T12:00:00.000Z')
          const before = office.posts.length
          isRefused = true
          await live(s, rounds.settle, '2027-03-25T12:00:00.000Z')
          expect(office.posts.length).toBe(before + 1)
          expect(await s.row('pauses', {})).toMatchObject({ reason })
          isRefused = false
          await office.wait(300_000)
          await rounds.settle()
          const after = office.posts.slice(before + 1)
          expect(after.map(({ to }) => to)).toEqual(expect.arrayContaining(['U0ANN', 'U0BOB', 'U0OLGA']))
          expect(new Set(after.map(({ to }) => to)).size).toBe(after.length)
          for (const { facts } of after) {
            const said = facts.items.map((item) => `${item.is} ${'as' in item ? item.as : ''}`)
            expect(new Set(said).size).toBe(said.length)
          }
          expect(await s.rows('pauses')).toEqual([])
          expect(await s.rows('notices', { state: 'ready' })).toEqual([])
        },
      )
    }

    story('Versions come into force while nothing can be sent', async (s) => {
      const { policy } = await inForce(s, 'A')
      await s.database.kysely
        .insertInto('pauses')
        .values({ workspace: 'w1', subject: 'slack', reason: 'x', since: s.world.now() })
        .execute()
      const version = text('1.0.1', { changeKind: 'editorial', effectiveOn: '2027-03-05' })
      const { submission } = await s.does('olga', submitVersion, {
        policy,
        version,
        note: null,
        considered: [],
      })
      await endorsed(s, 'ann', submission)
      const directory = { ...directoryOf(), team: () => Promise.reject(new Error('invalid_auth')) }
      const { rounds, office } = roundsOf(s, { directory })
      await live(s, rounds.settle, '2027-03-05T12:00:00.000Z')
      expect(await s.row('versions', { number: '1.0.1' })).toMatchObject({ state: 'in force' })
      expect(office.posts).toEqual([])
    })

    story('A round that fails is told to the log, and the next one goes on', async (s) => {
      await inForce(s)
      let isBroken = true
      const { rounds, office } = roundsOf(s, {
        isHere: async () => {
          if (!isBroken) return true
          isBroken = false
          throw new Error('out of order')
        },
      })
      await rounds.settle()
      expect(office.lines.filter(({ level }) => level === 'error')).toMatchObject([
        {
          message: 'a round failed; it is tried again',
          fields: { error: expect.stringContaining('out of order') },
        },
      ])
      expect(rounds.lastEnd()).not.toBeNull()
      expect(await s.rows('notices', { lane: 'urgent', state: 'ready' })).toEqual([])
    })

    story('What is acknowledged or begun between two rounds is not asked for in the second', async (s) => {
      const { policy, version } = await distributed(s)
      await s.does('sam', acknowledge, { version, statement: 'read' })
      await s.does('olga', startReview, { policy })
      s.at('2027-03-01T14:30:00.000Z')
      const { rounds, office } = roundsOf(s)
      await rounds.settle()
      expect(office.to('sam').filter(({ facts }) => facts.kind === 'acknowledgment request')).toEqual([])
      expect(office.to('bob').filter(({ facts }) => facts.kind === 'acknowledgment request')).toHaveLength(1)
    })

    story('Several wishes at once are one round, and after the stop there is none', async (s) => {
      const { rounds, reads } = roundsOf(s)
      for (let i = 0; i < 5; i += 1) rounds.wish()
      await rounds.stop()
      rounds.wish()
      await rounds.stop()
      expect(reads.length).toBeLessThanOrEqual(1)
    })
  })
}
