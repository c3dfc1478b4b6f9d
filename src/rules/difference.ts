import { diffLines } from 'diff'

export type Difference = { added: number; removed: number; firstLines: string[] }

const timeoutMilliseconds = 500
const mostLines = 12

/** Lines added and removed between two texts; null where they are too different to compare in time. */
export function difference(before: string, after: string): Difference | null {
  const lines = changedLines(before, after)
  if (!lines) return null
  const changed = lines.filter(({ sign }) => sign !== ' ')
  const count = (wanted: '+' | '-') => changed.filter(({ sign }) => sign === wanted).length
  return {
    added: count('+'),
    removed: count('-'),
    firstLines: changed.slice(0, mostLines).map(({ sign, line }) => `${sign} ${line}`),
  }
}

const linesAround = 2

/** Every changed line with a few around it, and `…` for what is left out; null as above. */
export function wholeDifference(before: string, after: string): string[] | null {
  const lines = changedLines(before, after)
  if (!lines) return null
  const isNear = new Uint8Array(lines.length)
  for (const [index, { sign }] of lines.entries())
    if (sign !== ' ') isNear.fill(1, Math.max(0, index - linesAround), index + linesAround + 1)
  return lines.flatMap(({ sign, line }, index) => {
    if (isNear[index]) return [`${sign} ${line}`]
    return index === 0 || isNear[index - 1] ? ['…'] : []
  })
}

function changedLines(before: string, after: string): { sign: '+' | '-' | ' '; line: string }[] | null {
  const parts = diffLines(before, after, { timeout: timeoutMilliseconds })
  return (
    parts?.flatMap(({ added, removed, value }) => {
      const sign = added ? '+' : removed ? '-' : ' '
      const lines = value.replace(/\n$/, '').split('\n')
      return lines.map((line) => ({ sign, line }) as const)
    }) ?? null
  )
}
