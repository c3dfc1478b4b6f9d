import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { startBeat } from '../src/beat.ts'
import { environmentNames, isRealSlack, readConfig } from '../src/config.ts'
import { Refusal } from '../src/rules/refusal.ts'

function refusalOf(variables: Record<string, string>): Refusal {
  try {
    readConfig(variables)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('Expected a refusal, but it was read')
}

test('with nothing set the program listens on 3000, beats each minute and has no token', () => {
  expect(readConfig({})).toEqual({
    slack: null,
    databaseUrl: null,
    port: 3000,
    sandboxPort: 3001,
    beat: '* * * * *',
    clockUrl: null,
    encryptionKey: null,
    pace: 1,
    logLevel: 'info',
  })
})

test('an empty variable counts as not set', () => {
  const empty = Object.fromEntries(environmentNames.map((name) => [name, ' ']))
  expect(readConfig(empty)).toEqual(readConfig({}))
})

test('every variable is read', () => {
  const variables = {
    SLACK_BOT_TOKEN: 'xoxb-1-2-abc',
    SLACK_APP_TOKEN: 'xapp-1-abc',
    SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
    SLACK_API_URL: 'http://127.0.0.1:3001/api/',
    DATABASE_URL: 'postgres://localhost/perennial',
    PERENNIAL_PORT: '0',
    PERENNIAL_SANDBOX_PORT: '65535',
    PERENNIAL_BEAT: '*/5 * * * *',
    PERENNIAL_CLOCK_URL: 'http://127.0.0.1:3001/clock',
    PERENNIAL_ENCRYPTION_KEY: `${'00'.repeat(31)}ff`,
    PERENNIAL_PACE: '0.5',
    PERENNIAL_LOG_LEVEL: 'debug',
  }
  expect(Object.keys(variables).sort()).toEqual([...environmentNames].sort())
  expect(readConfig(variables)).toEqual({
    slack: {
      token: 'xoxb-1-2-abc',
      appToken: 'xapp-1-abc',
      signingSecret: '0123456789abcdef0123456789abcdef',
      apiUrl: 'http://127.0.0.1:3001/api/',
    },
    databaseUrl: 'postgres://localhost/perennial',
    port: 0,
    sandboxPort: 65535,
    beat: '*/5 * * * *',
    clockUrl: 'http://127.0.0.1:3001/clock',
    encryptionKey: Buffer.from([...Array<number>(31).fill(0), 255]),
    pace: 0.5,
    logLevel: 'debug',
  })
})

describe('A name that Perennial does not know is refused with the nearest one: unknown_environment', () => {
  for (const [name, nearest] of [
    ['PERENNIAL_PROT', 'PERENNIAL_PORT'],
    ['PERENNIAL_LOGLEVEL', 'PERENNIAL_LOG_LEVEL'],
    ['PERENNIAL_SANDBOXPORT', 'PERENNIAL_SANDBOX_PORT'],
    ['PERENNIAL_CLOCK_ADDR', 'PERENNIAL_CLOCK_URL'],
  ] as const)
    test(name, () => {
      const refusal = refusalOf({ [name]: 'secret value' })
      expect(refusal.code).toBe('unknown_environment')
      expect(refusal.message).toContain(`The nearest is ${nearest}.`)
      expect(refusal.message).not.toContain('secret value')
    })

  test('names of others are none of its business', () => {
    expect(readConfig({ PATH: '/bin', SLACK_CLIENT_SECRET: 'x', npm_config_perennial: 'x' })).toEqual(
      readConfig({}),
    )
  })
})

describe('A value that is not right is refused with what was expected, and is not shown: bad_environment', () => {
  for (const [name, value, expected] of [
    ['SLACK_BOT_TOKEN', 'xoxp-123-secret', 'a bot token, which begins with xoxb-'],
    ['SLACK_APP_TOKEN', 'xoxb-123-secret', 'an app-level token, which begins with xapp-'],
    ['SLACK_SIGNING_SECRET', 'too-short', 'the signing secret of the app'],
    ['SLACK_API_URL', 'not-an-address', 'an address such as http://127.0.0.1:3001'],
    ['PERENNIAL_CLOCK_URL', 'not-an-address', 'an address such as http://127.0.0.1:3001'],
    ['PERENNIAL_PORT', 'http-port', 'a port number from 0 to 65535'],
    ['PERENNIAL_PORT', '65999', '65535'],
    ['PERENNIAL_PORT', '80.5443', 'a port number from 0 to 65535'],
    ['PERENNIAL_BEAT', 'hourly-please', 'a cron expression such as "* * * * *"'],
    ['PERENNIAL_PACE', 'quick-please', 'a factor from 0 to 1'],
    ['PERENNIAL_PACE', '1.5432', '1'],
    ['PERENNIAL_LOG_LEVEL', 'loudest', '"debug"'],
  ] as const)
    test(`${name}=${value}`, () => {
      const refusal = refusalOf({ [name]: value })
      expect(refusal.code).toBe('bad_environment')
      expect(refusal.message).toContain(`${name}: `)
      expect(refusal.message).toContain(expected)
      expect(refusal.message).not.toContain(value)
    })

  for (const [name, value] of [
    ['SLACK_APP_TOKEN', 'xapp-1-abc'],
    ['SLACK_SIGNING_SECRET', '0123456789abcdef0123456789abcdef'],
  ] as const)
    test(`${name} without a bot token, which alone reaches no workspace`, () => {
      expect(refusalOf({ [name]: value }).message).toContain('SLACK_BOT_TOKEN: expected beside')
    })

  test('all that is wrong is said at once', () => {
    const { message } = refusalOf({ PERENNIAL_PORT: 'x', PERENNIAL_PACE: 'y' })
    expect(message).toMatch(/PERENNIAL_PORT: .*; PERENNIAL_PACE: /)
  })

  test('whatever a token is that is none, no message shows it', () => {
    const wrong = fc
      .string({ minLength: 12 })
      .filter((text) => text.trim() === text && !text.startsWith('xoxb-'))
    fc.assert(
      fc.property(wrong, (token) => {
        expect(refusalOf({ SLACK_BOT_TOKEN: token }).message).not.toContain(token)
      }),
    )
  })

  test('a cron expression of five words that are none is refused when the beat starts', () => {
    const { beat } = readConfig({ PERENNIAL_BEAT: 'at nine in the morning' })
    expect(() => startBeat(beat, async () => {})).toThrow(
      expect.objectContaining({ code: 'bad_environment' }),
    )
    expect(() => startBeat(beat, async () => {})).not.toThrow(/at nine/)
  })
})

test('Slack is real unless its address is this machine’s own', () => {
  const cases: [string | null, boolean][] = [
    [null, true],
    ['https://slack.com/api/', true],
    ['http://127.0.0.1:3001/api/', false],
    ['http://localhost/api/', false],
    ['http://[::1]:3001/api/', false],
    ['http://127.0.0.1.example.com/api/', true],
    ['http://localhost.example.com/api/', true],
    ['https://example.com/?http://127.0.0.1:3001/', true],
  ]
  for (const [apiUrl, isReal] of cases) expect(isRealSlack({ apiUrl }), String(apiUrl)).toBe(isReal)
})

describe('The key of which keys are made', () => {
  const read = (text: string) => readConfig({ PERENNIAL_ENCRYPTION_KEY: text }).encryptionKey
  const bytes = Buffer.from(Array.from({ length: 33 }, (_, at) => (at * 97 + 250) % 256))

  test('is read from base64, base64url and hexadecimal alike', () => {
    for (const form of ['base64', 'base64url', 'hex'] as const)
      expect(read(` ${bytes.toString(form)} `)).toEqual(bytes)
  })

  test.each([
    ['too short', Buffer.alloc(31, 1).toString('base64')],
    ['too short in hexadecimal', '00'.repeat(31)],
    ['neither form', 'correct horse battery staple, correct horse battery staple'],
  ])('is refused where it is %s, and never said again', (_, text) => {
    const refusal = refusalOf({ PERENNIAL_ENCRYPTION_KEY: text })
    expect(refusal.code).toBe('bad_environment')
    expect(refusal.message).toContain('PERENNIAL_ENCRYPTION_KEY: expected at least 32 random bytes')
    expect(refusal.message).not.toContain(text)
  })
})
