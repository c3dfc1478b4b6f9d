import type { Message } from '../../rules/message-facts.ts'
import { limits } from './limits.ts'

/** Which of Slack's limits a message breaks, each with its place; empty when it fits. */
export function checkMessage({ text, blocks }: Message): string[] {
  return [
    ...between('text', text, limits.messageText),
    ...(blocks.length > limits.blocksPerMessage
      ? [`blocks: ${blocks.length}, at most ${limits.blocksPerMessage}`]
      : []),
    ...blocks.flatMap((block, index) => checkBlock(block, `blocks[${index}]`)),
    ...tooMuchInAll(blocks),
    ...repeatedIds(blocks),
    ...primaries(blocks),
  ]
}

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

function checkBlock(block: unknown, place: string): string[] {
  if (!isFields(block)) return [`${place}: no block`]
  if (block.type === 'section')
    return [...checkText(block.text, place, limits.sectionText), ...checkMenu(block.accessory, place)]
  if (block.type === 'context') return checkContext(block.elements, place)
  if (block.type === 'actions') return checkActions(block, place)
  if (block.type === 'rich_text') return checkRichText(block.elements, place)
  return [`${place}: unknown type ${String(block.type)}`]
}

function checkMenu(menu: unknown, place: string): string[] {
  if (!isFields(menu) || menu.type !== 'overflow' || !Array.isArray(menu.options)) return []
  const { length } = menu.options
  return [
    ...(length < 1 || length > limits.menuOptions
      ? [`${place}: ${length} entries of a menu, from 1 to ${limits.menuOptions}`]
      : []),
    ...menu.options.flatMap((one: unknown, index) =>
      isFields(one)
        ? between(`${place}.options[${index}].value`, one.value, limits.menuValue)
        : [`${place}: no entry`],
    ),
  ]
}

function checkContext(elements: unknown, place: string): string[] {
  if (!Array.isArray(elements)) return [`${place}: no elements`]
  const count = elements.length
  return [
    ...(count < 1 || count > limits.contextElements
      ? [`${place}: ${count} elements, from 1 to ${limits.contextElements}`]
      : []),
    ...elements.flatMap((one, index) => checkText(one, `${place}.elements[${index}]`, limits.contextText)),
  ]
}

function checkActions({ block_id, elements }: Fields, place: string): string[] {
  if (!Array.isArray(elements)) return [`${place}: no elements`]
  const { length } = elements
  const names = elements.map((one: unknown) => (isFields(one) ? one.action_id : undefined))
  return [
    ...between(`${place}.block_id`, block_id, limits.id),
    ...(length < 1 || length > limits.actionsElements
      ? [`${place}: ${length} elements, from 1 to ${limits.actionsElements}`]
      : []),
    ...(new Set(names).size < names.length ? [`${place}: an action_id is there twice`] : []),
    ...elements.flatMap((one: unknown, index) => checkButton(one, `${place}.elements[${index}]`)),
  ]
}

function checkButton(button: unknown, place: string): string[] {
  if (!isFields(button) || button.type !== 'button') return [`${place}: no button`]
  const { text, action_id, value, url, accessibility_label: label, style } = button
  if (!isFields(text) || text.type !== 'plain_text') return [`${place}: no text`]
  const optional = (name: string, is: unknown, most: number) =>
    is === undefined ? [] : between(`${place}.${name}`, is, most)
  return [
    ...between(place, text.text, limits.buttonText),
    ...between(`${place}.action_id`, action_id, limits.id),
    ...optional('value', value, limits.buttonValue),
    ...optional('url', url, limits.buttonUrl),
    ...optional('accessibility_label', label, limits.buttonLabel),
    ...(style === undefined || style === 'primary' || style === 'danger'
      ? []
      : [`${place}: unknown style ${String(style)}`]),
  ]
}

/** Slack refuses a message in which two blocks have one name. */
function repeatedIds(blocks: unknown[]): string[] {
  const ids = blocks.flatMap((block) =>
    isFields(block) && typeof block.block_id === 'string' ? block.block_id : [],
  )
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map(
    (id) => `blocks: block_id ${id} is there twice`,
  )
}

/** Of our own: one thing to do at most stands out. */
function primaries(blocks: unknown[]): string[] {
  const elements = blocks.flatMap((block) =>
    isFields(block) && Array.isArray(block.elements) ? block.elements : [],
  )
  const count = elements.filter((one: unknown) => isFields(one) && one.style === 'primary').length
  return count > 1 ? [`blocks: ${count} primary buttons, at most 1`] : []
}

function checkText(value: unknown, place: string, most: number): string[] {
  if (!isFields(value) || (value.type !== 'mrkdwn' && value.type !== 'plain_text'))
    return [`${place}: no text`]
  return between(place, value.text, most)
}

/** Slack names no length for rich text, but refuses text elements without text. */
function checkRichText(value: unknown, place: string): string[] {
  if (!Array.isArray(value) || value.length === 0) return [`${place}: no elements`]
  return value.flatMap((one: unknown, index) => {
    const at = `${place}.elements[${index}]`
    if (!isFields(one)) return [`${at}: no element`]
    return one.type === 'text' ? between(at, one.text, limits.textInBlocks) : checkRichText(one.elements, at)
  })
}

function between(place: string, text: unknown, most: number): string[] {
  if (typeof text !== 'string' || text.length === 0) return [`${place}: no text`]
  return text.length > most ? [`${place}: ${text.length} characters, at most ${most}`] : []
}

function tooMuchInAll(blocks: unknown[]): string[] {
  const length = lengthOf(blocks)
  return length > limits.textInBlocks
    ? [`blocks: ${length} characters in all, at most ${limits.textInBlocks}`]
    : []
}

/** All text that a reader sees in blocks. */
export function lengthOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + lengthOf(one), 0)
  if (!isFields(value)) return 0
  if (typeof value.text === 'string') return value.text.length
  return Object.values(value).reduce((sum: number, one) => sum + lengthOf(one), 0)
}
