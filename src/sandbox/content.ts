import { flagOf, jsonOf, textOf } from './arguments.ts'
import { isObject, type Problem } from './blocks/check.ts'
import { problemsOfMessageBlocks, textLength } from './blocks/validate.ts'
import { CHOICES } from './choices.ts'
import type { Call } from './context.ts'
import { LIMITS } from './limits.ts'
import { newId } from './populate.ts'
import { Refusal } from './refusal.ts'
import { withGeneratedIds } from './shapes.ts'
import type { Block, Metadata } from './workspace.ts'

export type Content = { text: string; blocks?: Block[]; attachments?: unknown[] }

/** Text, blocks and attachments of a message that is about to be written; refuses what Slack refuses. */
export function contentOf(call: Call): Content {
  const blocks = blocksOf(call)
  const markdown = textOf(call, 'markdown_text')
  const text = textOf(call, 'text')
  if (markdown !== undefined) return markdownContent(call, markdown, text ?? blocks)
  const attachments = attachmentsOf(call)
  if (text === undefined && !blocks && !attachments) throw new Refusal('no_text')
  return {
    text: (text ?? '').slice(0, LIMITS.messageTextCut),
    ...(blocks ? { blocks: withGeneratedIds(blocks, () => shortId(call)) } : {}),
    ...(attachments ? { attachments } : {}),
  }
}

function markdownContent(call: Call, markdown: string, other: unknown): Content {
  if (other !== undefined) throw new Refusal('markdown_text_conflict')
  if (markdown.length > LIMITS.markdownText) throw new Refusal('msg_too_long')
  return {
    text: markdown,
    blocks: withGeneratedIds([{ type: 'markdown', text: markdown }], () => shortId(call)),
  }
}

function blocksOf(call: Call): Block[] | undefined {
  let blocks: unknown
  try {
    blocks = jsonOf(call, 'blocks')
  } catch {
    throw new Refusal('invalid_blocks_format')
  }
  if (blocks === undefined) return undefined
  if (!Array.isArray(blocks)) throw new Refusal('invalid_blocks_format')
  const problems = problemsOfMessageBlocks(blocks)
  if (problems.length > 0) throw invalidBlocks(problems)
  if (textLength(blocks) > LIMITS.messageBlocksText) throw new Refusal('msg_blocks_too_long')
  return blocks.length > 0 ? (blocks as Block[]) : undefined
}

function invalidBlocks(problems: Problem[]): Refusal {
  const errors = problems.map(({ why, pointer }) => `${why} [json-pointer:${pointer}]`)
  return new Refusal('invalid_blocks', {
    errors,
    response_metadata: { messages: errors.map((error) => `[ERROR] ${error}`) },
  })
}

function attachmentsOf(call: Call): unknown[] | undefined {
  let attachments: unknown
  try {
    attachments = jsonOf(call, 'attachments')
  } catch {
    throw new Refusal('invalid_attachments')
  }
  if (attachments === undefined) return undefined
  if (!Array.isArray(attachments)) throw new Refusal('invalid_attachments')
  if (attachments.length > LIMITS.attachments) throw new Refusal('too_many_attachments')
  return attachments.length > 0 ? attachments : undefined
}

/** Undefined when the call gives none; null when it gives an empty object, which takes the old one away. */
export function metadataOf(call: Call): Metadata | null | undefined {
  let metadata: unknown
  try {
    metadata = jsonOf(call, 'metadata')
  } catch {
    throw new Refusal('invalid_metadata_format')
  }
  if (metadata === undefined) return undefined
  if (!isObject(metadata)) throw new Refusal('invalid_metadata_format')
  if (Object.keys(metadata).length === 0) return null
  const { event_type, event_payload, ...others } = metadata
  const fits = typeof event_type === 'string' && event_type !== '' && isObject(event_payload)
  if (!fits || Object.keys(others).length > 0) throw new Refusal('invalid_metadata_schema')
  if (Buffer.byteLength(JSON.stringify(metadata)) > CHOICES.metadataBytes)
    throw new Refusal('metadata_too_large')
  return { event_type, event_payload }
}

/** True unless the call says otherwise: `*bold*` and mentions in the text are live. */
export function readsMarkup(call: Call): boolean {
  return flagOf(call, 'mrkdwn', true)
}

function shortId(call: Call): string {
  return newId(call.sandbox.workspace, '').slice(0, 6)
}
