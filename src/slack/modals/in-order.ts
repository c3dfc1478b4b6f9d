/** What is being drawn in each window. */
const drawing = new Map<string, Promise<void>>()

/** One after the other for one window: of two choices made quickly, the last is what is shown. */
export async function inOrder(viewId: string, draw: () => Promise<void>): Promise<void> {
  const before = drawing.get(viewId) ?? Promise.resolve()
  const own = before.catch(() => {}).then(draw)
  drawing.set(viewId, own)
  try {
    await own
  } finally {
    if (drawing.get(viewId) === own) drawing.delete(viewId)
  }
}
