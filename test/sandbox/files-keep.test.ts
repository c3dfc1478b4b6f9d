import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { appFor, modal, section, typed } from './http-app.ts'
import { type Reply, sandboxFor, TOKEN } from './support.ts'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'sandbox-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

test('Home, open modals with what was typed, and files outlive a restart', async () => {
  const dataFolder = folder()
  const app = await appFor({ options: { dataFolder } })
  const { sandbox } = app
  await sandbox.call('views.publish', {
    user_id: 'U0ANAWEBER',
    view: { type: 'home', blocks: [section('Yours')] },
  })
  const view = await app.open(modal([typed()]))
  await app.act({ do: 'select', view: view.id, actionId: 'value', value: 'half a sentence' })
  const files = [{ name: 'a.md', content: 'kept' }]
  const { messages } = await app.act({ do: 'say', channel: 'C0SECURITY', text: 'x', files })
  const before = await app.views()
  await sandbox.stop()
  const after = await appFor({ options: { dataFolder } })
  expect(await after.views()).toEqual(before)
  expect(before.modals[0].state.values.field.value.value).toBe('half a sentence')
  const { file } = await after.sandbox.call('files.info', { file: messages[0].files[0].id })
  const reply = await fetch(file.url_private, { headers: { authorization: `Bearer ${TOKEN}` } })
  expect(await reply.text()).toBe('kept')
})

test('an upload is on disk a moment later', async () => {
  const dataFolder = folder()
  const { sandbox } = await appFor({ options: { dataFolder } })
  const asked = { filename: 'a.txt', length: '3' }
  const { upload_url, file_id } = await sandbox.call('files.getUploadURLExternal', asked)
  await fetch(upload_url, { method: 'POST', body: 'abc' })
  const kept = (): Reply => JSON.parse(readFileSync(join(dataFolder, 'workspace.json'), 'utf8'))
  await vi.waitFor(() => expect(kept().files[file_id]).toMatchObject({ state: 'uploaded' }), {
    timeout: 2_000,
  })
})

test('a workspace that was kept before there were views and files is gone on with', async () => {
  const dataFolder = folder()
  const before = await sandboxFor({ dataFolder })
  await before.call('chat.postMessage', { channel: 'U0ANAWEBER', text: 'kept' })
  await before.stop()
  const path = join(dataFolder, 'workspace.json')
  const { homes, modals, files, ...old } = JSON.parse(readFileSync(path, 'utf8'))
  expect([homes, modals, files]).toEqual([{}, {}, {}])
  writeFileSync(path, JSON.stringify(old))
  const after = await sandboxFor({ dataFolder })
  expect(await after.control('GET', 'views?as=ana')).toEqual({ home: null, modals: [] })
  expect(await after.control('GET', 'messages?as=ana')).toMatchObject([{ text: 'kept' }])
})

test('a reset takes views and files away', async () => {
  const app = await appFor()
  const { sandbox } = app
  await app.open(modal())
  const files = [{ name: 'a.md', content: 'x' }]
  const { messages } = await app.act({ do: 'say', channel: 'C0SECURITY', text: 'x', files })
  await sandbox.control('POST', 'reset', {})
  expect(await app.views()).toEqual({ home: null, modals: [] })
  expect((await sandbox.call('files.info', { file: messages[0].files[0].id })).error).toBe('file_not_found')
})
