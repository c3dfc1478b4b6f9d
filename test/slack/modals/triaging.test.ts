import { describe, expect, test } from 'vitest'
import { changePolicy } from '../../../src/actions/change-policy.ts'
import { triageEvent } from '../../../src/actions/triage-event.ts'
import { aPolicy } from '../../support/company.ts'
import { inForce, reported } from '../../support/situations.ts'
import { type Windows, windows } from './windows.ts'

const stolen = {
  category: 'security_event',
  happenedOn: '2027-02-27',
  what: 'A laptop with customer data was stolen',
  tags: ['customer data'],
  link: 'https://tickets.example.com/7',
}

describe('The window to report', () => {
  test('begins with what was typed, and says what happens next', async () => {
    const office = await windows()
    const window = await office.open('sam', 'report', '', { draft: { what: 'A laptop is gone' } })
    expect(window.text).toContain('The policy managers decide by Wednesday 3 March')
    expect(window.text).toContain('A laptop is gone')
    for (const shown of ['Security event', 'Law or contract', 'account data (payment)'])
      expect(window.text).toContain(shown)
    const done = await window.type(stolen).submit()
    expect(done.text).toContain(
      'Recorded as E-1. The policy managers decide by Wednesday 3 March whether policies must be reviewed; you will hear the outcome.',
    )
    expect(await office.row('events', {})).toMatchObject({
      ...stolen,
      tags: '["customer data"]',
      reporter: office.id('sam'),
    })
  })

  test('says so where a message has no link, and takes one all the same', async () => {
    const office = await windows()
    const draft = { what: 'A laptop is gone', link: '' }
    const window = await office.open('sam', 'report', '', { draft })
    expect(window.text).toContain('Slack gave no link to the message. Copy it there, if you have it.')
    expect((await office.open('sam', 'report', '')).text).not.toContain('Slack gave no link')
    await window.type(stolen).submit()
    expect(await office.row('events', {})).toMatchObject({ link: stolen.link })
  })

  test.each([
    [{ happenedOn: '2027-03-02' }, 'happenedOn', 'Tuesday 2 March is still to come'],
    [{ happenedOn: '1999-12-31' }, 'happenedOn', 'is before'],
    [{ what: '  ' }, 'what', '0 came'],
    [{ link: 'ftp://x' }, 'link', 'a link such as'],
  ])('names the field that does not fit, and keeps the rest: %j', async (change, field, words) => {
    const office = await windows()
    const window = await office.open('sam', 'report', '')
    const { errors } = await window.type({ ...stolen, ...change }).submit()
    expect(errors[field]).toContain(words)
    expect(await office.rows('events')).toEqual([])
    expect((await window.type(stolen).submit()).text).toContain('Recorded as E-1')
  })
})

async function awaiting(): Promise<Windows & { policy: string; event: string }> {
  const office = await windows()
  const { policy } = await inForce(office)
  await office.does('mia', changePolicy, { policy, revision: 1, changes: { tags: ['customer data'] } })
  await inForce(office, 'ISP-08', { title: 'Logging' })
  await aPolicy(office, 'ISP-09', { title: 'A draft' })
  const { event } = await reported(office, { tags: ['customer data'], what: stolen.what })
  return { ...office, policy, event }
}

describe('The windows to decide on a report', () => {
  test('begin with the policies that share a tag, and open a review of each that is chosen', async () => {
    const office = await awaiting()
    const window = await office.open('mia', 'significant', office.event)
    for (const shown of [stolen.what, 'Criteria:', 'customer data', 'Left empty: Wednesday 31 March'])
      expect(window.text).toContain(shown)
    expect(window.text).not.toContain('comes into effect')
    const { errors } = await window.submit()
    expect(errors.reason).toContain('0 came')
    const done = await window.type({ reason: 'It was not encrypted' }).submit()
    expect(done.text).toContain('E-1 is significant. 1 policy is reviewed because of it.')
    expect(await office.row('reviews', { kind: 'out of cycle' })).toMatchObject({
      policy: office.policy,
      dueOn: '2027-03-31',
    })
  })

  test('ask when a law comes into effect, and take no day beyond it', async () => {
    const office = await awaiting()
    const { event } = await reported(office, { category: 'legal_requirement' })
    const window = await office.open('mia', 'significant', event)
    const typed = { policies: [office.policy], reason: 'New duties', effectiveOn: '2027-03-21' }
    const { errors } = await window.type({ ...typed, dueOn: '2027-03-22' }).submit()
    expect(errors.dueOn).toContain('between Monday 1 March and Sunday 21 March')
    await window.type({ dueOn: '2027-03-20' }).submit()
    expect(await office.row('reviews', { kind: 'out of cycle' })).toMatchObject({ dueOn: '2027-03-20' })
  })

  test('keep why something is not significant, and merge reports of the same thing', async () => {
    const office = await awaiting()
    const other = await reported(office, {}, 'bob')
    const merging = await office.open('mia', 'merge', other.event)
    expect(merging.text).toContain('E-1 Security event')
    await merging.type({ into: office.event, reason: 'The same laptop' }).submit()
    expect(await office.row('events', { id: other.event })).toMatchObject({ mergedInto: office.event })
    const window = await office.open('mia', 'not_significant', office.event)
    const done = await window.type({ reason: 'It was encrypted' }).submit()
    expect(done.text).toContain('E-1 is not significant.')
    expect(await office.row('events', { id: office.event })).toMatchObject({ reason: 'It was encrypted' })
  })

  test('are for policy managers, and say what was decided meanwhile', async () => {
    const office = await awaiting()
    expect((await office.open('olga', 'significant', office.event)).text).toContain(
      'Only a policy manager may decide what a report means.',
    )
    const window = await office.open('mia', 'not_significant', office.event)
    const decision = { is: 'not significant' as const }
    await office.does('mia', triageEvent, { event: office.event, reason: 'seen', decision })
    const late = await window.type({ reason: 'typed before' }).submit()
    expect(late.text).toContain('E-1 was decided already')
    expect(late.text).toContain('typed before')
  })
})
