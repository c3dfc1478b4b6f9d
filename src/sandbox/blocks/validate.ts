import { LIMITS } from '../limits.ts'
import {
  type Check,
  flag,
  isObject,
  type Json,
  list,
  object,
  type Problem,
  required,
  text,
  typed,
  webAddress,
} from './check.ts'
import { anyText, either, plainText } from './composition.ts'
import { ACCESSORIES, ACTIONS, CONTEXT } from './elements.ts'
import { richTextElements } from './rich-text.ts'

const block_id = text(1, LIMITS.blockId)

/** The blocks a message may have. Newer ones are refused until their limits are known. */
export const MESSAGE_BLOCKS: Record<string, Check> = {
  header: object({ block_id, text: required(plainText(LIMITS.headerText)) }),
  section: object(
    {
      block_id,
      text: anyText(LIMITS.sectionText),
      fields: list(1, LIMITS.sectionFields, anyText(LIMITS.sectionFieldText)),
      accessory: typed(ACCESSORIES, 'accessory'),
      expand: flag,
    },
    (value, pointer) =>
      value.text === undefined && value.fields === undefined
        ? [{ why: 'must have text or fields', pointer }]
        : [],
  ),
  context: object({
    block_id,
    elements: required(list(1, LIMITS.contextElements, typed(CONTEXT, 'context element'))),
  }),
  actions: object(
    { block_id, elements: required(list(1, LIMITS.actionsElements, typed(ACTIONS, 'actions element'))) },
    uniqueActionIds,
  ),
  divider: object({ block_id }),
  image: object(
    {
      block_id,
      image_url: webAddress(LIMITS.imageUrl),
      slack_file: object({ id: text(1, 255), url: webAddress(LIMITS.imageUrl) }, either('id', 'url')),
      alt_text: required(text(1, LIMITS.imageAltText)),
      title: plainText(LIMITS.imageTitle),
    },
    either('image_url', 'slack_file'),
  ),
  rich_text: object({ block_id, elements: required(richTextElements) }),
  markdown: object({ block_id, text: required(text(1, LIMITS.markdownText)) }),
}

const messageBlocks = list(0, LIMITS.blocksPerMessage, typed(MESSAGE_BLOCKS, 'a message block'))

/** What is wrong with the blocks of a message; empty when Slack would take them. */
export function problemsOfMessageBlocks(blocks: unknown): Problem[] {
  const problems = messageBlocks(blocks, '/blocks')
  if (!Array.isArray(blocks)) return problems
  return [...problems, ...uniqueBlockIds(blocks, '/blocks'), ...markdownInAll(blocks)]
}

/** All text that a reader sees in the blocks, in UTF-16 units. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + textLength(one), 0)
  if (!isObject(value)) return 0
  return Object.entries(value).reduce(
    (sum, [name, inner]) =>
      sum + (name === 'text' && typeof inner === 'string' ? inner.length : textLength(inner)),
    0,
  )
}

export function uniqueBlockIds(blocks: unknown[], pointer: string): Problem[] {
  return repeated(
    blocks.map((block) => (isObject(block) ? block.block_id : undefined)),
    (index) => ({ why: 'block_id must be unique in one surface', pointer: `${pointer}/${index}/block_id` }),
  )
}

function uniqueActionIds(block: Json, pointer: string): Problem[] {
  const elements = Array.isArray(block.elements) ? block.elements : []
  return repeated(
    elements.map((element) => (isObject(element) ? element.action_id : undefined)),
    (index) => ({
      why: 'action_id must be unique in a block',
      pointer: `${pointer}/elements/${index}/action_id`,
    }),
  )
}

function repeated(values: unknown[], problemAt: (index: number) => Problem): Problem[] {
  return values.flatMap((value, index) =>
    value !== undefined && values.indexOf(value) < index ? [problemAt(index)] : [],
  )
}

function markdownInAll(blocks: unknown[]): Problem[] {
  const length = textLength(blocks.filter((block) => isObject(block) && block.type === 'markdown'))
  return length > LIMITS.markdownText
    ? [
        {
          why: `markdown blocks must have no more than ${LIMITS.markdownText} characters in all`,
          pointer: '/blocks',
        },
      ]
    : []
}
