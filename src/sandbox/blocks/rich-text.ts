import { type Check, flag, integer, list, object, oneOf, required, text, typed, webAddress } from './check.ts'

const ANY = Number.MAX_SAFE_INTEGER
const style = object({ bold: flag, italic: flag, strike: flag, code: flag, underline: flag })
const id = required(text(1, 255))

const inline = typed(
  {
    text: object({ text: required(text(1, ANY)), style }),
    link: object({ url: required(text(1, 3_000)), text: text(1, ANY), unsafe: flag, style }),
    emoji: object({ name: required(text(1, 255)), unicode: text(1, 255), skin_tone: integer(1, 6), style }),
    user: object({ user_id: id, style }),
    channel: object({ channel_id: id, style }),
    usergroup: object({ usergroup_id: id, style }),
    broadcast: object({ range: required(oneOf('here', 'channel', 'everyone')), style }),
    color: object({ value: required(text(1, 255)) }),
    date: object({
      timestamp: required(integer(0, ANY)),
      format: required(text(1, 255)),
      url: webAddress(3_000),
      fallback: text(1, ANY),
      style,
    }),
  },
  'rich text',
)

const inlines = required(list(1, ANY, inline))
const border = integer(0, 1)
const section = object({ elements: inlines })

const parts: Record<string, Check> = {
  rich_text_section: section,
  rich_text_preformatted: object({ elements: inlines, border, language: text(1, 255) }),
  rich_text_quote: object({ elements: inlines, border }),
  rich_text_list: object({
    style: required(oneOf('bullet', 'ordered')),
    elements: required(list(1, ANY, typed({ rich_text_section: section }, 'list item'))),
    indent: integer(0, 8),
    offset: integer(0, ANY),
    border,
  }),
}

export const richTextElements = list(1, ANY, typed(parts, 'rich text'))
