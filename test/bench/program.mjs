// The program as it is started, at a database that a bench has made.
import { openDatabase } from '../../dist/db/open.js'
import { readConfig } from '../../dist/src/config.js'
import { makeLog } from '../../dist/src/log.js'
import { startProgram } from '../../dist/src/main.js'
import { workspace } from './seed.mjs'

const [file, apiUrl, clockUrl] = process.argv.slice(2)
const database = await openDatabase(`file:${file}`)
const program = await startProgram({
  config: readConfig({ PERENNIAL_PORT: '0' }),
  slack: { token: 'xoxb-ours', appToken: 'xapp-ours', signingSecret: null, apiUrl },
  clockUrl,
  database,
  workspace,
  log: makeLog('error'),
})
process.on('SIGTERM', async () => {
  await program.stop()
  process.exit(0)
})
