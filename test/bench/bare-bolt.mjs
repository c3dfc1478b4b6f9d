// The least that can be done: Bolt over Socket Mode, a command acknowledged and nothing else.
import { App } from '@slack/bolt'

const app = new App({
  appToken: 'xapp-bare',
  socketMode: true,
  authorize: async () => ({ botToken: 'xoxb-bare' }),
  clientOptions: { slackApiUrl: process.argv[2], retryConfig: { retries: 0 } },
})
app.command(/.*/, async ({ ack }) => await ack())
await app.start()
process.on('SIGTERM', () => process.exit(0))
