import { type Log, withoutTokens } from '../log.ts'

const ofTheSocket = /[\\/]@slack[\\/]socket-mode[\\/]/

/**
 * A promise that failed and that nobody waits for. The library of Slack's socket leaves some behind, of which the
 * keeper of the socket knows: those are survived. Any other may have left something half done: the program ends,
 * and whoever supervises it starts it anew.
 */
export function mindRejections(log: Log): void {
  process.on('unhandledRejection', (reason) => {
    const error = withoutTokens((reason as Error | undefined)?.stack ?? String(reason))
    if (ofTheSocket.test(error))
      return log.error({ error }, "Slack's socket library failed; the program goes on")
    log.error({ error }, 'a promise failed that nobody waits for; the program ends')
    process.stderr.write('', () => process.exit(1))
  })
}
