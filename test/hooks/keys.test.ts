import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { isSignedWith, keyOfSource } from '../../src/hooks/keys.ts'
import { withoutTokens } from '../../src/log.ts'

const secret = Buffer.alloc(32, 7)
const name = { workspace: 'w1', name: 'pagerduty', generation: 1 }

describe('A key', () => {
  test('is the same each time, and another for another workspace, source, generation or secret', () => {
    const keys = [
      keyOfSource(secret, name),
      keyOfSource(secret, { ...name, workspace: 'w2' }),
      keyOfSource(secret, { ...name, name: 'jira' }),
      keyOfSource(secret, { ...name, generation: 2 }),
      keyOfSource(Buffer.alloc(32, 8), name),
    ]
    expect(keyOfSource(Buffer.alloc(32, 7), { ...name })).toBe(keys[0])
    expect(new Set(keys).size).toBe(keys.length)
    for (const key of keys) expect(key).toMatch(/^whk_[\w-]{43}$/)
  })

  test('cannot be made by names that run together', () => {
    const one = keyOfSource(secret, { workspace: 'w', name: '1a', generation: 1 })
    expect(keyOfSource(secret, { workspace: 'w1', name: 'a', generation: 1 })).not.toBe(one)
  })

  test('is taken out of every line of the log', () => {
    const key = keyOfSource(secret, name)
    expect(withoutTokens(`with ${key} and more`)).toBe('with [token] and more')
  })
})

describe('A signature', () => {
  const body = Buffer.from('{"a":1}')
  const timestamp = '1803891600'
  // printf 'v1:1803891600:{"a":1}' | openssl dgst -sha256 -hmac whk_test-key
  const signature = 'v1=f5decb20f0d35c49d6a8db67bc1e68e7e13b91227cd82f0eae54861defc197ac'

  test('is what openssl makes of timestamp and body', () => {
    expect(isSignedWith('whk_test-key', { timestamp, body, signature })).toBe(true)
    expect(
      isSignedWith('whk_test-key', { timestamp, body, signature: signature.toUpperCase().replace('V', 'v') }),
    ).toBe(true)
  })

  test.each([
    ['another key', 'whk_other-key', {}],
    ['another time', 'whk_test-key', { timestamp: '1803891601' }],
    ['another body', 'whk_test-key', { body: Buffer.from('{"a":2}') }],
    ['no version', 'whk_test-key', { signature: signature.slice(3) }],
    ['another version', 'whk_test-key', { signature: signature.replace('v1', 'v0') }],
    ['half of it', 'whk_test-key', { signature: signature.slice(0, 35) }],
    ['more than it', 'whk_test-key', { signature: `${signature}00` }],
    ['nothing', 'whk_test-key', { signature: '' }],
    [
      'a boundary moved into the time',
      'whk_test-key',
      { timestamp: '1803891600:', body: Buffer.from('"a":1}') },
    ],
  ])('is none with %s', (_, key, change) => {
    expect(isSignedWith(key, { timestamp, body, signature, ...change })).toBe(false)
  })

  test('is made over the bytes as they came, whatever they are', () => {
    const bytes = Buffer.from([0xff, 0x00, 0xfe])
    const mac = createHmac('sha256', 'k')
      .update(Buffer.concat([Buffer.from('v1:1:'), bytes]))
      .digest('hex')
    expect(isSignedWith('k', { timestamp: '1', body: bytes, signature: `v1=${mac}` })).toBe(true)
  })
})
