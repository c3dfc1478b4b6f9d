import { migrate } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'

/** A process that migrates the database of its first argument, and prints what ran. */
const database = await openDatabase(process.argv[2] ?? '')
console.log(JSON.stringify(await migrate(database)))
await database.close()
