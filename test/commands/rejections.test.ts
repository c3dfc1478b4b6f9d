import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const hooks = resolve(import.meta.dirname, '../support/typescript.mjs')
const source = (path: string) => pathToFileURL(resolve(import.meta.dirname, '../..', path)).href

/** A process in which a promise fails that nobody waits for; it would end with 0 a little later. */
async function rejecting(stack: string): Promise<{ code: number | null; err: string }> {
  const script = `
    import { mindRejections } from '${source('src/commands/rejections.ts')}'
    import { makeLog } from '${source('src/log.ts')}'
    mindRejections(makeLog('warn'))
    const error = new Error('failed with xoxb-1-secret')
    error.stack = ${JSON.stringify(stack)} + error.message
    Promise.reject(error)
    setTimeout(() => process.exit(0), 200)`
  const child = spawn(process.execPath, ['--import', hooks, '--input-type=module', '-e', script])
  let err = ''
  child.stderr.on('data', (piece) => {
    err += piece
  })
  const code = await new Promise<number | null>((done) => child.once('close', done))
  return { code, err }
}

test("what Slack's socket library leaves behind is logged and survived", async () => {
  const { code, err } = await rejecting(
    'TypeError: no event\n    at /app/node_modules/@slack/socket-mode/dist/src/SocketModeClient.js:1:1\n',
  )
  expect(code).toBe(0)
  expect(err).toContain('the program goes on')
  expect(err).not.toContain('secret')
})

test('any other promise that fails and that nobody waits for ends the program, with its stack in the log', async () => {
  const { code, err } = await rejecting('Error: broken\n    at /app/src/rounds.ts:1:1\n')
  expect(code).toBe(1)
  expect(err).toContain('/app/src/rounds.ts:1:1')
  expect(err).not.toContain('secret')
})
