import { describe, expect, test } from 'vitest'
import { concludeReview } from '../../../src/actions/conclude-review.ts'
import { importPolicy } from '../../../src/actions/import-policy.ts'
import { recallSubmission } from '../../../src/actions/recall-submission.ts'
import { sendBack } from '../../../src/actions/send-back.ts'
import { startReview } from '../../../src/actions/start-review.ts'
import { sha256 } from '../../../src/rules/digest.ts'
import { aRow } from '../../actions/register-row.ts'
import { endorsed, inForce, text, triggered } from '../../support/situations.ts'
import { type Windows, windows } from './windows.ts'

async function reviewed(): Promise<Windows & { policy: string; review: string }> {
  const office = await windows()
  const { policy } = await inForce(office)
  const { id: review } = await office.row('reviews', { policy, kind: 'scheduled', state: 'open' })
  return { ...office, policy, review }
}

const reaffirmed = {
  outcome: 'reaffirmed',
  note: 'Still right.',
  considered: ['incidents', 'audit findings'],
}

describe('The window to review', () => {
  test('asks for the outcome first, and for the rest once one is chosen', async () => {
    const office = await reviewed()
    const window = await office.open('olga', 'review', office.review)
    expect(window.text).toContain('Access control')
    expect(window.text).toContain('I have begun; I will conclude later')
    expect(window.text).not.toContain('Considered')
    await window.type({ outcome: 'revised' }).press('value')
    expect(window.text).toContain('1.1 for a minor change, 2.0 for a major one.')
    await window.type({ note: 'typed before', outcome: 'reaffirmed' }).press('value')
    expect(window.text).not.toContain('Version number')
    expect(window.text).toContain('typed before')
  })

  test('gives back what was typed for an outcome that is chosen again', async () => {
    const office = await reviewed()
    const window = await office.open('olga', 'review', office.review)
    await window.type({ outcome: 'revised' }).press('value')
    const typed = { number: '7.7', summary: 'What changed', content: 'x'.repeat(3_000), changeKind: 'major' }
    await window.type(typed).press('value')
    window.forget()
    await window.type({ outcome: 'reaffirmed' }).press('value')
    expect(window.text).not.toContain('7.7')
    await window.type({ outcome: 'revised' }).press('value')
    for (const kept of ['7.7', 'What changed']) expect(window.text).toContain(kept)
    expect(JSON.stringify(window.view)).toMatch(/"initial_option":\{[^}]*\{[^}]*\},"value":"major"/)
  })

  test('begins a review, after which nobody hears that nobody has started', async () => {
    const office = await reviewed()
    const window = await office.open('olga', 'review', office.review)
    await window.type({ outcome: 'begun' }).press('value')
    expect((await window.submit()).text).toContain('You began the review of ISP-07. Submit it by ')
    expect(await office.row('reviews', { id: office.review })).toMatchObject({ state: 'in progress' })
  })

  test('reaffirms: what was considered and the sentence stand on the record, and who is asked is said', async () => {
    const office = await reviewed()
    const window = await office.open('olga', 'review', office.review)
    await window.type(reaffirmed).press('value')
    expect((await window.submit()).text).toContain(
      'Submitted. Ann and Bob are asked to endorse it by Monday 8 March',
    )
    const submission = await office.row('submissions', { review: office.review })
    expect(submission).toMatchObject({
      kind: 'reaffirmation',
      statement: 'Still right.',
      considered: '["incidents","audit findings"]',
      scope: 'whole policy',
      state: 'awaiting',
    })
  })

  test('revises with a file, which is read from Slack and hashed as it stands', async () => {
    const office = await reviewed()
    office.files.F1 = { name: 'access.md', body: '# Access\r\nOnly who must.\r\n' }
    const window = await office.open('olga', 'review', office.review)
    await window.type({ outcome: 'revised' }).press('value')
    const typed = { number: '1.1', changeKind: 'minor', summary: 'Shorter', note: 'Shortened', file: ['F1'] }
    expect((await window.type(typed).submit()).text).toContain('Submitted.')
    expect(await office.row('versions', { policy: office.policy, number: '1.1' })).toMatchObject({
      content: '# Access\nOnly who must.\n',
      changeKind: 'minor',
      summary: 'Shorter',
      state: 'submitted',
    })
  })

  test('names the field that does not fit, and keeps the rest', async () => {
    const office = await reviewed()
    const window = await office.open('olga', 'review', office.review)
    await window.type({ outcome: 'revised' }).press('value')
    const typed = { number: '0.9', changeKind: 'minor', summary: 's', note: 'n', content: 'new text' }
    expect(await window.type(typed).submit()).toMatchObject({
      is: 'errors',
      errors: { number: expect.stringContaining('0.9 is not higher than 1.0') },
    })
    expect(await window.type({ number: '1.1', content: '' }).submit()).toMatchObject({
      is: 'errors',
      errors: { content: expect.stringContaining('Attach the text') },
    })
    const early = { content: 'new text', effectiveOn: '2027-02-28' }
    expect(await window.type(early).submit()).toMatchObject({
      is: 'errors',
      errors: { effectiveOn: expect.stringContaining('has passed') },
    })
    expect(await office.rows('submissions', { review: office.review })).toEqual([])
  })

  test('asks for the text of a version whose text is not held, which the approver then reads', async () => {
    const office = await windows()
    await office.does('mia', importPolicy, aRow())
    const { id: review } = await office.row('reviews', {})
    const window = await office.open('olga', 'review', review)
    await window.type(reaffirmed).press('value')
    expect(window.text).toContain('Text of version 1')
    expect(await window.submit()).toMatchObject({
      errors: { content: expect.stringContaining('Attach the text') },
    })
    await window.type({ content: 'As it has always been.' }).submit()
    const { id, sha256: hash } = await office.row('submissions', { review })
    expect(hash).toBe(sha256('As it has always been.'))
    const endorsing = await office.open('ann', 'endorse', id)
    expect(JSON.stringify(endorsing.view)).toContain(
      `"action_id":"read_text","text":{"type":"plain_text","text":"Read"`,
    )
    expect((await office.open('ann', 'read', id)).text).toContain('As it has always been.')
    expect((await office.open('sam', 'read', id)).text).toContain('Only the owner, a deputy, an approver')
  })

  test('proposes to retire, with the reason and the replacement in what is endorsed', async () => {
    const office = await reviewed()
    const window = await office.open('olga', 'review', office.review)
    await window.type({ outcome: 'retired' }).press('value')
    await window.type({ note: 'No longer used', replacement: 'ISP-08' }).submit()
    const { statement } = await office.row('submissions', { review: office.review })
    expect(statement).toContain('Reason: No longer used\nReplacement: ISP-08')
  })

  test('begins what was sent back as it was submitted, and proposes a number above one that waits', async () => {
    const office = await reviewed()
    const version = text('3.0', {
      changeKind: 'major',
      summary: 'Shared accounts end',
      effectiveOn: '2027-06-01',
    })
    const { submission } = await office.does('olga', concludeReview, {
      policy: office.policy,
      scope: 'whole policy',
      considered: [],
      note: 'revised',
      outcome: 'revised',
      version,
    })
    const sha256 = (await office.row('submissions', { id: submission })).sha256
    await office.does('ann', sendBack, { submission, sha256, reason: 'Section 4' })
    const window = await office.open('olga', 'review', office.review)
    await window.type({ outcome: 'revised' }).press('value')
    expect(window.text).toContain('3.0')
    expect(window.text).toContain('Shared accounts end')
    await window.type({ considered: ['incidents'], note: 'again', content: 'x' }).submit()
    const again = await office.row('submissions', { state: 'awaiting' })
    await endorsed(office, 'ann', again.id)
    const next = await office.row('reviews', { kind: 'scheduled', state: 'open' })
    const later = await office.open('olga', 'review', next.id)
    await later.type({ outcome: 'revised' }).press('value')
    expect(later.text).toContain('3.1 for a minor change, 4.0 for a major one.')
  })

  test('limits only a review out of cycle', async () => {
    const office = await reviewed()
    await triggered(office, [office.policy], { what: 'A laptop was stolen' })
    const { id } = await office.row('reviews', { policy: office.policy, kind: 'out of cycle' })
    const window = await office.open('olga', 'review', id)
    expect(window.text).toContain('A laptop was stolen')
    await window.type(reaffirmed).press('value')
    expect(JSON.stringify(window.view)).toMatch(/"initial_option":\{[^}]*\{[^}]*\},"value":"limited"/)
    await window.type({ scope: 'limited' }).submit()
    expect(await office.row('submissions', { review: id })).toMatchObject({ scope: 'limited' })
    const whole = await office.open('olga', 'review', office.review).then(({ text }) => text)
    expect(whole).toContain('awaits endorsement')
  })
})

