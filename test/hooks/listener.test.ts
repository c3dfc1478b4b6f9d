import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { DatabaseRefused } from '../../db/refused.ts'
import { reportSchema } from '../../src/hooks/parse-report.ts'
import { engines } from '../support/engines.ts'
import { laptop, type Sent, sender } from './sender.ts'

const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body.error?.code,
]

for (const engine of engines)
  test(`a signed report is recorded, answered with its number, and the same again alike (${engine.name})`, async () => {
    const { post, row, id, log } = await sender({ engine })
    const first = await post(laptop)
    expect(first).toMatchObject({ status: 201, body: { event: 'E-1', number: 1, decideBy: '2027-03-03' } })
    expect(first.header('content-type')).toBe('application/json; charset=utf-8')
    expect(await post(laptop)).toMatchObject({ status: 200, body: first.body })
    expect(await row('events', {})).toMatchObject({
      source: 'pagerduty',
      reporter: null,
      what: laptop.what,
      tags: '[]',
    })
    expect(await row('notices', { kind: 'triage request' })).toMatchObject({ recipient: id('mia') })
    expect(codeOf(await post({ ...laptop, what: 'Something else' }))).toEqual([409, 'report_differs'])
    expect(log.map((line) => /"status":(\d+)/.exec(line)?.[1])).toEqual(['201', '200', '409'])
  })

describe('Who cannot show the key is refused by one sentence, and nothing is recorded', () => {
  const wrong: [string, Sent][] = [
    ['a signature by another key', { key: 'whk_other' }],
    ['no signature', { without: ['x-perennial-signature'] }],
    ['a signature of another version', { signature: `v2=${'0'.repeat(64)}` }],
    ['a source that nobody knows', { source: 'jira' }],
    ['no source', { without: ['x-perennial-source'] }],
    ['a source that would be part of another', { source: '__proto__' }],
  ]
  test.each(wrong)('%s', async (_, sent) => {
    const { post, rows } = await sender()
    const { status, body } = await post(laptop, sent)
    expect(status).toBe(401)
    expect(body.error).toEqual({
      code: 'report_unsigned',
      message: expect.stringMatching(/^Source and signature do not belong together\. Check the name/),
    })
    expect(await rows('events')).toEqual([])
  })

  test('a body that was changed on its way, and one that is sent at another time than it was signed', async () => {
    const { signed, port, seconds } = await sender()
    const headers = signed(JSON.stringify(laptop))
    const send = (body: string, change: object = {}) =>
      fetch(`http://127.0.0.1:${port}/hooks/events`, {
        method: 'POST',
        headers: { ...headers, ...change },
        body,
      })
    expect((await send(`${JSON.stringify(laptop)} `)).status).toBe(401)
    expect(
      (await send(JSON.stringify(laptop), { 'x-perennial-timestamp': String(seconds() - 1) })).status,
    ).toBe(401)
    expect((await send(JSON.stringify(laptop))).status).toBe(201)
  })
})

describe('The time of a signature', () => {
  test.each([
    ['just old enough', -299, 201],
    ['too old', -301, 401],
    ['just ahead', 299, 201],
    ['too far ahead', 302, 401],
  ])('%s', async (_, shift, status) => {
    const { post, seconds } = await sender()
    const answer = await post(laptop, { at: seconds() + shift })
    expect(answer.status).toBe(status)
    if (status === 401) expect(answer.body.error?.code).toBe('report_stale')
  })

  test.each([['soon'], ['1.5'], ['-1'], ['']])('that is no time is refused: "%s"', async (at) => {
    const { post } = await sender()
    expect(codeOf(await post(laptop, { at }))).toEqual([401, 'report_stale'])
  })

  test('a request that was recorded by somebody and sent again changes nothing, and later is refused', async () => {
    let shift = 0
    const { post, rows, seconds } = await sender({ seconds: () => Date.now() / 1000 + shift })
    const at = seconds()
    expect((await post(laptop, { at })).status).toBe(201)
    expect((await post(laptop, { at })).status).toBe(200)
    shift = 600
    expect(codeOf(await post(laptop, { at }))).toEqual([401, 'report_stale'])
    expect(await rows('events')).toHaveLength(1)
  })
})

