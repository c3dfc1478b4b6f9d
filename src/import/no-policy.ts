import { basename } from 'node:path'
import { fieldNamed } from './fields.ts'
import type { FrontMatter } from './front-matter.ts'

const aboutTheFolder =
  /^(?:readme|changelog|change-log|contributing|licen[cs]e|code[-_]of[-_]conduct|codeowners|summary|toc|contents|_sidebar|pull_request_template)\b/i

/** Why a Markdown file of a policy folder is no policy itself; undefined where it is one. */
export function whyNoPolicy(relative: string, { facts, body }: FrontMatter): string | undefined {
  const name = basename(relative)
  if (aboutTheFolder.test(name)) return `${name} is about the folder, not a policy; it is not taken in.`
  if (Object.keys(facts).length > 0) return undefined
  const lines = body.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
  if (lines.length === 0) return `${name} holds no text; it is not taken in.`
  if (mostly(lines, listsPolicies(lines)))
    return `${name} is a list of policies or a schedule, not a policy; it is not taken in.`
  const links = lines.filter((line) => /^\s*(?:[-*+]|\d+\.) +\[[^\]]*\]\([^)]*\)/.test(line))
  return links.length > 1 && mostly(lines, links)
    ? `${name} is a list of links, not a policy; it is not taken in.`
    : undefined
}

const mostly = (lines: string[], part: string[]) => part.length > lines.length / 2

/** The lines of tables whose header names documents and what a register says of them. */
function listsPolicies(lines: string[]): string[] {
  const header = lines.findIndex((line) => {
    const fields = new Set(line.split('|').map(fieldNamed))
    return (
      fields.has('title') &&
      (fields.has('cadence') || fields.has('owner') || fields.has('nextOn') || fields.has('code'))
    )
  })
  return header < 0 ? [] : lines.slice(header).filter((line) => /^\s*\|/.test(line))
}
