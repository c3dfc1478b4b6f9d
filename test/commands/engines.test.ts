import { describe, expect, test } from 'vitest'
import { engines } from '../support/engines.ts'
import { newFolder, perennial, register, rowsOf } from './perennial.ts'

describe.each(engines)('on $name', ({ open }) => {
  test('a register is tried, taken in, listed, previewed and verified', async () => {
    const { url, close } = await open()
    const folder = newFolder()
    const path = folder.put('register.csv', register.replaceAll('2026', '2001'))
    const json = async (...argv: string[]) => {
      const { exit, out, err } = await perennial(...argv, '--db', url, '--json')
      expect({ exit, err }).toEqual({ exit: 0, err: '' })
      return JSON.parse(out)
    }
    const dry = await json('import', path, '--dry-run')
    expect(await rowsOf(url, 'policies')).toEqual([])
    expect(await json('import', path)).toEqual(dry)
    expect((await json('import', path, '--dry-run')).totals).toMatchObject({ new: 0, same: 2 })
    expect((await json('list')).map(({ code }: { code: string }) => code)).toEqual(['ISP-01', 'ISP-02'])
    expect((await json('due'))[0]).toMatchObject({ kind: 'review', code: 'ISP-01' })
    expect(await json('show', 'ISP-01')).toMatchObject({
      code: 'ISP-01',
      history: [{ action: 'import-policy' }],
    })
    expect(await json('settings', 'set', 'approvers', 'olga@example.com')).toEqual({
      approvers: ['olga@example.com'],
    })
    expect((await json('golive', '--dry-run')).mornings).toHaveLength(2)
    expect(await json('beat')).toMatchObject({ isLive: false, reminded: 0 })
    expect(await json('verify')).toMatchObject({ ok: true, checked: { entries: 4 } })
    expect((await json('migrate')).ran).toEqual([])
    folder.remove()
    await close()
  }, 60_000)
})
