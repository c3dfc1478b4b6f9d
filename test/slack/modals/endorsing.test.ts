import { describe, expect, test } from 'vitest'
import { concludeReview } from '../../../src/actions/conclude-review.ts'
import { delegate } from '../../../src/actions/delegate.ts'
import { recallSubmission } from '../../../src/actions/recall-submission.ts'
import { sha256 } from '../../../src/rules/digest.ts'
import { endorsed, inForce, submitted, text } from '../../support/situations.ts'
import { type Windows, windows } from './windows.ts'

type Office = Windows & { policy: string; submission: string; version: string }

async function awaiting(options = {}): Promise<Office> {
  const office = await windows(options)
  return { ...office, ...(await submitted(office)) }
}

async function revised(content: string): Promise<Office> {
  const office = await windows()
  const { policy } = await inForce(office, 'ISP-07', {}, text('1.0', { content: 'one\ntwo\nthree' }))
  const { submission } = await office.does('olga', concludeReview, {
    policy,
    scope: 'whole policy',
    considered: ['incidents'],
    note: 'Shorter & <clearer>',
    outcome: 'revised',
    version: text('1.1', { content, changeKind: 'minor', summary: 'Two lines *bold* <!channel>' }),
  })
  const { version } = await office.row('submissions', { id: submission })
  return { ...office, policy, submission, version: version as string }
}

describe('The window to endorse', () => {
  test('shows what is decided on: number, kind, summary, difference and the hash in full', async () => {
    const office = await revised('one\n2\nthree')
    const window = await office.open('ann', 'endorse', office.submission)
    for (const shown of [
      'version 1.1',
      'minor change',
      'Two lines *bold* <!channel>',
      'Shorter & <clearer>',
      '1 line added, 1 removed',
      '- two\n+ 2',
      `SHA-256 ${sha256('one\n2\nthree')}`,
      'Compare',
    ])
      expect(window.text).toContain(shown)
  })

  test('shows the same difference to who comes after another has endorsed', async () => {
    const office = await revised('one\n2\nthree')
    const window = await office.open('bob', 'endorse', office.submission)
    office.at('2027-03-01T09:00:00.000Z')
    await endorsed(office, 'ann', office.submission)
    const late = await window.type({ comment: 'Mine too' }).submit()
    expect(late.text).toContain('1 line added, 1 removed')
    expect(late.text).toContain('Mine too')
  })

  test("keeps the owner's words out of our markup", async () => {
    const office = await revised('one\n2\nthree')
    const { view } = await office.open('ann', 'endorse', office.submission)
    const marked = JSON.stringify(view.blocks.filter(({ type }) => type === 'section' || type === 'context'))
    expect(marked).not.toContain('<!channel>')
  })

  test('endorses, with the comment and the confirmed kind', async () => {
    const office = await revised('one\n2\nthree')
    const window = await office.open('ann', 'endorse', office.submission)
    const done = await window.type({ changeKind: 'major', comment: 'Well done' }).submit()
    expect(done.text).toContain('You endorsed ISP-07 1.1. It is in force now.')
    expect(await office.row('endorsements', { submission: office.submission })).toMatchObject({
      approver: office.id('ann'),
      decision: 'endorsed',
      comment: 'Well done',
      sha256: sha256('one\n2\nthree'),
    })
    expect(await office.row('versions', { id: office.version })).toMatchObject({
      state: 'in force',
      changeKind: 'major',
    })
  })

  test('counts one press once, however often it is delivered', async () => {
    const office = await awaiting()
    const window = await office.open('ann', 'endorse', office.submission)
    const view = window.view
    for (const _ of [1, 2]) {
      expect((await window.submit('same')).text).toContain('You endorsed ISP-07 1.0.')
      window.show(view)
    }
    expect(await office.rows('endorsements', { submission: office.submission })).toHaveLength(1)
  })

  test('refuses two that decide at once the second time, telling who was first, with the comment kept', async () => {
    const office = await awaiting()
    const [ann, bob] = [
      await office.open('ann', 'endorse', office.submission),
      await office.open('bob', 'endorse', office.submission),
    ]
    await ann.submit()
    const refused = await bob.type({ comment: "bob's comment" }).submit()
    expect(refused.text).toContain('Nothing of "ISP-07" awaits endorsement now')
    expect(refused.text).toContain('Ann endorsed it on 1 March, 08:00.')
    expect(refused.text).toContain("bob's comment")
    expect(await office.rows('endorsements', { submission: office.submission })).toHaveLength(1)
  })

  test('is refused for what was recalled while it stood open, with the comment kept', async () => {
    const office = await awaiting()
    const window = await office.open('ann', 'endorse', office.submission)
    await office.does('olga', recallSubmission, { policy: office.policy, reason: null })
    const refused = await window.type({ comment: 'Fine by me' }).submit()
    expect(refused.text).toContain('Olga recalled what was submitted')
    expect(refused.text).toContain('Fine by me')
    expect(await office.rows('endorsements')).toEqual([])
  })

  test('is bound to the text that was shown: another hash is refused and shown, and may then be endorsed', async () => {
    const office = await awaiting()
    const window = await office.open('ann', 'endorse', office.submission)
    const other = sha256('another text')
    await office.database.kysely.updateTable('submissions').set({ sha256: other }).execute()
    const refused = await window.type({ comment: 'Fine by me' }).submit()
    expect(refused.text).toContain(`is now ${other}`)
    expect(refused.text).toContain('Fine by me')
    expect(await office.rows('endorsements')).toEqual([])
    expect((await window.submit()).text).toContain('You endorsed ISP-07 1.0.')
    expect(await office.row('endorsements', {})).toMatchObject({ sha256: other })
  })

  test.each([
    ['olga', 'Only an approver of this policy may endorse'],
    ['sam', 'Only an approver of this policy may endorse'],
  ])('is not shown to %s, who reads why', async (who, why) => {
    const office = await awaiting()
    const window = await office.open(who, 'endorse', office.submission)
    expect(window.text).toContain(why)
    expect(window.view.submit).toBeUndefined()
  })

  test('is not shown to an approver who submitted it', async () => {
    const office = await windows({ settings: { approvers: 'olga@example.com bob@example.com' } })
    const { submission } = await submitted(office)
    const window = await office.open('olga', 'endorse', submission)
    expect(window.text).toContain('You cannot endorse this: you submitted it')
  })

  test('refuses at the save who lost the right while it stood open', async () => {
    const office = await awaiting()
    const window = await office.open('ann', 'endorse', office.submission)
    await office.database.kysely
      .updateTable('people')
      .set({ deactivatedAt: office.world.now() })
      .where('id', '=', office.id('ann'))
      .execute()
    expect((await window.type({ comment: 'kept' }).submit()).text).toContain('kept')
    expect(await office.rows('endorsements')).toEqual([])
  })

  test('lets the deputy of an absent approver decide, with both names', async () => {
    const office = await awaiting()
    const period = { fromOn: '2027-03-01', untilOn: '2027-03-05' }
    const request = { person: office.id('ann'), deputy: office.id('sam'), ...period }
    await office.does('ann', delegate, request)
    const window = await office.open('sam', 'endorse', office.submission)
    await window.submit()
    expect(await office.row('endorsements', {})).toMatchObject({
      approver: office.id('sam'),
      onBehalfOf: office.id('ann'),
    })
  })

  test('asks for the compensating step in single-approver mode, on its field', async () => {
    const settings = { approvers: 'olga@example.com', singleApprover: 'yes' }
    const office = await awaiting({ settings })
    const window = await office.open('olga', 'endorse', office.submission)
    expect(window.text).toContain('Compensating step')
    expect(await window.submit()).toMatchObject({
      is: 'errors',
      errors: { comment: expect.stringContaining('compensating step') },
    })
    expect((await window.type({ comment: 'The board reads it' }).submit()).text).toContain('You endorsed')
  })
})

