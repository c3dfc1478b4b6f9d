/**
 * Resolves when the process is asked to stop. A person's Ctrl+C reaches the parent and its child at once:
 * a child waits for its parent, which stops it last, and ends when the parent is gone. A second Ctrl+C of
 * a person ends at once.
 */
export function stopSignal(from: 'person' | 'parent'): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve())
    if (from === 'person') process.once('SIGINT', () => resolve())
    else {
      process.on('SIGINT', () => {})
      process.once('disconnect', () => resolve())
    }
  })
}
