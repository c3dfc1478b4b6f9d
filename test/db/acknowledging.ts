import { openDatabase } from '../../db/open.ts'
import { acknowledge } from '../../src/actions/acknowledge.ts'
import { perform } from '../../src/actions/perform.ts'

/** A process that acknowledges a version for people, one transaction each, and prints the errors. */
const [url = '', version = '', people = ''] = process.argv.slice(2)
const database = await openDatabase(url)
const world = {
  database,
  workspace: 'w1',
  now: () => '2027-03-02T09:00:00.000Z',
  holidays: { of: () => [], regionsOf: () => [] },
  salt: () => 'salt',
  refused: () => {},
  committed: () => {},
}
const errors: string[] = []
for (const id of people.split(',')) {
  const request = { version, statement: 'I have read it.' }
  try {
    await perform(world, { kind: 'person', id }, acknowledge, request, `press ${id}`)
  } catch (error) {
    errors.push(String(error))
  }
}
await database.close()
console.log(JSON.stringify(errors))
