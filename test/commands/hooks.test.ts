import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { keyOfSource } from '../../src/hooks/keys.ts'
import { type Folder, newFolder, perennial, rowsOf } from './perennial.ts'

const secret = Buffer.alloc(32, 9)
let folder: Folder
let db: string

beforeEach(() => {
  folder = newFolder()
  db = `file:${folder.path('hooks.db')}`
  vi.stubEnv('PERENNIAL_ENCRYPTION_KEY', secret.toString('base64'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  folder.remove()
})

const hooks = (...argv: string[]) => perennial('hooks', ...argv, '--db', db)
const keyOf = (generation: number, name = 'pagerduty') =>
  keyOfSource(secret, { workspace: 'main', name, generation })

describe('perennial hooks', () => {
  test('says how to let the first source report', async () => {
    expect(await hooks()).toEqual({
      exit: 0,
      out: 'No source may report yet. Let one: perennial hooks add NAME\n',
      err: '',
    })
    expect((await hooks('list', '--json')).out).toBe('[]\n')
  })

  test('adds a source, prints its key this once, and lists it without', async () => {
    const { exit, out, err } = await hooks('add', 'pagerduty')
    expect({ exit, out, err }).toEqual({
      exit: 0,
      out: `The key of pagerduty, shown this once:\n${keyOf(1)}\n`,
      err: '',
    })
    for (const argv of [[], ['list'], ['list', '--json']]) {
      const shown = await hooks(...argv)
      expect(shown.out).toContain('pagerduty')
      expect(shown.out).not.toContain('whk_')
    }
    const entries = JSON.stringify(await rowsOf(db, 'entries'))
    expect(entries).toContain('source:pagerduty')
    expect(entries).not.toContain('whk_')
  })

  test('gives a new key, beside which the older one is listed with its end', async () => {
    await hooks('add', 'pagerduty')
    const { out } = await hooks('rotate', 'pagerduty', '--json')
    expect(JSON.parse(out)).toEqual({ name: 'pagerduty', generation: 2, key: keyOf(2) })
    const [listed] = JSON.parse((await hooks('list', '--json')).out)
    expect(listed).toMatchObject({ name: 'pagerduty', generation: 2 })
    expect(Date.parse(listed.olderKeyUntil) - Date.now()).toBeGreaterThan(23 * 60 * 60 * 1000)
    expect((await hooks('rotate', 'pagerduty')).out).toMatch(
      /^The key of pagerduty, shown this once:\nwhk_\S+\nThe key before it is taken until .* UTC\.\n$/,
    )
    expect((await hooks()).out).toMatch(/pagerduty +no\. 3/)
  })

  test('removes a source, also where no key can be made any more', async () => {
    await hooks('add', 'pagerduty')
    await hooks('add', 'jira')
    vi.stubEnv('PERENNIAL_ENCRYPTION_KEY', '')
    expect((await hooks('remove', 'pagerduty')).out).toBe('Nothing is taken from pagerduty any more.\n')
    expect(JSON.parse((await hooks('list', '--json')).out).map(({ name }: { name: string }) => name)).toEqual(
      ['jira'],
    )
    vi.stubEnv('PERENNIAL_ENCRYPTION_KEY', secret.toString('hex'))
    expect((await hooks('add', 'pagerduty')).out).toContain(keyOf(2))
  })

  test.each([
    [['add', 'Pager Duty'], 'small letters, digits and hyphens'],
    [['rotate', 'jira'], 'There is no source "jira". Give one of these: pagerduty.'],
    [['remove', 'jira'], 'There is no source "jira"'],
    [['add', 'pagerduty'], 'give it a new key with "perennial hooks rotate pagerduty"'],
    [['add'], 'Run "perennial hooks add --help"'],
    [['ad', 'jira'], 'The nearest is "add"'],
  ])('%j is refused, and changes nothing', async (argv, says) => {
    await hooks('add', 'pagerduty')
    const before = await rowsOf(db, 'entries')
    const { exit, out, err } = await hooks(...argv)
    expect({ exit, out }).toEqual({ exit: 1, out: '' })
    expect(err).toContain(says)
    expect(await rowsOf(db, 'entries')).toEqual(before)
  })

  test.each(['add', 'rotate'])('%s is refused where there is nothing to make keys of', async (change) => {
    await hooks('add', 'jira')
    vi.stubEnv('PERENNIAL_ENCRYPTION_KEY', '')
    const before = await rowsOf(db, 'entries')
    const { exit, err } = await hooks(change, change === 'add' ? 'pagerduty' : 'jira')
    expect(exit).toBe(1)
    expect(err).toContain('PERENNIAL_ENCRYPTION_KEY is not set')
    expect(await rowsOf(db, 'entries')).toEqual(before)
  })
})
