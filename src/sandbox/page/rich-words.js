/** The words of a rich text, without their looks: what a field can be typed in. */
export function wordsIn({ elements }) {
  return elements.map(partWords).join('\n')
}

function partWords({ type, elements = [] }) {
  if (type === 'rich_text_list') return elements.map(partWords).join('\n')
  return elements.map((one) => one.text ?? one.url ?? (one.name ? `:${one.name}:` : '')).join('')
}
