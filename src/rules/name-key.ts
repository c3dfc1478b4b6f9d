/** One normal form of a title or a code, so that composed and decomposed accents, cases and spaces name one policy. */
export function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()
}
