import { limits } from './limits.ts'

/** Which of Slack's limits a modal or a Home breaks, each with its place; empty when it fits. */
export function checkView(view: unknown): string[] {
  if (!isFields(view)) return ['view: no view']
  const blocks = Array.isArray(view.blocks) ? view.blocks : []
  const ids = blocks.flatMap((block) => (isFields(block) && block.block_id ? [String(block.block_id)] : []))
  return [
    ...(view.type === 'modal' ? checkHead(view, blocks) : []),
    ...most('blocks', blocks.length, most100),
    ...most('private_metadata', String(view.private_metadata ?? '').length, 3_000),
    ...most('view', Buffer.byteLength(JSON.stringify(view)), 250_000),
    ...(new Set(ids).size < ids.length ? ['blocks: two have the same block_id'] : []),
    ...blocks.flatMap((block, index) => checkBlock(block, `blocks[${index}]`)),
  ]
}

type Fields = Record<string, unknown>
const most100 = 100
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

function most(place: string, length: number, longest: number): string[] {
  return length > longest ? [`${place}: ${length}, at most ${longest}`] : []
}

function checkHead(view: Fields, blocks: unknown[]): string[] {
  const needsSubmit = blocks.some((block) => isFields(block) && block.type === 'input')
  return [
    ...checkText(view.title, 'title', 24),
    ...(view.submit === undefined ? [] : checkText(view.submit, 'submit', 24)),
    ...(view.close === undefined ? [] : checkText(view.close, 'close', 24)),
    ...(needsSubmit && view.submit === undefined ? ['submit: needed beside an input'] : []),
  ]
}

function checkBlock(block: unknown, place: string): string[] {
  if (!isFields(block)) return [`${place}: no block`]
  const id = most(`${place}.block_id`, String(block.block_id ?? '').length, limits.id)
  switch (block.type) {
    case 'section':
      return [...id, ...checkText(block.text, place, limits.sectionText)]
    case 'context':
      return [...id, ...checkList(block.elements, place, limits.contextElements, checkContext)]
    case 'actions':
      return [...id, ...checkList(block.elements, place, limits.actionsElements, checkElement)]
    case 'input':
      return [
        ...id,
        ...checkText(block.label, `${place}.label`, 2_000),
        ...(block.hint === undefined ? [] : checkText(block.hint, `${place}.hint`, 2_000)),
        ...checkElement(block.element, `${place}.element`),
      ]
    case 'header':
      return [...id, ...checkText(block.text, place, 150)]
    case 'rich_text':
    case 'divider':
      return id
    default:
      return [`${place}: unknown type ${String(block.type)}`]
  }
}

const checkContext = (one: unknown, place: string) => checkText(one, place, limits.contextText)

function checkList(
  list: unknown,
  place: string,
  longest: number,
  check: (one: unknown, place: string) => string[],
): string[] {
  if (!Array.isArray(list) || list.length === 0) return [`${place}: no elements`]
  return [
    ...most(`${place}.elements`, list.length, longest),
    ...list.flatMap((one, index) => check(one, `${place}.elements[${index}]`)),
  ]
}

function checkElement(element: unknown, place: string): string[] {
  if (!isFields(element)) return [`${place}: no element`]
  const { type } = element
  const id = most(`${place}.action_id`, String(element.action_id ?? '').length, limits.id)
  if (type === 'button')
    return [
      ...id,
      ...checkText(element.text, place, limits.buttonText),
      ...most(`${place}.value`, String(element.value ?? '').length, limits.buttonValue),
    ]
  if (type === 'plain_text_input') return [...id, ...checkInput(element, place)]
  if (type === 'static_select' || type === 'multi_static_select')
    return [...id, ...checkOptions(element, place, most100)]
  if (type === 'radio_buttons' || type === 'checkboxes' || type === 'overflow')
    return [...id, ...checkOptions(element, place, type === 'overflow' ? 5 : 10)]
  return id
}

function checkInput({ initial_value, max_length }: Fields, place: string): string[] {
  const longest = Number(max_length ?? 3_000)
  return [
    ...most(`${place}.max_length`, longest, 3_000),
    ...most(`${place}.initial_value`, String(initial_value ?? '').length, longest),
  ]
}

function checkOptions(element: Fields, place: string, longest: number): string[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups : null
  if (groups !== null)
    return [
      ...most(`${place}.option_groups`, groups.length, most100),
      ...groups.flatMap((group, index) =>
        isFields(group)
          ? [
              ...checkText(group.label, `${place}.option_groups[${index}].label`, 75),
              ...checkOptions({ options: group.options }, `${place}.option_groups[${index}]`, longest),
            ]
          : [`${place}.option_groups[${index}]: no group`],
      ),
    ]
  return checkList(element.options, place, longest, checkOption)
}

function checkOption(option: unknown, place: string): string[] {
  if (!isFields(option)) return [`${place}: no option`]
  return [
    ...checkText(option.text, place, 75),
    ...most(`${place}.value`, String(option.value ?? '').length, 75),
    ...(option.description === undefined ? [] : checkText(option.description, `${place}.description`, 75)),
  ]
}

function checkText(value: unknown, place: string, longest: number): string[] {
  if (!isFields(value) || typeof value.text !== 'string' || value.text.length === 0)
    return [`${place}: no text`]
  return most(place, value.text.length, longest)
}
