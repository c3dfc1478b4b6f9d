import { section } from '../blocks.ts'
import { bold, dotted, mrkdwn, type Phrase, stacked } from '../mrkdwn.ts'
import type { FormBlock } from './form.ts'
import { turning } from './shown.ts'

/** Lists under headings, a page of all of them together at a time. */

export type Group = {
  title: string
  lines: (Phrase | { block: FormBlock })[]
  /** Said where there is nothing; null where the heading is then left out. */
  none: string | null
}

const linesAPage = 25
/** Of one block: ten lines of 300 characters are its limit. */
const linesABlock = 5

export function groupBlocks(groups: readonly Group[], page: number): FormBlock[] {
  const count = groups.reduce((sum, { lines }) => sum + lines.length, 0)
  const from = page * linesAPage
  let before = 0
  const blocks = groups.flatMap((group) => {
    const shown = group.lines.slice(Math.max(0, from - before), Math.max(0, from + linesAPage - before))
    before += group.lines.length
    return shown.length > 0 || (page === 0 && group.lines.length === 0) ? blocksOf(group, shown) : []
  })
  const where = `${from + 1}–${Math.min(count, from + linesAPage)} of ${count}`
  return [...blocks, ...turning(page, Math.ceil(count / linesAPage), where)]
}

function blocksOf({ title, lines, none }: Group, shown: Group['lines']): FormBlock[] {
  const head = bold(mrkdwn`${title}`)
  if (lines.length === 0) return none === null ? [] : [section(dotted(head, mrkdwn`${none}`)) as FormBlock]
  const blocks: FormBlock[] = [section(dotted(head, mrkdwn`${lines.length}`)) as FormBlock]
  const together: Phrase[] = []
  const flush = () => {
    if (together.length > 0) blocks.push(section(stacked(...together.splice(0))) as FormBlock)
  }
  for (const line of shown) {
    if ('block' in line) {
      flush()
      blocks.push(line.block)
      continue
    }
    together.push(line)
    if (together.length === linesABlock) flush()
  }
  flush()
  return blocks
}
