import type { Desk, Gesture } from './gesture.ts'
import { sentence } from './views/sentence.ts'

export async function carryOutCommand(_desk: Desk, gesture: Gesture, text: string): Promise<void> {
  await gesture.say(sentence(`There is no command "${text}".`))
}
