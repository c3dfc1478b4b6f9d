import { describe, expect, test } from 'vitest'
import { acknowledge } from '../../../src/actions/acknowledge.ts'
import { aPolicy } from '../../support/company.ts'
import { distributed, inForce, submitted } from '../../support/situations.ts'
import { windows } from './windows.ts'

describe('The window to record what happened outside Slack', () => {
  test('takes the endorsement of a board with its document, bound to the text that awaits it', async () => {
    const office = await windows({ settings: { quorum: '2' } })
    const { policy } = await submitted(office)
    const window = await office.open('mia', 'record', policy)
    expect(window.text).not.toContain('A distribution')
    await window.type({ what: 'endorsement' }).press('value')
    for (const shown of ['SHA-256', 'version 1.0', 'Ann', 'Bob']) expect(window.text).toContain(shown)
    window.type({ approver: office.id('ann') })
    expect((await window.submit()).errors.document).toContain('needs the document')
    const done = await window.type({ document: 'Board minutes of 26 February' }).submit()
    expect(done.text).toContain('Recorded that Ann endorsed ISP-07 1.0. It waits for Bob.')
    expect(await office.row('endorsements', {})).toMatchObject({
      approver: office.id('ann'),
      way: 'outside',
      document: 'Board minutes of 26 February',
      recordedBy: office.id('mia'),
    })
    const next = await office.open('mia', 'record', policy)
    await next.type({ what: 'endorsement' }).press('value')
    expect(next.text).not.toContain('Ann')
    const last = await next.type({ approver: office.id('bob'), document: 'The same minutes' }).submit()
    expect(last.text).toContain('Recorded that Bob endorsed ISP-07 1.0. It is in force now.')
  })

  test('takes acknowledgments of many at once: people in Slack, and contractors by address', async () => {
    const office = await windows()
    const { policy, version } = await distributed(office)
    await office.does('bob', acknowledge, { version, statement: 'read' })
    const window = await office.open('mia', 'record', policy)
    expect(window.text).not.toContain('An endorsement')
    await window.type({ what: 'acknowledgments' }).press('value')
    window.type({
      people: ['U0SAM', 'U0BOB'],
      addresses: 'Jo Moss <jo@contractor.example>\nsam@example.com, Kim',
    })
    window.type({ document: 'scan.pdf' })
    expect((await window.submit()).errors.addresses).toContain('"Kim"')
    const done = await window.type({ addresses: 'Jo Moss <jo@contractor.example>\nsam@example.com' }).submit()
    expect(done.text).toContain('Recorded that 2 people acknowledged ISP-07 1.0: Sam and Jo Moss.')
    expect(done.text).toContain('Bob had acknowledged it already, and that stands.')
    const outside = await office.rows('acknowledgments', { way: 'outside' })
    expect(outside.map(({ statement }) => statement)).toEqual(
      outside.map(() => 'I have read and understood "Access control" (ISP-07), version 1.0.'),
    )
    expect(outside).toHaveLength(2)
  })

  test('asks whom it is of, and says where nothing new was recorded', async () => {
    const office = await windows()
    const { policy, version } = await distributed(office)
    await office.does('sam', acknowledge, { version, statement: 'read' })
    const window = await office.open('mia', 'record', policy)
    await window.type({ what: 'acknowledgments' }).press('value')
    window.type({ document: 'scan.pdf' })
    expect((await window.submit()).errors.addresses).toContain('none came')
    expect((await window.type({ people: ['U0SAM'] }).submit()).text).toContain(
      'Nothing new was recorded. Sam had acknowledged it already',
    )
  })

  test('takes what went to customers, and the policy shows it', async () => {
    const office = await windows()
    const { policy } = await inForce(office)
    const window = await office.open('mia', 'record', policy)
    await window.type({ what: 'distribution' }).press('value')
    window.type({ audience: 'all customers', document: 'mailing.pdf', sentOn: '2027-03-02' })
    expect((await window.submit()).errors.sentOn).toContain('still to come')
    const done = await window.type({ sentOn: '2027-03-01' }).submit()
    expect(done.text).toContain('Recorded: ISP-07 went to all customers on Monday 1 March.')
    expect(await office.row('outsideDistributions', {})).toMatchObject({ audience: 'all customers' })
  })

  test('is for policy managers, and says where there is nothing to record', async () => {
    const office = await windows()
    const { policy } = await inForce(office)
    expect((await office.open('olga', 'record', policy)).text).toContain('Only a policy manager')
    const draft = await aPolicy(office, 'ISP-08')
    expect((await office.open('mia', 'record', draft)).text).toContain('Nothing awaits endorsement')
  })
})
