import { describe, expect, test, vi } from 'vitest'
import { Refusal } from '../../src/rules/refusal.ts'
import { failedBy } from '../../src/slack/faults.ts'
import { distributed, inForce } from '../support/situations.ts'
import { command, press, team } from './envelopes.ts'
import { scriptedDesk } from './scripted-desk.ts'

describe('The same envelope delivered twice', () => {
  test('is acknowledged twice, and a command is answered once', async () => {
    const desk = await scriptedDesk()
    await desk.send('slash_commands', command('olga', 'first'), 2)
    await desk.send('slash_commands', command('olga', 'second'))
    await desk.heard(2)
    await desk.program.stop()
    expect(desk.answers()).toHaveLength(2)
  })

  test('is one acknowledgment on the record, with one answer', async () => {
    const desk = await scriptedDesk()
    const { version } = await distributed(desk.story)
    const payload = press('olga', 'acknowledge', version)
    await desk.send('interactive', payload, 2)
    await desk.heard()
    await desk.program.stop()
    expect(desk.answers()).toHaveLength(1)
    expect(await desk.story.rows('entries', { action: 'acknowledge' })).toHaveLength(1)
  })

  test('also where another process has seen it', async () => {
    const desk = await scriptedDesk()
    const payload = command('olga', 'first')
    const { workspace, now } = desk.world
    const seen = { workspace, key: `slack:${payload.trigger_id}`, at: now() }
    await desk.world.database.kysely.insertInto('gestures').values(seen).execute()
    await desk.send('slash_commands', payload)
    await desk.send('slash_commands', command('olga', 'second'))
    await desk.heard(1)
    await desk.program.stop()
    expect(desk.answers()).toHaveLength(1)
  })
})

test('Two people at the same moment are two acknowledgments, each with its own answer', async () => {
  const desk = await scriptedDesk()
  const { version } = await distributed(desk.story)
  await Promise.all(
    ['olga', 'dan'].map((who) => desk.send('interactive', press(who, 'acknowledge', version))),
  )
  await desk.heard(2)
  const given = await desk.story.rows('acknowledgments', { state: 'given' })
  expect(given.map(({ person }) => person).sort()).toEqual(['olga', 'dan'].map(desk.company.id).sort())
})

describe('Where somebody is answered', () => {
  test('a command is answered to them alone, and nothing that stands there is taken away', async () => {
    const desk = await scriptedDesk()
    await desk.send('slash_commands', command('olga', 'help'))
    await desk.heard()
    expect(desk.answers()[0]).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
      delete_original: false,
      text: expect.any(String),
      blocks: expect.any(Array),
    })
  })

  test('beside the place where the address for answers is used up', async () => {
    const desk = await scriptedDesk()
    await desk.send(
      'slash_commands',
      command('xena', 'help', { response_url: desk.slack.answerUrl('used-up') }),
    )
    await expect
      .poll(() => called(desk, 'chat.postEphemeral'))
      .toMatchObject([{ channel: 'C0GENERAL', user: 'U0XENA' }])
  })

  test('in their own conversation where the app is not in that place', async () => {
    const desk = await scriptedDesk()
    const elsewhere = { response_url: desk.slack.answerUrl('used-up'), channel_id: 'C0NOWHERE' }
    await desk.send('slash_commands', command('gus', 'help', elsewhere))
    await expect.poll(() => desk.control('GET', 'messages?as=gus')).toHaveLength(1)
  })

  test('nobody of another workspace is written to of our own accord', async () => {
    const desk = await scriptedDesk()
    const elsewhere = { response_url: desk.slack.answerUrl('used-up'), channel_id: 'C0NOWHERE' }
    await desk.send('slash_commands', command('xena', 'help', elsewhere))
    await expect.poll(() => called(desk, 'chat.postEphemeral')).toHaveLength(1)
    await desk.program.stop()
    expect(await called(desk, 'conversations.open')).toEqual([])
  })
})