describe('Who saw another state', () => {
  test('is told what the other did, keeps every word, and may then save', async () => {
    const office = await reviewed()
    const [olga, dan] = [
      await office.open('olga', 'review', office.review),
      await office.open('dan', 'review', office.review),
    ]
    await dan.type({ ...reaffirmed, note: "dan's sentence" }).press('value')
    await olga.type({ outcome: 'begun' }).press('value')
    expect((await olga.submit()).text).toContain('You began the review of ISP-07.')
    const refused = await dan.submit()
    expect(refused.is).toBe('update')
    expect(refused.text).toContain('Not done.')
    expect(refused.text).toContain('Olga began the review on 1 March, 08:00.')
    expect(refused.text).toContain("dan's sentence")
    expect((await dan.submit()).text).toContain('Submitted.')
  })

  test('is refused where another has submitted meanwhile, with the typed text still there', async () => {
    const office = await reviewed()
    const dan = await office.open('dan', 'review', office.review)
    await dan.type({ ...reaffirmed, note: "dan's sentence" }).press('value')
    const other = await office.open('olga', 'review', office.review)
    await other.type(reaffirmed).press('value')
    await other.submit()
    for (const _ of [1, 2]) {
      const refused = await dan.submit()
      expect(refused.text).toContain('awaits endorsement')
      expect(refused.text).toContain("dan's sentence")
    }
    expect(await office.rows('submissions', { review: office.review })).toHaveLength(1)
  })

  test('is refused where the review was concluded meanwhile, also where the policy was named', async () => {
    const office = await reviewed()
    const dan = await office.open('dan', 'review', office.policy)
    await dan.type({ ...reaffirmed, note: "dan's sentence" }).press('value')
    const { submission } = await office.does('olga', concludeReview, {
      policy: office.policy,
      scope: 'whole policy',
      considered: [],
      note: 'n',
      outcome: 'reaffirmed',
    })
    await endorsed(office, 'ann', submission)
    const refused = await dan.submit()
    expect(refused.text).toContain('has no review that is open')
    expect(refused.text).toContain('Ann endorsed it on 1 March, 08:00.')
    expect(refused.text).toContain("dan's sentence")
  })

  test('saves nothing twice: the same press delivered again is the same answer', async () => {
    const office = await reviewed()
    const window = await office.open('olga', 'review', office.review)
    await window.type(reaffirmed).press('value')
    await window.submit('same')
    await office.open('olga', 'review', office.review)
    const entries = (await office.rows('entries')).length
    const again = await office.open('dan', 'review', office.review)
    expect(again.text).toContain('awaits endorsement')
    expect((await office.rows('entries')).length).toBe(entries)
  })
})

