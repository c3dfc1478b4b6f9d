// The program as it would be if a message in doubt were simply sent again: the counter-test of the look-up.
import { openDatabase } from '../../../dist/db/open.js'
import { readConfig } from '../../../dist/src/config.js'
import { makeLog } from '../../../dist/src/log.js'
import { startProgram } from '../../../dist/src/main.js'

const config = readConfig(process.env)
const database = await openDatabase(config.databaseUrl)
const { workspace } = await database.kysely
  .selectFrom('workspaces')
  .select('workspace')
  .executeTakeFirstOrThrow()
await startProgram({
  config,
  slack: config.slack,
  clockUrl: config.clockUrl,
  database,
  workspace,
  log: makeLog('warn'),
  between: (sender) => ({ ...sender, lookUp: async () => ({ found: 'absent' }) }),
})
process.stdout.write('Perennial is running without looking up.\n')