async function called(desk: Awaited<ReturnType<typeof scriptedDesk>>, method: string): Promise<object[]> {
  const journal: { method: string; arguments: object }[] = await desk.control('GET', 'journal')
  return journal.filter((one) => one.method === method).map((one) => one.arguments)
}

describe('What fails', () => {
  test('a refusal is said as it is', async () => {
    const desk = await scriptedDesk()
    const { version } = await inForce(desk.story)
    await desk.send('interactive', press('olga', 'acknowledge', version))
    expect((await desk.heard())[0]).toMatch(/^You are not asked to acknowledge/)
  })

  test('a fault of ours is said with a reference, and changes nothing', async () => {
    const desk = await scriptedDesk()
    const { version } = await distributed(desk.story)
    await desk.world.database.kysely.schema.dropTable('acknowledgments').execute()
    await desk.send('interactive', press('olga', 'acknowledge', version))
    expect((await desk.heard())[0]).toMatch(
      /^Nothing was changed\. Something went wrong on our side \(reference R-[2-9A-Z]{4}\)\. Try again; if it stays, tell your Perennial operator\.$/,
    )
  })

  test('a fault after the commit says the opposite; the log has the reference with the stack', () => {
    const error = vi.fn()
    const log = { debug: () => {}, info: () => {}, warn: () => {}, error }
    const { sentence } = failedBy(new Error('no blocks'), { log, key: 'slack:1', hasCommitted: true })
    expect(sentence).toMatch(/^It is recorded; only this answer failed \(reference R-[2-9A-Z]{4}\)\./)
    const [fields] = error.mock.calls[0] as [{ reference: string; error: string }]
    expect(sentence).toContain(fields.reference)
    expect(fields.error).toContain('no blocks')
  })

  test('a database that stays busy is no fault: database_busy', () => {
    const busy = Object.assign(new Error('busy'), { code: 'SQLITE_BUSY' })
    const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
    expect(failedBy(busy, { log, key: 'slack:1', hasCommitted: false }).sentence).toBe(
      new Refusal('database_busy').message,
    )
  })
})

describe('A form that was sent off', () => {
  const field = (block_id: string, initial: object = {}) => ({
    type: 'input',
    block_id,
    label: { type: 'plain_text', text: block_id },
    element: { type: 'plain_text_input', action_id: 'value', ...initial },
  })

  const submission = (who: string, callback_id: string, values: object) => ({
    type: 'view_submission',
    user: { id: `U0${who.toUpperCase()}`, team_id: team },
    team: { id: team },
    trigger_id: `form.${who}.${callback_id}`,
    view: {
      id: 'V1',
      hash: 'h1',
      type: 'modal',
      callback_id,
      private_metadata: '',
      title: { type: 'plain_text', text: 'A form' },
      submit: { type: 'plain_text', text: 'Save' },
      app_installed_team_id: team,
      state: { values },
      blocks: [field('title', { initial_value: 'before' }), { type: 'divider' }],
    },
  })

  const typed = { title: { value: { type: 'plain_text_input', value: 'What was typed' } } }

  for (const [who, sentence] of [
    ['gus', /^Guests can report/],
    ['robot', /^Perennial answers people/],
  ] as const)
    test(`by ${who} is refused above it, and what was typed is kept`, async () => {
      const desk = await scriptedDesk()
      const [ack] = (await desk.send('interactive', submission(who, 'settings', typed))) as [
        { payload: never },
      ]
      expect(ack?.payload).toMatchObject({
        response_action: 'update',
        view: {
          type: 'modal',
          callback_id: 'settings',
          blocks: [
            { type: 'section', block_id: 'problem~0', text: { text: expect.stringMatching(sentence) } },
            { block_id: 'title', element: { initial_value: 'What was typed' } },
            { type: 'divider' },
          ],
        },
      })
    })
})
