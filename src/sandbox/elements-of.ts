import { isObject, type Json } from './blocks/check.ts'

export type Placed = { block: Json & { block_id: string }; element: Json }

/** Everything one can press or choose in these blocks, with its block. */
export function elementsOf(blocks: unknown): Placed[] {
  if (!Array.isArray(blocks)) return []
  return blocks.filter(isObject).flatMap((block) => {
    const elements = block.type === 'actions' && Array.isArray(block.elements) ? block.elements : []
    return [...elements, block.accessory, block.type === 'input' ? block.element : undefined]
      .filter(isObject)
      .filter((element) => typeof element.action_id === 'string')
      .map((element) => ({ block: block as Placed['block'], element }))
  })
}