describe('The keys of a source', () => {
  test('after a rotation both are taken for 24 hours, then the new one alone', async () => {
    const { post, change, keyOf, at } = await sender()
    at('2027-03-01T08:00:00.000Z')
    await change('rotate')
    expect((await post(laptop, { key: keyOf(1) })).status).toBe(201)
    expect((await post(laptop, { key: keyOf(2) })).status).toBe(200)
    at('2027-03-02T08:00:00.000Z')
    expect(codeOf(await post(laptop, { key: keyOf(1) }))).toEqual([401, 'report_unsigned'])
    expect((await post(laptop, { key: keyOf(2) })).status).toBe(200)
  })

  test('of one that was removed none is taken, also when it was added again', async () => {
    const { post, change, keyOf } = await sender()
    await change('remove')
    expect((await post(laptop)).status).toBe(401)
    await change('add')
    expect((await post(laptop, { key: keyOf(1) })).status).toBe(401)
    expect((await post(laptop, { key: keyOf(2) })).status).toBe(201)
  })

  test('are none where there is nothing to make them of, which is said: no_encryption_key', async () => {
    const { post } = await sender({ secret: null })
    const { status, body } = await post(laptop)
    expect(status).toBe(503)
    expect(body.error?.message).toContain('PERENNIAL_ENCRYPTION_KEY is not set')
  })
})

describe('What is no report is refused with what was expected', () => {
  test.each([
    ['not JSON', '{', 422, 'bad_report', 'one JSON object'],
    ['a wrong field', { ...laptop, category: 'incident' }, 422, 'bad_report', '"category": expected one of'],
    [
      'an unknown field',
      { ...laptop, reporter: 'mia' },
      422,
      'bad_report',
      '"reporter": expected no such field',
    ],
    ['an unknown tag', { ...laptop, tags: ['Mars'] }, 422, 'unknown_tag', 'There is no tag "Mars"'],
    ['a day to come', { ...laptop, happenedOn: '2027-03-02' }, 422, 'happened_later', 'is still to come'],
    ['a day too long ago', { ...laptop, happenedOn: '1999-12-31' }, 422, 'happened_long_ago', 'before'],
    ['only spaces', { ...laptop, what: '   ' }, 422, 'bad_text', '0 came'],
  ])('%s', async (_, report, status, code, says) => {
    const { post, rows } = await sender()
    const answer = await post(report)
    expect(codeOf(answer)).toEqual([status, code])
    expect(answer.body.error?.message).toContain(says)
    expect(await rows('events')).toEqual([])
  })

  test.each(['GET', 'PUT', 'DELETE'])('the method %s', async (method) => {
    const { post } = await sender()
    const answer = await post(laptop, { method })
    expect(answer.status).toBe(405)
    expect(answer.header('allow')).toBe('POST')
    expect(answer.body.error?.message).toContain(`Expected the method POST, but ${method} came`)
  })

  test.each([
    [{ 'content-type': 'text/plain' }, 415],
    [{ 'content-type': 'application/jsonp' }, 415],
    [{ 'content-type': 'application/json; charset=utf-8' }, 201],
    [{ 'content-type': 'Application/JSON' }, 201],
  ])('the content type %j answers %i', async (headers, status) => {
    const { post } = await sender()
    expect((await post(laptop, { headers })).status).toBe(status)
  })
})

