import { describe, expect } from 'vitest'
import { changePolicy } from '../../src/actions/change-policy.ts'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { delegate } from '../../src/actions/delegate.ts'
import { endorse } from '../../src/actions/endorse.ts'
import { importPolicy } from '../../src/actions/import-policy.ts'
import { recordEndorsement } from '../../src/actions/record-endorsement.ts'
import { sendBack } from '../../src/actions/send-back.ts'
import { submitVersion } from '../../src/actions/submit-version.ts'
import { syncPeople } from '../../src/actions/sync-people.ts'
import { beat } from '../../src/beat.ts'
import { aPolicy, directory, member, staff } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { endorsed, inForce, shownHash, submitted, text } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'
import { aRow } from './register-row.ts'

const whole = { scope: 'whole policy' as const, considered: [] as string[], note: 'as it should be' }

async function refusedToEndorse(s: Told, who: string, submission: string): Promise<string> {
  const sha256 = await shownHash(s, submission)
  return await s.refused(who, endorse, { submission, sha256, changeKind: null, comment: 'yes' })
}

async function asked(s: Told, submission: string): Promise<string[]> {
  const obligation = await s.row('obligations', { kind: 'endorse', subject: submission })
  const holders = await s.rows('obligationHolders', { obligation: obligation.id, as: 'holder' })
  return holders.map(({ holder }) => nameOf(s, holder)).sort()
}

function nameOf(s: Told, id: string): string {
  return staff.map(({ name }) => name.toLowerCase()).find((name) => s.id(name) === id) ?? id
}

async function setTo(s: Told, key: string, text: string): Promise<void> {
  await s.does('mia', changeSettings, { changes: [{ key, text }] })
}

