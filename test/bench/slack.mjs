import { once } from 'node:events'
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { now } from './seed.mjs'

/** As much of Slack as a program at work needs: it answers at once, and tells how soon a command is acknowledged. */
export async function openSlack() {
  const sockets = new Map()
  const waiting = new Map()
  const seen = new Set()
  let count = 0
  const answers = {
    'apps.connections.open': ({ token }) => ({ url: `ws://127.0.0.1:${http.address().port}/${token}` }),
    'auth.test': () => ({ team_id: 'T1', team: 'Bench', user_id: 'U0BOT' }),
    'users.list': () => ({ members: [] }),
    'users.info': ({ user }) => ({
      user: { id: user, team_id: 'T1', name: user, tz: 'Europe/Vienna', profile: {} },
    }),
    'conversations.open': ({ users }) => ({ channel: { id: `D${users}` } }),
    'chat.postMessage': ({ channel }) => ({ channel, ts: `1.${String(++count).padStart(6, '0')}` }),
  }
  const http = createServer(async (request, response) => {
    const pieces = []
    for await (const piece of request) pieces.push(piece)
    const method = request.url.replace(/^.*\//, '')
    seen.add(method)
    response.setHeader('content-type', 'application/json')
    // The clock that the program follows stands still.
    if (request.url.startsWith('/clock')) return void answerClock(request, response)
    const token = request.headers.authorization?.replace('Bearer ', '')
    const given = Object.fromEntries(new URLSearchParams(Buffer.concat(pieces).toString()))
    response.end(JSON.stringify({ ok: true, ...answers[method]?.({ token, ...given }) }))
  })
  const server = new WebSocketServer({ server: http })
  server.on('connection', (socket, { url }) => {
    const token = url.slice(1)
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }))
    sockets.set(token, socket)
    socket.on('message', (data) => {
      const { envelope_id } = JSON.parse(String(data))
      waiting.get(envelope_id)?.()
      waiting.delete(envelope_id)
    })
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const address = `http://127.0.0.1:${http.address().port}`
  return {
    apiUrl: `${address}/api/`,
    clockUrl: `${address}/clock`,
    connected: async (token) => {
      while (!sockets.has(token)) await once(server, 'connection')
    },
    /** Milliseconds from a command to its acknowledgment. */
    async command(token, who) {
      const envelope_id = `envelope ${++count}`
      const payload = {
        team_id: 'T1',
        user_id: who,
        command: '/policy',
        text: 'help',
        channel_id: 'C1',
        trigger_id: `${count}.1.a`,
        response_url: `${address}/answer`,
      }
      const start = performance.now()
      const acknowledged = new Promise((resolve) => waiting.set(envelope_id, resolve))
      sockets
        .get(token)
        .send(
          JSON.stringify({ type: 'slash_commands', envelope_id, accepts_response_payload: true, payload }),
        )
      await acknowledged
      return performance.now() - start
    },
    close() {
      for (const socket of server.clients) socket.terminate()
      server.close()
      http.closeAllConnections()
      http.close()
    },
  }
}

function answerClock(request, response) {
  if (request.method === 'POST') return response.end('{}')
  const told = { now, generation: 1, ticking: false }
  // Who waits for a move waits long.
  if (request.url.includes('after='))
    return void setTimeout(() => response.end(JSON.stringify(told)), 20_000).unref()
  return response.end(JSON.stringify(told))
}