describe('What an approver reads of their own decision', () => {
  test.each([
    ['its day', {}, { effectiveOn: '2027-03-08' }, 'It comes into force on Monday 8 March.'],
    ['who is next', { quorum: '2' }, {}, 'It waits for Bob.'],
  ])('is followed by %s', async (_, settings, version, next) => {
    const office = await windows({ settings })
    const { submission } = await submitted(office, 'ISP-07', text('2.1', version))
    const window = await office.open('ann', 'endorse', submission)
    expect((await window.submit()).text).toContain(`You endorsed ISP-07 2.1. ${next}`)
  })

  test.each([
    ['reaffirmed', 'the reaffirmation of ISP-07. Its next review is due on Wednesday 1 March 2028.'],
    ['retired', 'the retirement of ISP-07. It is retired now.'],
  ] as const)('names what was %s', async (outcome, said) => {
    const office = await windows()
    const { policy } = await inForce(office)
    const common = { policy, scope: 'whole policy' as const, considered: [], note: 'n' }
    const request = outcome === 'retired' ? { ...common, outcome, replacement: null } : { ...common, outcome }
    const { submission } = await office.does('olga', concludeReview, request)
    const window = await office.open('ann', 'endorse', submission)
    expect((await window.submit()).text).toContain(`You endorsed ${said}`)
  })

  test('is left to the message where the window was opened from one that tells it', async () => {
    const office = await awaiting()
    const window = await office.open('ann', 'endorse', office.submission, { isTold: true })
    expect(await window.submit()).toMatchObject({ is: 'closed' })
  })
})

describe('The window to send back', () => {
  test('returns it to the owner with the reason', async () => {
    const office = await awaiting()
    const window = await office.open('ann', 'send_back', office.submission)
    expect(await window.type({ reason: '   ' }).submit()).toMatchObject({
      is: 'errors',
      errors: { reason: expect.stringContaining('The reason must have 1 to 3000 characters') },
    })
    const done = await window.type({ reason: 'Name the exceptions' }).submit()
    expect(done.text).toContain('You sent ISP-07 1.0 back. Olga is told why.')
    expect(await office.row('submissions', { id: office.submission })).toMatchObject({
      state: 'sent back',
      reason: 'Name the exceptions',
    })
    const again = await office.open('olga', 'submit', office.policy)
    expect(again.text).toContain('Name the exceptions')
    expect(again.text).toContain('What 1.0 changes')
  })

  test('is refused after an endorsement, with the reason kept', async () => {
    const office = await awaiting()
    const window = await office.open('bob', 'send_back', office.submission)
    await endorsed(office, 'ann', office.submission)
    expect((await window.type({ reason: 'Too long' }).submit()).text).toContain('Too long')
  })
})
