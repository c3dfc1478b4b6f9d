import { createServer } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Check, serveHealth } from '../src/health.ts'

async function served(checks: () => Promise<Check[]>) {
  const health = await serveHealth(0, checks)
  onTestFinished(() => health.stop())
  return async (path: string, method = 'GET') => {
    const response = await fetch(`http://127.0.0.1:${health.port}${path}`, { method })
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: await response.json(),
    }
  }
}

const fine: Check = { name: 'database', ok: true, detail: 'answers' }
const late: Check = { name: 'last beat', ok: false, detail: '400 s ago' }

describe('Health', () => {
  test('the process is up whatever it can do', async () => {
    const ask = await served(async () => [late])
    expect(await ask('/healthz')).toEqual({
      status: 200,
      type: 'application/json; charset=utf-8',
      body: { ok: true },
    })
  })

  test('it is ready where every check passes', async () => {
    const ask = await served(async () => [fine])
    expect(await ask('/readyz')).toMatchObject({ status: 200, body: { ok: true, checks: [fine] } })
  })

  test('one check that fails makes it unready, and says what is wrong where it is', async () => {
    const ask = await served(async () => [fine, late])
    expect(await ask('/readyz')).toMatchObject({ status: 503, body: { ok: false, checks: [fine, late] } })
  })

  test('checks that cannot be made say nothing of why, and it is unready', async () => {
    const ask = await served(async () => Promise.reject(new Error('postgres://user:secret@host')))
    expect(await ask('/readyz')).toMatchObject({ status: 503, body: { ok: false, checks: [] } })
  })

  test('each asking checks anew', async () => {
    let isFine = false
    const ask = await served(async () => [{ ...fine, ok: isFine }])
    expect((await ask('/readyz')).status).toBe(503)
    isFine = true
    expect((await ask('/readyz')).status).toBe(200)
  })

  test('another path, and another method, are refused with what was expected', async () => {
    const ask = await served(async () => [fine])
    expect(await ask('/')).toMatchObject({ status: 404, body: { error: 'expected /healthz or /readyz' } })
    expect(await ask('/healthz', 'POST')).toMatchObject({ status: 405, body: { error: 'expected GET' } })
  })

  test('after the stop nothing answers', async () => {
    const health = await serveHealth(0, async () => [fine])
    await fetch(`http://127.0.0.1:${health.port}/healthz`).then((response) => response.text())
    await health.stop()
    await expect(fetch(`http://127.0.0.1:${health.port}/healthz`)).rejects.toThrow()
  })

  test('a port that is in use is refused with the variable to change: port_in_use', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => new Promise<void>((resolve) => other.close(() => resolve())))
    const { port } = other.address() as { port: number }
    await expect(serveHealth(port, async () => [])).rejects.toMatchObject({
      code: 'port_in_use',
      message: `Port ${port} is in use. Stop what uses it, or set PERENNIAL_PORT to another port.`,
    })
  })
})
