/** What is being drawn, by what it is drawn in: a window's id, or whose Home. */
const drawing = new Map<string, Promise<void>>()

/** One after the other for one key: of two drawings asked for quickly, the last is what is shown. */
export async function inOrder(key: string, draw: () => Promise<void>): Promise<void> {
  const before = drawing.get(key) ?? Promise.resolve()
  const own = before.catch(() => {}).then(draw)
  drawing.set(key, own)
  try {
    await own
  } finally {
    if (drawing.get(key) === own) drawing.delete(key)
  }
}
