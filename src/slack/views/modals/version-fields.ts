import { choose, day, type Filled, type FormBlock, listIn, type Option, text } from './form.ts'

/** The fields of a new text, the same wherever one is submitted. */

export const changeKindOptions: readonly Option[] = [
  { value: 'major', words: 'Major', more: 'Everyone acknowledges anew' },
  { value: 'minor', words: 'Minor', more: 'People are told' },
  { value: 'editorial', words: 'Editorial', more: 'A correction; nobody is told' },
]

/** `hint` says what the next number may be. */
export function versionFields(filled: Filled, hint: string): FormBlock[] {
  return [
    text(filled, 'number', 'Version number', { most: 50, hint }),
    choose(filled, 'changeKind', 'Change kind', changeKindOptions),
    text(filled, 'summary', 'What changed, and why', {
      most: 3_000,
      isLong: true,
      hint: 'The approvers and everyone concerned read this.',
    }),
    day(filled, 'effectiveOn', 'In force from', {
      isOptional: true,
      hint: 'Left empty: at once when endorsed.',
    }),
  ]
}

/** A text, or the file that holds it: a field takes 3,000 characters. */
export function contentFields(filled: Filled, label: string): FormBlock[] {
  const isKept = listIn(filled, 'file').length > 0
  return [
    text(filled, 'content', label, {
      most: 3_000,
      isLong: true,
      isOptional: true,
      hint: 'Up to 3,000 characters; attach a file for more.',
    }),
    {
      type: 'input',
      block_id: 'file',
      label: { type: 'plain_text', text: 'Or a file', emoji: false },
      element: {
        type: 'file_input',
        action_id: 'value',
        filetypes: ['md', 'markdown', 'txt', 'text'],
        max_files: 1,
      },
      optional: true,
      hint: {
        type: 'plain_text',
        text: isKept
          ? 'The file that you attached before is kept. Attach another, or type the text, to replace it.'
          : 'Markdown or plain text in UTF-8, up to 2 MB.',
        emoji: false,
      },
    },
  ]
}
