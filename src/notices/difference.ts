import { diffLines } from 'diff'

export type Difference = { added: number; removed: number; firstLines: string[] }

const timeoutMilliseconds = 500
const mostLines = 12

/** Lines added and removed between two texts; null where they are too different to compare in time. */
export function difference(before: string, after: string): Difference | null {
  const parts = diffLines(before, after, { timeout: timeoutMilliseconds })
  if (!parts) return null
  const firstLines: string[] = []
  let [added, removed] = [0, 0]
  for (const part of parts) {
    if (!part.added && !part.removed) continue
    const lines = part.value.replace(/\n$/, '').split('\n')
    if (part.added) added += lines.length
    else removed += lines.length
    for (const line of lines)
      if (firstLines.length < mostLines) firstLines.push(`${part.added ? '+' : '-'} ${line}`)
  }
  return { added, removed, firstLines }
}
