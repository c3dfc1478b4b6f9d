/** Where a command writes. Answers go to `out`; with `--json` all that is for people goes to `err`. */
export type Output = {
  out(text: string): void
  err(text: string): void
  /** The terminal's width; null where nobody looks at one. */
  columns: number | null
  hasColours: boolean
  /** Whether a person sees `err` as it is written: progress goes there, and nowhere else. */
  isWatched: boolean
}

export function terminalOutput(): Output {
  const { stdout, stderr } = process
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    columns: stdout.isTTY ? stdout.columns : null,
    hasColours: stdout.isTTY === true && stdout.hasColors() && !process.env.NO_COLOR,
    isWatched: stderr.isTTY === true,
  }
}

/** One JSON document, and nothing else, is what `--json` puts on standard output. */
export function writeJson({ out }: Output, document: unknown): void {
  out(`${JSON.stringify(document, null, 2)}\n`)
}

const colours = { bold: 1, dim: 2, red: 31, yellow: 33, green: 32 } as const
export type Colour = keyof typeof colours

export function paint({ hasColours }: Output, colour: Colour, text: string): string {
  return hasColours ? `\u001b[${colours[colour]}m${text}\u001b[0m` : text
}

/** Text that people typed could move a terminal's cursor or turn its direction: such characters become a space. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]+/gu, ' ')
}