const threeApprovers = { settings: { approvers: 'ann@example.com bob@example.com sam@example.com' } }

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story(
      'Any one approver is enough unless more are asked for; submitter and owner hear at once',
      async (s) => {
        const { submission } = await submitted(s)
        expect(await endorsed(s, 'bob', submission)).toEqual({ isEndorsed: true })
        expect(await s.row('endorsements', {})).toMatchObject({
          approver: s.id('bob'),
          decision: 'endorsed',
          sha256: await shownHash(s, submission),
          way: 'slack',
          at: s.world.now(),
        })
        expect(await s.row('obligations', { kind: 'endorse' })).toMatchObject({
          state: 'met',
          settledAt: s.world.now(),
        })
        expect(await s.row('notices', { kind: 'outcome' })).toMatchObject({
          recipient: s.id('olga'),
          notBefore: s.world.now(),
        })
        expect(await refusedToEndorse(s, 'ann', submission)).toBe('not_awaiting')
      },
    )

    story(
      'All must endorse where the workspace asks for all; who has decided is not asked further',
      async (s) => {
        const { submission } = await submitted(s)
        expect(await endorsed(s, 'sam', submission)).toEqual({ isEndorsed: false })
        expect(await asked(s, submission)).toEqual(['ann', 'bob'])
        expect(await refusedToEndorse(s, 'sam', submission)).toBe('already_decided')
        await endorsed(s, 'ann', submission)
        expect(await endorsed(s, 'bob', submission)).toEqual({ isEndorsed: true })
      },
      { settings: { ...threeApprovers.settings, quorum: 'all' } },
    )

    story(
      'Two of three are enough for a policy whose own rule is two',
      async (s) => {
        const policy = await aPolicy(s)
        const changes = { approvalRule: { quorum: 2, inOrder: false } }
        await s.does('mia', changePolicy, { policy, revision: 1, changes })
        const { submission } = await s.does('olga', submitVersion, {
          policy,
          version: text('1.0'),
          note: null,
          considered: [],
        })
        expect(await endorsed(s, 'ann', submission)).toEqual({ isEndorsed: false })
        expect(await endorsed(s, 'sam', submission)).toEqual({ isEndorsed: true })
      },
      threeApprovers,
    )

    story(
      'In order, one is asked after the other, and nobody decides before their turn',
      async (s) => {
        const { submission } = await submitted(s)
        expect(await asked(s, submission)).toEqual(['ann'])
        expect(await refusedToEndorse(s, 'bob', submission)).toBe('barred')
        await endorsed(s, 'ann', submission)
        expect(await asked(s, submission)).toEqual(['bob'])
        expect(
          (await s.rows('notices', { kind: 'endorsement request' }))
            .map(({ recipient }) => nameOf(s, recipient))
            .sort(),
        ).toEqual(['ann', 'bob'])
        expect(await endorsed(s, 'bob', submission)).toEqual({ isEndorsed: true })
      },
      { settings: { approveInOrder: 'yes', quorum: '2' } },
    )

    story(
      'What one has endorsed as minor, another does not make major: they endorse it as that, or send it back',
      async (s) => {
        const { submission } = await submitted(s)
        const sha256 = await shownHash(s, submission)
        const as = (changeKind: 'minor' | 'major') => ({ submission, sha256, changeKind, comment: null })
        await s.does('ann', endorse, as('minor'))
        expect(await s.refused('bob', endorse, as('major'))).toBe('kind_endorsed')
        expect(await s.does('bob', endorse, as('minor'))).toEqual({ isEndorsed: true })
        expect(await s.row('versions', {})).toMatchObject({ changeKind: 'minor' })
      },
      { settings: { quorum: 'all' } },
    )

    story('What was submitted as editorial cannot be judged more; it is sent back', async (s) => {
      const { policy } = await inForce(s)
      const version = text('1.0.1', { changeKind: 'editorial' })
      const { submission } = await s.does('olga', submitVersion, {
        policy,
        version,
        note: null,
        considered: [],
      })
      const sha256 = await shownHash(s, submission)
      for (const changeKind of ['minor', 'major'] as const)
        expect(await s.refused('ann', endorse, { submission, sha256, changeKind, comment: null })).toBe(
          'kind_differs',
        )
      await s.does('ann', sendBack, { submission, sha256, reason: 'this changes what people must do' })
      expect(await s.row('versions', { number: '1.0.1' })).toMatchObject({
        state: 'sent back',
        changeKind: 'editorial',
      })
      expect(await s.row('reviews', {})).toMatchObject({ state: 'open', dueOn: '2028-03-01' })
    })

    story('Nobody endorses what they submitted, by whatever way they come', async (s) => {
      const policy = await aPolicy(s, 'ISP-07', { owner: s.id('ann'), approvers: [s.id('ann'), s.id('bob')] })
      await s.does('bob', delegate, {
        person: s.id('bob'),
        deputy: s.id('ann'),
        fromOn: '2027-03-01',
        untilOn: '2027-03-31',
      })
      const { submission } = await s.does('ann', submitVersion, {
        policy,
        version: text('1.0'),
        note: null,
        considered: [],
      })
      expect(await asked(s, submission)).toEqual(['bob'])
      expect(await refusedToEndorse(s, 'ann', submission)).toBe('barred')
      const outside = {
        submission,
        sha256: await shownHash(s, submission),
        approver: s.id('ann'),
        document: 'minutes.pdf',
        comment: null,
      }
      expect(await s.refused('mia', recordEndorsement, outside)).toBe('barred')
      await endorsed(s, 'bob', submission)
    })

    story(
      'Nobody endorses what they wrote or edited, when another submits it again',
      async (s) => {
        const policy = await aPolicy(s, 'ISP-07', { owner: s.id('ann'), deputies: [s.id('bob')] })
        const first = await s.does('ann', submitVersion, {
          policy,
          version: text('1.0'),
          note: null,
          considered: [],
        })
        const sha256 = await shownHash(s, first.submission)
        await s.does('sam', sendBack, { submission: first.submission, sha256, reason: 'say more' })
        const version = text('1.0', { content: 'more' })
        const { submission } = await s.does('bob', submitVersion, {
          policy,
          version,
          note: null,
          considered: [],
        })
        expect(await asked(s, submission)).toEqual(['sam'])
        expect(await refusedToEndorse(s, 'ann', submission)).toBe('barred')
        expect(await refusedToEndorse(s, 'bob', submission)).toBe('barred')
        await endorsed(s, 'sam', submission)
      },
      threeApprovers,
    )

    story('A second account with the same mail address is barred too', async (s) => {
      const people = [member('twin', { email: 'olga@example.com' })]
      await s.does(directory, syncPeople, { people, isLast: false })
      const twin = (await s.row('people', { slackId: 'U0TWIN' })).id
      const policy = await aPolicy(s, 'ISP-07', { approvers: [twin, s.id('ann')] })
      const { submission } = await s.does('olga', submitVersion, {
        policy,
        version: text('1.0'),
        note: null,
        considered: [],
      })
      expect(await asked(s, submission)).toEqual(['ann'])
      const sha256 = await shownHash(s, submission)
      const request = { submission, sha256, changeKind: null, comment: null }
      expect(await s.refused({ kind: 'person', id: twin }, endorse, request)).toBe('barred')
    })

    story('A deputy for a period is asked instead, and both names stay', async (s) => {
      const period = { fromOn: '2027-03-01', untilOn: '2027-03-05' }
      await s.does('ann', delegate, { person: s.id('ann'), deputy: s.id('dan'), ...period })
      const { submission } = await submitted(s)
      expect(await asked(s, submission)).toEqual(['bob', 'dan'])
      s.at('2027-03-05T22:00:00.000Z')
      await endorsed(s, 'dan', submission)
      expect(await s.row('endorsements', {})).toMatchObject({
        approver: s.id('dan'),
        onBehalfOf: s.id('ann'),
      })
    })

    story('Of two deputies for the same days the one named last holds, as a correction', async (s) => {
      const days = { person: s.id('ann'), fromOn: '2027-03-01', untilOn: '2027-03-10' }
      for (let n = 0; n < 12; n++)
        await s.does('ann', delegate, { ...days, deputy: s.id(n % 2 ? 'olga' : 'dan') })
      await s.does('ann', delegate, { ...days, deputy: s.id('sam') })
      const { submission } = await submitted(s)
      expect(await asked(s, submission)).toEqual(['bob', 'sam'])
    })

    story(
      'Who is asked later, since another decided first, gets the request alone, and no reminder beside it',
      async (s) => {
        const { submission } = await submitted(s)
        s.at('2027-03-05T10:00:00.000Z')
        await endorsed(s, 'ann', submission)
        expect(await asked(s, submission)).toContain('bob')
        await beat(s.world)
        expect(await s.rows('notices', { kind: 'reminder', recipient: s.id('bob') })).toEqual([])
      },
      { settings: { approveInOrder: 'yes', quorum: '2' } },
    )

    story('A deputy is none the day after', async (s) => {
      const period = { fromOn: '2027-03-01', untilOn: '2027-03-05' }
      await s.does('ann', delegate, { person: s.id('ann'), deputy: s.id('dan'), ...period })
      const { submission } = await submitted(s)
      s.at('2027-03-05T23:00:00.000Z')
      expect(await refusedToEndorse(s, 'dan', submission)).toBe('not_permitted')
      await endorsed(s, 'ann', submission)
      expect(await s.row('endorsements', {})).toMatchObject({ approver: s.id('ann'), onBehalfOf: null })
    })

    story('Naming a deputy hands on the requests that are open already', async (s) => {
      const { submission } = await submitted(s)
      const period = { fromOn: '2027-03-01', untilOn: '2027-03-05' }
      await s.does('ann', delegate, { person: s.id('ann'), deputy: s.id('dan'), ...period })
      expect(await asked(s, submission)).toEqual(['bob', 'dan'])
      const obligation = await s.row('obligations', { kind: 'endorse' })
      expect(
        await s.row('obligationHolders', { obligation: obligation.id, holder: s.id('dan') }),
      ).toMatchObject({
        standInFor: s.id('ann'),
      })
      expect(await s.row('notices', { kind: 'endorsement request', recipient: s.id('dan') })).toBeDefined()
    })

    story('A deputy who may not decide is not asked, and the approver is', async (s) => {
      const period = { fromOn: '2027-03-01', untilOn: '2027-03-05' }
      const policy = await aPolicy(s, 'ISP-07', { owner: s.id('dan'), deputies: [s.id('olga')] })
      const { submission: first } = await s.does('dan', submitVersion, {
        policy,
        version: text('1.0'),
        note: null,
        considered: [],
      })
      await s.does('bob', sendBack, {
        submission: first,
        sha256: await shownHash(s, first),
        reason: 'say more',
      })
      await s.does('ann', delegate, { person: s.id('ann'), deputy: s.id('dan'), ...period })
      const version = text('1.0', { content: 'more' })
      const { submission } = await s.does('olga', submitVersion, {
        policy,
        version,
        note: null,
        considered: [],
      })
      expect(await asked(s, submission)).toEqual(['ann', 'bob'])
      expect(await refusedToEndorse(s, 'dan', submission)).toBe('barred')
    })

    story('Deputies in a circle end at the policy manager', async (s) => {
      const period = { fromOn: '2027-03-01', untilOn: '2027-03-05' }
      await s.does('ann', delegate, { person: s.id('ann'), deputy: s.id('bob'), ...period })
      await s.does('bob', delegate, { person: s.id('bob'), deputy: s.id('ann'), ...period })
      const { submission } = await submitted(s)
      expect(await asked(s, submission)).toEqual(['mia'])
      await endorsed(s, 'mia', submission)
      expect(await s.row('endorsements', {})).toMatchObject({
        approver: s.id('mia'),
        onBehalfOf: s.id('ann'),
      })
    })

    story('A deputy must be another active person, for days in order', async (s) => {
      const request = {
        person: s.id('ann'),
        deputy: s.id('dan'),
        fromOn: '2027-03-01',
        untilOn: '2027-03-05',
      }
      expect(await s.refused('ann', delegate, { ...request, deputy: s.id('ann') })).toBe('bad_request')
      expect(await s.refused('ann', delegate, { ...request, untilOn: '2027-02-28' })).toBe('bad_request')
      expect(await s.refused('ann', delegate, { ...request, fromOn: '1 March' })).toBe('bad_day')
      expect(await s.refused('ann', delegate, { ...request, deputy: s.id('robot') })).toBe('not_an_owner')
      expect(await s.refused('olga', delegate, request)).toBe('not_permitted')
    })

    story('With nobody to ask, submitting is refused with the reason', async (s) => {
      const policy = await aPolicy(s, 'ISP-07', { owner: s.id('ann'), approvers: [s.id('ann')] })
      const request = { policy, version: text('1.0'), note: null, considered: [] }
      expect(await s.refused('ann', submitVersion, request)).toBe('all_barred')
      await s.does('olga', changeSettings, { changes: [] }, 'nothing').catch(() => undefined)
      expect(await s.rows('submissions')).toEqual([])
    })

    story(
      'Without any approver submitting is refused',
      async (s) => {
        const policy = await aPolicy(s)
        const request = { policy, version: text('1.0'), note: null, considered: [] }
        expect(await s.refused('olga', submitVersion, request)).toBe('no_approver')
      },
      { settings: { approvers: '' }, isLive: false },
    )

    story('In single-approver mode one may endorse their own text, with a compensating step', async (s) => {
      await setTo(s, 'singleApprover', 'yes')
      const policy = await aPolicy(s, 'ISP-07', { owner: s.id('ann'), approvers: [s.id('ann')] })
      const { submission } = await s.does('ann', submitVersion, {
        policy,
        version: text('1.0'),
        note: null,
        considered: [],
      })
      const request = { submission, sha256: await shownHash(s, submission), changeKind: null }
      expect(await s.refused('ann', endorse, { ...request, comment: ' ' })).toBe('step_needed')
      await s.does('ann', endorse, { ...request, comment: 'read by our lawyer' })
      expect(await s.row('endorsements', {})).toMatchObject({
        approver: s.id('ann'),
        comment: 'read by our lawyer',
      })
    })

    story('A text other than the one shown cannot be endorsed or sent back', async (s) => {
      const { submission } = await submitted(s)
      const other = { submission, sha256: 'f'.repeat(64) }
      expect(await s.refused('ann', endorse, { ...other, changeKind: null, comment: null })).toBe(
        'hash_changed',
      )
      expect(await s.refused('ann', sendBack, { ...other, reason: 'no' })).toBe('hash_changed')
    })

    story('Sending back voids what was given, and other bytes need every endorsement anew', async (s) => {
      const { policy } = await inForce(s)
      await setTo(s, 'quorum', 'all')
      s.at('2027-06-01T09:00:00.000Z')
      const revision = { policy, ...whole, outcome: 'revised', version: text('2.0') } as const
      const { submission } = await s.does('olga', concludeReview, revision)
      await endorsed(s, 'ann', submission)
      await s.does('bob', sendBack, {
        submission,
        sha256: await shownHash(s, submission),
        reason: 'a clause is missing',
      })
      expect(await s.row('submissions', { id: submission })).toMatchObject({
        state: 'sent back',
        reason: 'a clause is missing',
      })
      expect(await s.row('endorsements', { submission, approver: s.id('ann') })).toMatchObject({
        voidedAt: s.world.now(),
      })
      expect(await s.row('endorsements', { submission, approver: s.id('bob') })).toMatchObject({
        decision: 'sent back',
        voidedAt: null,
      })
      expect(await s.row('reviews', {})).toMatchObject({ state: 'in progress' })
      expect(await s.row('obligations', { kind: 'review', state: 'open' })).toMatchObject({
        dueOn: '2027-06-08',
      })
      expect(
        (await s.rows('notices', { kind: 'sent back' })).map(({ recipient }) => nameOf(s, recipient)),
      ).toEqual(['olga'])
      const again = { ...revision, version: text('2.0', { content: 'with the clause' }) }
      const { submission: second } = await s.does('olga', concludeReview, again)
      expect(await asked(s, second)).toEqual(['ann', 'bob'])
      expect(await endorsed(s, 'bob', second)).toEqual({ isEndorsed: false })
      expect(await endorsed(s, 'ann', second)).toEqual({ isEndorsed: true })
    })

    story('An endorsement given outside needs its document, and counts once', async (s) => {
      await setTo(s, 'quorum', '2')
      const { submission } = await submitted(s)
      const request = {
        submission,
        sha256: await shownHash(s, submission),
        approver: s.id('ann'),
        comment: null,
      }
      expect(await s.refused('mia', recordEndorsement, { ...request, document: ' ' })).toBe('document_needed')
      const given = { ...request, document: 'minutes of 26 February' }
      expect(await s.does('mia', recordEndorsement, given)).toEqual({ isEndorsed: false })
      expect(await s.row('endorsements', {})).toMatchObject({
        approver: s.id('ann'),
        way: 'outside',
        recordedBy: s.id('mia'),
        document: 'minutes of 26 February',
      })
      expect(await s.refused('mia', recordEndorsement, given)).toBe('already_decided')
      expect(await refusedToEndorse(s, 'ann', submission)).toBe('already_decided')
      expect(await endorsed(s, 'bob', submission)).toEqual({ isEndorsed: true })
    })

    story(
      'What is recorded of an endorsement outside keeps the order',
      async (s) => {
        const { submission } = await submitted(s)
        const outside = {
          submission,
          sha256: await shownHash(s, submission),
          document: 'minutes',
          comment: null,
        }
        const of = (name: string) => ({ ...outside, approver: s.id(name) })
        expect(await s.refused('mia', recordEndorsement, of('bob'))).toBe('barred')
        await s.does('mia', recordEndorsement, of('ann'))
        expect(await s.does('mia', recordEndorsement, of('bob'))).toEqual({ isEndorsed: true })
      },
      { settings: { approveInOrder: 'yes', quorum: '2' } },
    )

    story(
      'In single-approver mode also an endorsement outside says its compensating step',
      async (s) => {
        const { submission } = await submitted(s)
        const sha256 = await shownHash(s, submission)
        const outside = { submission, sha256, approver: s.id('olga'), document: 'minutes' }
        expect(await s.refused('mia', recordEndorsement, { ...outside, comment: null })).toBe('step_needed')
        const comment = 'our auditor reads every change'
        expect(await s.does('mia', recordEndorsement, { ...outside, comment })).toEqual({ isEndorsed: true })
      },
      { settings: { approvers: 'olga@example.com', singleApprover: 'yes' } },
    )

    story(
      'Who brought the text of a version of which only the number was known is its author in later years too',
      async (s) => {
        const { policy } = await s.does('mia', importPolicy, aRow({ content: null }))
        const reaffirmed = { policy, ...whole, outcome: 'reaffirmed' as const }
        const brought = { ...reaffirmed, content: 'what olga wrote' }
        await endorsed(s, 'ann', (await s.does('olga', concludeReview, brought)).submission)
        s.at('2028-02-01T10:00:00.000Z')
        const { submission } = await s.does('mia', concludeReview, reaffirmed)
        expect(await refusedToEndorse(s, 'olga', submission)).toBe('barred')
      },
      { settings: { approvers: 'olga@example.com ann@example.com' } },
    )

    story('Other approvers of the policy are asked at once, and who is none any more is not', async (s) => {
      const { policy, submission } = await submitted(s)
      const { revision } = await s.row('policies', { id: policy })
      await s.does('mia', changePolicy, {
        policy,
        revision,
        changes: { approvers: [s.id('bob'), s.id('sam')] },
      })
      expect(await asked(s, submission)).toEqual(['bob', 'sam'])
      expect(await s.row('notices', { kind: 'endorsement request', recipient: s.id('sam') })).toBeDefined()
      expect(await refusedToEndorse(s, 'ann', submission)).toBe('not_permitted')
      await endorsed(s, 'sam', submission)
    })

    story('What an approver gave stands where another is named in their place', async (s) => {
      await setTo(s, 'quorum', '2')
      const { policy, submission } = await submitted(s)
      await endorsed(s, 'ann', submission)
      const { revision } = await s.row('policies', { id: policy })
      const changes = { approvers: [s.id('bob'), s.id('sam')] }
      await s.does('mia', changePolicy, { policy, revision, changes })
      expect(await asked(s, submission)).toEqual(['bob', 'sam'])
      expect(await endorsed(s, 'sam', submission)).toEqual({ isEndorsed: true })
    })

    story(
      "The workspace's other approvers are asked at once where a policy has none of its own",
      async (s) => {
        const { submission } = await submitted(s)
        await setTo(s, 'approvers', 'sam@example.com')
        expect(await asked(s, submission)).toEqual(['sam'])
      },
    )
  })
}
