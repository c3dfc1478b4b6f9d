import { webApi } from '@slack/bolt'
import { expect, test } from 'vitest'
import { sortFailure } from '../../src/slack/errors.ts'

const coded = (more: object, message = 'x') => Object.assign(new Error(message), more)
const notFetched = (cause: Error) => new webApi.WebAPIRequestError(new TypeError('fetch failed', { cause }))
const refused = coded({ code: 'ECONNREFUSED', syscall: 'connect' })
const cut = coded({ code: 'ECONNRESET', syscall: 'read' })

test.each([
  ['no name is found', coded({ code: 'ENOTFOUND', syscall: 'getaddrinfo' })],
  ['every address refuses', new AggregateError([refused, refused])],
  ['no way leads there', coded({ code: 'ENETUNREACH', syscall: 'connect' })],
  ['connecting takes too long', coded({ code: 'UND_ERR_CONNECT_TIMEOUT' })],
  ['the certificate is not trusted', coded({ code: 'SELF_SIGNED_CERT_IN_CHAIN' })],
])('a call is known not to have arrived where %s', (_, cause) => {
  expect(sortFailure(notFetched(cause))).toMatchObject({ failure: 'later' })
})

test.each([
  ['the connection is reset', notFetched(cut)],
  ['one of two addresses was reached', notFetched(new AggregateError([refused, cut]))],
  ['no reason is known', notFetched(new AggregateError([]))],
  ['the body breaks off', new TypeError('terminated')],
  ['what is thrown is no error', 'x'],
])('a call may have arrived where %s', (_, error) => {
  expect(sortFailure(error)).toMatchObject({ failure: 'in doubt' })
})

test('a time-out is told as what it is', () => {
  const timeout = new webApi.WebAPIRequestError(new DOMException('aborted', 'TimeoutError'))
  expect(sortFailure(timeout)).toEqual({
    failure: 'in doubt',
    reason: 'Slack could not be reached: no answer in time',
  })
})
