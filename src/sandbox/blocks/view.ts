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
import { plainText } from './composition.ts'
import { inputBlock } from './inputs.ts'
import { MESSAGE_BLOCKS, uniqueBlockIds } from './validate.ts'

const VIEW_BLOCKS: Record<string, Check> = { ...MESSAGE_BLOCKS, input: inputBlock }
const blocks = required(list(0, LIMITS.blocksPerView, typed(VIEW_BLOCKS, 'a view block')))

const common = {
  blocks,
  private_metadata: text(0, LIMITS.privateMetadata),
  callback_id: text(0, LIMITS.callbackId),
  external_id: text(0, LIMITS.externalId),
}

const words = plainText(LIMITS.viewTitle)

const VIEWS: Record<'modal' | 'home', Check> = {
  modal: object(
    {
      ...common,
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
  home: object(common),
}

/** What is wrong with a view; pointers begin with `/view`. */
export function problemsOfView(view: unknown, type: 'modal' | 'home'): Problem[] {
  if (!isObject(view)) return [{ why: 'must be an object', pointer: '/view' }]
  const kind = oneOf(type)(view.type, '/view/type')
  const unique = Array.isArray(view.blocks) ? uniqueBlockIds(view.blocks, '/view/blocks') : []
  return [...kind, ...VIEWS[type](view, '/view'), ...unique]
}

function hasInput({ blocks: given }: Json): boolean {
  return Array.isArray(given) && given.some((block) => isObject(block) && block.type === 'input')
}
