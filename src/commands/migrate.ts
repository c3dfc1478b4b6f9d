import { migrate as migrateDatabase } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'
import { readConfig } from '../config.ts'
import { counted } from '../words.ts'
import { type Output, writeJson } from './output.ts'
import { usualDatabase, type Where } from './record.ts'

/** Brings a database to the latest schema and says what ran. */
export async function migrate(options: Where, output: Output): Promise<number> {
  const database = await openDatabase(options.db ?? readConfig(process.env).databaseUrl ?? usualDatabase)
  try {
    const ran = await migrateDatabase(database)
    if (options.json) writeJson(output, { database: database.address, ran })
    else if (ran.length === 0) output.out(`${database.address} is up to date.\n`)
    else
      output.out(
        `${database.address}: ${counted(ran.length, 'migration')} ran.\n${ran.map((name) => `  ${name}\n`).join('')}`,
      )
    return 0
  } finally {
    await database.close()
  }
}
