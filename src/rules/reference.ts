import { sha256 } from './digest.ts'

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Four letters and digits that a person can read out: by them a fault is found in the log. */
export function referenceOf(text: string): string {
  const hash = sha256(text)
  const picked = [0, 2, 4, 6].map((i) => letters[Number.parseInt(hash.slice(i, i + 2), 16) % 32])
  return `R-${picked.join('')}`
}
