import type { World } from '../actions/world.ts'
import type { Directory } from '../rules/delivery.ts'

export async function makeProgramme(_world: World, _directory: Directory): Promise<void> {}