describe('Who may not review', () => {
  test('reads the sentence in place of the form', async () => {
    const office = await reviewed()
    const window = await office.open('sam', 'review', office.review)
    expect(window.text).toContain(
      'Only the owner, a deputy, a person asked to do it or a policy manager may review this policy. Ask Olga, who owns it.',
    )
    expect(window.view.submit).toBeUndefined()
  })
})

test('a window that Slack does not open any more is told in a sentence that says what to do', async () => {
  const office = await reviewed()
  office.slackSays['views.open'] = { ok: false, error: 'expired_trigger_id' }
  await expect(office.open('olga', 'review', office.review)).rejects.toThrow('press or type it again')
  expect(office.said).toHaveLength(1)
})

test('a review in progress is not begun again, and after a recall the window opens anew', async () => {
  const office = await reviewed()
  await office.does('olga', startReview, { policy: office.policy })
  const window = await office.open('olga', 'review', office.review)
  expect(window.text).not.toContain('I have begun')
  await window.type(reaffirmed).press('value')
  await window.submit()
  await office.does('olga', recallSubmission, { policy: office.policy, reason: null })
  const again = await office.open('olga', 'review', office.review)
  expect(again.text).toContain('Reaffirm')
})

test('a window that Slack does not let be filled does not stay on "Loading" in silence', async () => {
  const office = await reviewed()
  office.slackSays['views.update'] = { ok: false, error: 'invalid_arguments' }
  await office.open('olga', 'review', office.review)
  expect(office.said).toEqual([expect.stringContaining('Something went wrong on our side (reference R-')])
})