describe('Size and pace', () => {
  const padded = (length: number) => {
    const text = JSON.stringify(laptop)
    return `${text}${' '.repeat(length - text.length)}`
  }

  test('64 kB are taken, and one byte more is refused', async () => {
    const { post } = await sender()
    expect((await post(padded(65_536))).status).toBe(201)
    const answer = await post(padded(65_537))
    expect(codeOf(answer)).toEqual([413, 'report_too_long'])
    expect(answer.body.error?.message).toContain('at most 65536 bytes')
  })

  test.each([
    ['that says how long it is', true],
    ['that does not say it', false],
  ])('a body of 5 MB %s is refused before it is read', async (_, isTold) => {
    const { port, signed } = await sender()
    const before = process.memoryUsage().arrayBuffers
    const length = 5 * 1024 * 1024
    const outgoing = request({
      port,
      path: '/hooks/events',
      method: 'POST',
      headers: { ...signed('x'), ...(isTold ? { 'content-length': length } : {}) },
    })
    outgoing.on('error', () => {})
    const answered = once(outgoing, 'response')
    const piece = Buffer.alloc(16 * 1024)
    let written = 0
    const write = () => {
      while (written < length && !outgoing.destroyed) {
        written += piece.length
        if (!outgoing.write(piece)) return void outgoing.once('drain', write)
      }
    }
    write()
    const [response] = (await answered) as [import('node:http').IncomingMessage]
    expect(response.statusCode).toBe(413)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 * 1024 * 1024)
    outgoing.destroy()
  })

  test('who sends slowly is not waited for for ever, and keeps nobody else from reporting', async () => {
    const { port, signed, post } = await sender({ patienceSeconds: 0.3 })
    const text = JSON.stringify(laptop)
    const headers = Object.entries({ ...signed(text), 'content-length': text.length, host: 'x' })
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(
      `POST /hooks/events HTTP/1.1\r\n${headers.map(([k, v]) => `${k}: ${v}`).join('\r\n')}\r\n\r\n{"id"`,
    )
    const heard = once(socket, 'data')
    expect((await post(laptop)).status).toBe(201)
    const [bytes] = (await heard) as [Buffer]
    expect(String(bytes)).toContain('HTTP/1.1 408')
    expect(String(bytes)).toContain('report_slow')
    await once(socket, 'close')
  })

  test('who goes away in the middle leaves nothing behind', async () => {
    const { port, signed, post, rows } = await sender()
    const socket = connect(port, '127.0.0.1')
    const headers = Object.entries({ ...signed('{}'), 'content-length': 100, host: 'x' })
    socket.write(
      `POST /hooks/events HTTP/1.1\r\n${headers.map(([k, v]) => `${k}: ${v}`).join('\r\n')}\r\n\r\n{"id"`,
    )
    await new Promise((soon) => setTimeout(soon, 50))
    socket.destroy()
    expect((await post(laptop)).status).toBe(201)
    expect(await rows('events')).toHaveLength(1)
  })

  test('more than 60 in a minute are told when to come again, other sources not, and unsigned ones do not count', async () => {
    const { post, change, keyOf } = await sender({ monotonic: () => 0 })
    await change('add', 'jira')
    for (let one = 0; one < 5; one += 1) await post(laptop, { key: 'whk_forged' })
    const answers = await Promise.all(Array.from({ length: 61 }, () => post(laptop)))
    const late = answers.filter(({ status }) => status === 429)
    expect(late).toHaveLength(1)
    expect(late[0]?.body.error?.code).toBe('too_many_reports')
    expect(late[0]?.header('retry-after')).toBe('1')
    expect((await post(laptop, { source: 'jira', key: keyOf(1, 'jira') })).status).toBe(201)
  })
})

describe('Where the record cannot be written', () => {
  test('a database that stays busy is said, with when to come again', async () => {
    const office = await sender()
    const { database } = office.world
    const reads = database.kysely.selectFrom.bind(database.kysely)
    database.kysely.selectFrom = (() => {
      database.kysely.selectFrom = reads as never
      throw new DatabaseRefused('database_busy')
    }) as never
    const answer = await office.post(laptop)
    expect(codeOf(answer)).toEqual([503, 'database_busy'])
    expect(answer.header('retry-after')).toBe('5')
    expect((await office.post(laptop)).status).toBe(201)
  })

  test('a fault has a reference that the log has too, and tells nothing else', async () => {
    const office = await sender()
    await office.database.kysely.schema.alterTable('events').renameTo('elsewhere').execute()
    const { status, body } = await office.post(laptop)
    expect([status, body.error?.code]).toEqual([500, 'fault'])
    const reference = /R-\w{4}/.exec(body.error?.message ?? '')?.[0]
    expect(office.log.join('\n')).toContain(reference)
    expect(body.error?.message).not.toContain('events')
    await office.database.kysely.schema
      .alterTable('elsewhere' as never)
      .renameTo('events')
      .execute()
    expect((await office.post(laptop)).status).toBe(201)
  })
})

test('neither key nor signature nor what was reported reaches the log', async () => {
  const { post, keyOf, log } = await sender()
  await post(laptop)
  await post(laptop, { key: 'whk_wrong' })
  await post({ ...laptop, category: 'x' })
  expect(log.length).toBeGreaterThan(2)
  for (const hidden of [keyOf(), 'whk_', 'v1=', laptop.what]) expect(log.join('\n')).not.toContain(hidden)
})

test('the schema is served to anybody, also where no key is set', async () => {
  const { port } = await sender({ secret: null })
  const url = `http://127.0.0.1:${port}/hooks/events/schema.json`
  const served = await fetch(url)
  expect(served.headers.get('content-type')).toBe('application/schema+json')
  expect(await served.json()).toEqual(reportSchema)
  expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(405)
  expect((await fetch(`http://127.0.0.1:${port}/hooks`)).status).toBe(404)
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
})
