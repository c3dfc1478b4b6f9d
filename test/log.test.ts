import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { makeLog, withoutTokens } from '../src/log.ts'

/** What a log writes to standard error, line by line. */
function written(level: string, write: (log: ReturnType<typeof makeLog>) => void): string[] {
  const lines: string[] = []
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
    lines.push(String(line))
    return true
  })
  try {
    write(makeLog(level))
  } finally {
    stderr.mockRestore()
  }
  return lines
}

const part = fc.string({ unit: fc.constantFrom(...'abcdefXYZ0123456789'), minLength: 8, maxLength: 24 })
const token = fc
  .tuple(
    fc.constantFrom('xoxb', 'xoxp', 'xoxa', 'xoxr', 'xoxe', 'xapp', 'xoxe.xoxb', 'xoxe.xoxp'),
    fc.array(part, { minLength: 2, maxLength: 4 }),
  )
  .map(([kind, parts]) => ({ text: `${kind}-${parts.join('-')}`, parts }))

describe('The log', () => {
  test('writes one line of JSON for each event, to standard error alone', () => {
    const stdout = vi.spyOn(process.stdout, 'write')
    const lines = written('info', (log) => {
      log.info({ people: 3 }, 'people are\nup to date')
      log.warn({}, 'careful')
    })
    expect(stdout).not.toHaveBeenCalled()
    stdout.mockRestore()
    expect(lines).toHaveLength(2)
    expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true)
    expect(JSON.parse(lines[0] as string)).toMatchObject({
      level: 30,
      people: 3,
      msg: 'people are\nup to date',
    })
  })

  for (const [level, expected] of [
    ['debug', ['debug', 'info', 'warn', 'error']],
    ['info', ['info', 'warn', 'error']],
    ['warn', ['warn', 'error']],
    ['error', ['error']],
    ['silent', []],
  ] as const)
    test(`at ${level} says what is ${expected.join(', ') || 'nothing'}`, () => {
      const lines = written(level, (log) => {
        for (const one of ['debug', 'info', 'warn', 'error'] as const) log[one]({}, one)
      })
      expect(lines.map((line) => JSON.parse(line).msg)).toEqual(expected)
    })

  test('never shows a token, wherever it stands: in a sentence, a field, a list, a stack, an address', () => {
    fc.assert(
      fc.property(token, ({ text, parts }) => {
        const lines = written('debug', (log) => {
          log.error({ error: new Error(`refused ${text}`).stack }, `the token ${text} is refused`)
          log.info(
            {
              token: text,
              deep: { token: text },
              list: [text, { url: `https://slack.com/?token=${text}&a=1` }],
            },
            'x',
          )
          log.debug({ [text]: 1, quoted: JSON.stringify({ token: text }), header: `Bearer ${text}` }, 'y')
        })
        const all = lines.join('')
        expect(all).not.toContain(text)
        for (const secret of parts.slice(1)) expect(all).not.toContain(secret)
        for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
      }),
      { numRuns: 60 },
    )
  })

  test('hides what is named a secret though it looks like none', () => {
    const [line] = written('info', (log) =>
      log.info({ token: 'plain', slack: { token: 'plain', signingSecret: 'plain' } }, 'x'),
    )
    expect(line).not.toContain('plain')
  })
})

test('words that only resemble a token stay', () => {
  for (const text of ['xoxo, dear all', 'xoxb is a kind of token', 'boxes-12', 'the app xapp', 'foxxoxb-12'])
    expect(withoutTokens(text)).toBe(text)
})
