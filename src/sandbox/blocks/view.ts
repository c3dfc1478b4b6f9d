import { LIMITS } from '../limits.ts'
import {
  type Check,
  flag,
  isObject,
  type Json,
  list,
  object,
  oneOf,
  type Problem,
  required,
  text,
  typed,
} from './check.ts'
import { anyText, plainText } from './composition.ts'
import { inputBlock } from './inputs.ts'
import { MESSAGE_BLOCKS, uniqueBlockIds } from './validate.ts'

const HOME_BLOCKS: Record<string, Check> = { ...MESSAGE_BLOCKS, input: inputBlock }
const MODAL_BLOCKS: Record<string, Check> = {
  ...HOME_BLOCKS,
  alert: object({
    block_id: text(1, LIMITS.blockId),
    text: required(anyText(LIMITS.sectionText)),
    level: oneOf('default', 'info', 'warning', 'error', 'success'),
  }),
}
const blocksOf = (known: Record<string, Check>) =>
  required(list(0, LIMITS.blocksPerView, typed(known, 'a view block')))

const common = {
  private_metadata: text(0, LIMITS.privateMetadata),
  callback_id: text(0, LIMITS.callbackId),
  external_id: text(0, LIMITS.externalId),
}

const words = plainText(LIMITS.viewTitle)

const VIEWS: Record<'modal' | 'home', Check> = {
  modal: object(
    {
      ...common,
      blocks: blocksOf(MODAL_BLOCKS),
      title: required(words),
      submit: words,
      close: words,
      clear_on_close: flag,
      notify_on_close: flag,
      submit_disabled: flag,
    },
    (view, pointer) =>
      hasInput(view) && view.submit === undefined ? [{ why: 'missing required field: submit', pointer }] : [],
  ),
  home: object({ ...common, blocks: blocksOf(HOME_BLOCKS) }),
}

/** What is wrong with a view; pointers begin with `/view`. */
export function problemsOfView(view: unknown, type: 'modal' | 'home'): Problem[] {
  if (!isObject(view)) return [{ why: 'must be an object', pointer: '/view' }]
  const kind = oneOf(type)(view.type, '/view/type')
  const inAll = Array.isArray(view.blocks) ? problemsInAll(view.blocks) : []
  return [...kind, ...VIEWS[type](view, '/view'), ...inAll]
}

function problemsInAll(given: unknown[]): Problem[] {
  return [...uniqueBlockIds(given, '/view/blocks'), ...focusedOnce(given)]
}

/** The keyboard can begin in one place alone. */
function focusedOnce(given: unknown[]): Problem[] {
  const pointers = given.flatMap((block, index) => focusedIn(block, `/view/blocks/${index}`))
  return pointers.slice(1).map((pointer) => ({ why: 'only one element may have focus_on_load', pointer }))
}

function focusedIn(block: unknown, pointer: string): string[] {
  if (!isObject(block)) return []
  const elements = Array.isArray(block.elements) ? block.elements : []
  const places: [string, unknown][] = [
    ['element', block.element],
    ['accessory', block.accessory],
    ...elements.map((element, index): [string, unknown] => [`elements/${index}`, element]),
  ]
  return places
    .filter(([, element]) => isObject(element) && element.focus_on_load === true)
    .map(([name]) => `${pointer}/${name}/focus_on_load`)
}

function hasInput({ blocks: given }: Json): boolean {
  return Array.isArray(given) && given.some((block) => isObject(block) && block.type === 'input')
}
