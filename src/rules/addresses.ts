/** People named by their addresses, as one pastes them from a mail or a sheet. */

export type Address = { email: string; name: string | null }

const address = /^[^\s@<>,;:"()[\]]+@[^\s@<>,;:"()[\]]+\.[^\s@<>,;:"()[\]]+$/

/** Parts between commas, semicolons and line ends; each address once. `unread` are the parts that are none. */
export function readAddresses(text: string): { addresses: Address[]; unread: string[] } {
  const parts = text
    .split(/[,;\n]/)
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((part) => part !== '')
  const addresses = new Map<string, Address>()
  const unread: string[] = []
  for (const part of parts) {
    const found = readAddress(part)
    if (!found) unread.push(part)
    else if (!addresses.has(found.email)) addresses.set(found.email, found)
  }
  return { addresses: [...addresses.values()], unread }
}

/** `jo@example.com`, `Jo Moss <jo@example.com>`, `Jo Moss jo@example.com`. */
function readAddress(part: string): Address | null {
  const [, name = '', written = ''] = /^(.*?)\s*<?([^\s<>]+)>?$/.exec(part) ?? []
  const email = written.replace(/^mailto:/i, '').toLowerCase()
  if (!address.test(email)) return null
  return { email, name: name.replace(/^["']|["']$/g, '').trim() || null }
}
