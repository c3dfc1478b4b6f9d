import { expect, test } from 'vitest'
import { inOrder } from '../../src/slack/in-order.ts'

test('of two choices made quickly in one window the last is shown, though the first takes longer or fails', async () => {
  const shown: string[] = []
  let finishFirst = () => {}
  const first = inOrder('V1', async () => {
    await new Promise<void>((finish) => {
      finishFirst = finish
    })
    shown.push('first')
    throw new Error('not drawn')
  })
  const second = inOrder('V1', async () => void shown.push('second'))
  const other = inOrder('V2', async () => void shown.push('another window'))
  await other
  finishFirst()
  await expect(first).rejects.toThrow('not drawn')
  await second
  expect(shown).toEqual(['another window', 'first', 'second'])
})
