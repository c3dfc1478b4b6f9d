import type { types } from '@slack/bolt'
import { clean } from '../mrkdwn.ts'
import type { FormBlock } from './form.ts'

/** Texts of any length, a page at a time, every line of them. */

const longestPiece = 2_800
const piecesAPage = 4

/** Pieces of whole lines, each as long as one block may be; a longer line goes on in the next piece. */
export function piecesOf(lines: readonly string[]): string[] {
  const pieces: string[] = []
  let piece: string | null = null
  for (const part of lines.flatMap((line) => cut(clean(line)))) {
    if (piece !== null && piece.length + 1 + part.length > longestPiece) {
      pieces.push(piece)
      piece = null
    }
    piece = piece === null ? part : `${piece}\n${part}`
  }
  return piece === null ? pieces : [...pieces, piece]
}

/** Never within a character. */
function cut(line: string): string[] {
  const parts: string[] = []
  let rest = line
  while (rest.length > longestPiece) {
    const isHalf = /[\ud800-\udbff]/.test(rest.charAt(longestPiece - 1))
    const at = isHalf ? longestPiece - 1 : longestPiece
    parts.push(rest.slice(0, at))
    rest = rest.slice(at)
  }
  return [...parts, rest]
}

export function pageCount(pieces: readonly string[]): number {
  return Math.max(1, Math.ceil(pieces.length / piecesAPage))
}

/** `rich_text_preformatted` keeps columns under each other; it reads no markup, as the other does not. */
export function pageOf(
  pieces: readonly string[],
  page: number,
  type: 'rich_text_section' | 'rich_text_preformatted',
): FormBlock[] {
  return pieces
    .slice(page * piecesAPage, (page + 1) * piecesAPage)
    .filter((piece) => piece !== '')
    .map(
      (text): types.RichTextBlock => ({
        type: 'rich_text',
        elements: [{ type, elements: [{ type: 'text', text }] }],
      }),
    )
}
