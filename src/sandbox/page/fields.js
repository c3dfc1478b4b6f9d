import { filesOf } from './act.js'
import { learn } from './options.js'
import { wordsIn } from './rich-words.js'

/** What was typed and chosen, by surface, block and action: it outlives the drawing, as long as the field does. */
const kept = new Map()

/** The fields of one view or message. `state` is what the workspace knows of them: it outlives a reload of the page. */
export function fieldsOf(surface, { blocks, state }) {
  if (!kept.has(surface)) kept.set(surface, new Map())
  const own = kept.get(surface)
  const all = () => collect(own, blocks, (value) => !isFiles(value))
  return {
    get: (block, action) => {
      const key = keyOf(block, action)
      return own.has(key) ? own.get(key) : chosenIn(state?.values[block]?.[action])
    },
    set: (block, action, value) => own.set(keyOf(block, action), value),
    all,
    async sent() {
      const files = {}
      for (const [block, actions] of Object.entries(collect(own, blocks, isFiles)))
        for (const [action, list] of Object.entries(actions))
          files[block] = { ...files[block], [action]: await filesOf(list) }
      return { values: all(), files }
    },
  }
}

/** Surfaces that are gone for good. */
export function forgetFields(isGone) {
  for (const surface of kept.keys()) if (isGone(surface)) kept.delete(surface)
}

const keyOf = (block, action) => JSON.stringify([block, action])
const isFiles = (value) => Array.isArray(value) && value.some((one) => one instanceof File)

/** By block and action, of those that are still there. */
function collect(own, blocks, wanted) {
  const values = {}
  for (const [key, value] of own) {
    const [block, action] = JSON.parse(key)
    if (isThere(blocks, block, action) && wanted(value)) values[block] = { ...values[block], [action]: value }
  }
  return values
}

function isThere(blocks, blockId, actionId) {
  const block = blocks.find((one) => one.block_id === blockId)
  const elements = [block?.element, block?.accessory, ...(block?.elements ?? [])]
  return elements.some((element) => element?.action_id === actionId)
}

/** As the workspace says it to the app, read back; undefined where it says nothing. */
function chosenIn(said) {
  if (said === undefined || said.type === 'file_input') return undefined
  const { type, ...rest } = said
  const [value] = Object.values(rest)
  if (type === 'rich_text_input') return value && wordsIn(value)
  learn([value].flat().filter((one) => one?.text))
  return Array.isArray(value) ? value.map(plainOf) : plainOf(value)
}

const plainOf = (one) => one?.value ?? one
