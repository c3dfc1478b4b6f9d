import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { workspaceOf } from '../support/workspace-client.ts'
import {
  beginProgram,
  beginSandbox,
  programEnv,
  type Running,
  run,
  type SandboxProcess,
  temporaryFolder,
} from './support/processes.ts'

/** A new policy manager: install, import, go live, the first morning. */

const register = `Code,Title,Owner,Version,Last reviewed,Frequency
ISP-01,Acceptable use,olga@example.com,1.0,2026-03-20,annual
ISP-02,Access control,bob@example.com,2.1,2026-09-01,annual
`
const people = ['ana', 'olga', 'bob', 'leo'].map((name) => ({
  id: `U0${name.toUpperCase()}`,
  name,
  email: `${name}@example.com`,
  tz: 'Europe/Vienna',
  is_admin: name === 'ana',
}))

describe("A policy manager's first five minutes", () => {
  const { folder, remove } = temporaryFolder()
  let [sandbox, program]: [SandboxProcess | null, Running | null] = [null, null]
  let env: Record<string, string> = {}
  const workspace = () => workspaceOf(sandbox?.url ?? '')

  beforeAll(async () => {
    const began = await beginSandbox(folder, ['--still', '--rate', 'off', '--now', '2027-03-01T07:00:00Z'])
    sandbox = began
    await began.post('people', { people, replace: true })
    env = programEnv(began, `file:${join(folder, 'perennial.db')}`, {
      SLACK_APP_TOKEN: 'xapp-sandbox-perennial',
    })
  }, 60_000)

  afterAll(async () => {
    await program?.end()
    await sandbox?.end()
    remove()
  }, 30_000)

  test('the register comes in on the command line, and nobody is told anything', async () => {
    writeFileSync(join(folder, 'register.csv'), register)
    const imported = await run(['import', 'register.csv', '--rehearsal'], folder, env)
    expect([imported.code, imported.err]).toEqual([0, ''])
    program = await beginProgram(folder, env)
    await sandbox?.post('clock', { advance: 'PT0S' })
    for (const { name } of people) expect(await workspace().as(name).messages()).toEqual([])
  }, 60_000)

  test('who may not go live is told who may, and the first administrator who asks manages policies', async () => {
    const olga = await workspace().as('olga').command('/policy golive')
    expect(JSON.stringify(olga.views?.modals)).toContain('Only a policy manager may go live.')
    for (const view of olga.views?.modals ?? []) await workspace().as('olga').close(view)
    const ana = await workspace().as('ana').command('/policy golive')
    const shown = JSON.stringify(ana.views?.modals.at(-1))
    expect(shown).toContain('Go live')
    expect(shown).toContain('approvers')
    expect(ana.views?.modals.at(-1)?.submit).toBeNull()
  }, 60_000)

  test('what is missing is set in Slack, and going live previews who hears what', async () => {
    const ana = workspace().as('ana')
    const { views } = await ana.command('/policy settings')
    const menu = views?.modals.at(-1)
    if (!menu) throw new Error('Expected the settings')
    const wanted = [
      ['people', 'approvers', ['U0LEO']],
      ['calendar', 'timeZone', 'Europe/Vienna'],
    ] as const
    for (const [section, field, value] of wanted) {
      const opened = await ana.click(menu, 'settings', { blockId: `settings:${section}` })
      const form = opened.views?.modals.at(-1)
      if (!form) throw new Error(`Expected the settings of ${section}`)
      const saved = await ana.submit(form, { [field]: { value } })
      const shown = saved.views?.modals.at(-1)
      expect(JSON.stringify(shown)).toContain('Saved: ')
      if (shown) await ana.close(shown)
    }
    for (const view of await ana.modals()) await ana.close(view)
    const preview = (await ana.command('/policy golive')).views?.modals.at(-1)
    const shown = JSON.stringify(preview)
    expect(shown).toContain('Olga'.toLowerCase())
    expect(shown).toContain('Acceptable use')
    if (!preview) throw new Error('Expected the preview')
    const live = await ana.submit(preview)
    expect(JSON.stringify(live.views?.modals.at(-1))).toContain('Live since')
  }, 60_000)

  test('on the first morning the owner is reminded, with buttons, and Slack has nothing against any of it', async () => {
    await sandbox?.post('clock', { advance: 'PT3H' })
    const message = (await workspace().as('olga').messages()).at(-1)
    expect(message?.text).toContain('Acceptable use')
    expect(JSON.stringify(message?.blocks)).toContain('"action_id":"review"')
    expect(await workspace().violations()).toEqual([])
  }, 60_000)
})
