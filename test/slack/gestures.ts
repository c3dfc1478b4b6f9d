import { expect, onTestFinished } from 'vitest'
import { type DeskOptions, openDesk } from './desk.ts'

/** People at their work in Slack: by command, button and window alone, and Slack would have said nothing against it. */

type Sandbox = Awaited<ReturnType<typeof openDesk>>['sandbox']
type Acted = Awaited<ReturnType<Sandbox['act']>>
export type Said = Acted['messages'][number]
type Shown = NonNullable<Acted['views']>['modals'][number]
type Typed = Record<string, unknown>
type Element = { action_id?: string; value?: string }
type Block = { block_id: string; dispatch_action?: boolean; elements?: Element[]; accessory?: Element }

export async function people(options: DeskOptions = {}) {
  const desk = await openDesk(options)
  onTestFinished(async () => {
    const violations = await desk.sandbox.violations()
    await desk.close()
    expect(violations).toEqual([])
  })

  function as(name: string) {
    const person = desk.as(`U0${name.toUpperCase()}`)
    const newest = async (fits: (message: Said) => boolean = () => true): Promise<Said> => {
      const found = (await person.messages()).findLast(fits)
      if (!found) throw new Error(`Expected a message to ${name}`)
      return { ...found, channel: 'app' }
    }
    return {
      ...person,
      newest,
      /** The newest message of the app that has such a button, pressed. */
      press: async (actionId: string, value?: string): Promise<Acted> => {
        const message = await newest((one) => buttonsOf(one, actionId, value).length > 0)
        const [blockId] = buttonsOf(message, actionId, value)
        return await person.click(message, actionId, { ...(blockId === undefined ? {} : { blockId }) })
      },
      /** Fills the window's fields by their names, choosing as a person does one after the other, and submits. */
      fill: async (typed: Typed, acted?: Acted): Promise<Acted> => {
        let view = topOf(acted?.views?.modals ?? (await person.modals()))
        for (const [field, value] of Object.entries(typed)) {
          const block = blockOf(view, field)
          if (block.dispatch_action !== true) continue
          const after = await person.select(view, 'value', value, { blockId: block.block_id })
          view = topOf(after.views?.modals ?? [])
        }
        const values = Object.fromEntries(
          Object.entries(typed).map(([field, value]) => [blockOf(view, field).block_id, { value }]),
        )
        return await person.submit(view, values)
      },
    }
  }
  return {
    desk,
    as,
    settle: () => desk.program.rounds.settle(),
    /** Moves the business clock there, and waits until the program has settled. */
    moveTo: (instant: string) => desk.sandbox.control('POST', 'clock', { set: instant }),
  }
}

function topOf(modals: Shown[]): Shown {
  const view = modals.at(-1)
  if (!view) throw new Error('Expected an open window')
  return view
}

/** A field keeps its name; what follows the ~ changes when it is drawn anew. */
function blockOf(view: Shown, field: string): Block {
  const block = view.blocks.find(({ block_id }: Block) => block_id.split('~')[0] === field)
  if (block) return block
  const known = view.blocks.map(({ block_id }: Block) => block_id).join(', ')
  throw new Error(`Expected a field "${field}" in "${view.title?.text}", got ${known}`)
}

export function buttonsOf(message: Said, actionId: string, value?: string): string[] {
  return (message.blocks ?? [])
    .filter((block: Block) =>
      [...(block.elements ?? []), ...(block.accessory ? [block.accessory] : [])].some(
        (element) => element.action_id === actionId && (value === undefined || element.value === value),
      ),
    )
    .map((block: Block) => block.block_id)
}
