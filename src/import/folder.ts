import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** All files below a folder, sorted, as paths below it; hidden folders and installed packages left out. */
export async function listFolder(root: string, below = ''): Promise<string[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true })
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  const found: string[] = []
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) found.push(...(await listFolder(root, path)))
    else found.push(path)
  }
  return found
}
