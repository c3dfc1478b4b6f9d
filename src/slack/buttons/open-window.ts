import type { Desk, Press } from '../gesture.ts'
import { type ModalName, openModal } from '../modals.ts'
import { sentence } from '../views/sentence.ts'
import { redrawPressed } from './redraw-pressed.ts'
import { isReadElsewhere, type WhyNot } from './still-owed.ts'

type Handler = (desk: Desk, press: Press) => Promise<void>

const always: WhyNot = async () => null

/** Opens a window about what the button carries; where that is over, says so in one sentence. */
export function opens(name: ModalName, whyNot: WhyNot = always): Handler {
  return async (desk, press) => {
    try {
      const why = await whyNot(desk, press)
      if (why === null) await openModal(desk, press, name, press.value, inModal(press))
      else await press.say(sentence(why))
    } finally {
      await redrawPressed(desk, press)
    }
  }
}

export const readPressed: Handler = async (desk, press) => {
  if (await isReadElsewhere(desk, press.value)) await redrawPressed(desk, press)
  else await opens('read')(desk, press)
}

function inModal({ view }: Press): { id: string } | undefined {
  return view?.type === 'modal' ? { id: view.id } : undefined
}
