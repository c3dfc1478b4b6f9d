import type { PersonRow } from '../../db/schema.ts'
import type { Desk } from './gesture.ts'

export async function showHome(desk: Desk, person: PersonRow): Promise<void> {
  desk.log.debug({ person: person.id }, 'Home was opened')
}
