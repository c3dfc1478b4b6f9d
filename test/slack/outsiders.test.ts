import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { makeClient } from '../../src/slack/client.ts'
import { makeDirectory } from '../../src/slack/directory.ts'

const answers: Record<string, object> = {
  'auth.test': { ok: true, team_id: 'T1', team: 'One', user_id: 'UBOT' },
  'users.list': {
    ok: true,
    members: [
      { id: 'U1', name: 'home', team_id: 'T1' },
      { id: 'U2', name: 'elsewhere', team_id: 'T2' },
      { id: 'W3', name: 'of both', team_id: 'T2', enterprise_user: { teams: ['T2', 'T1'] } },
      { id: 'W4', name: 'of two others', team_id: 'T2', enterprise_user: { teams: ['T2', 'T3'] } },
      { id: 'U5', name: 'without a home' },
      { id: 'U6', name: 'stranger', team_id: 'T1', is_stranger: true },
      { id: 'U7', name: 'flow', is_workflow_bot: true },
    ],
  },
  'conversations.members': { ok: true, members: ['U1'], response_metadata: { next_cursor: 'same' } },
}

/** Answers that the local workspace does not give: an organisation of several workspaces, a list without an end. */
async function oddDirectory() {
  const server = createServer((request, response) => {
    response.end(JSON.stringify(answers[request.url!.slice(1)]))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => void server.close())
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return makeDirectory(makeClient({ token: 'x', apiUrl }), async () => {})
}

test('people of another workspace are outsiders, unless ours is one of theirs', async () => {
  const directory = await oddDirectory()
  const read: [string, boolean][] = []
  for await (const page of directory.people()) {
    for (const { slackId, isOutsider } of page) read.push([slackId, isOutsider])
  }
  expect(Object.fromEntries(read)).toEqual({
    U1: false,
    U2: true,
    W3: false,
    W4: true,
    U5: false,
    U6: true,
    U7: false,
  })
})

test('a list whose cursor comes back unchanged is given up', async () => {
  await expect((await oddDirectory()).channelMembers('C1')).rejects.toMatchObject({
    name: 'IncompleteRead',
    subject: 'C1',
    isFinal: false,
  })
})
