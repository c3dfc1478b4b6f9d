import { el } from './el.js'

/** Files as cards that open them. */
export function fileCards(files = []) {
  return files.map(({ id, name, title, pretty_type, size }) =>
    el(
      'a',
      { class: 'file', href: `/__sandbox/files/${encodeURIComponent(id)}`, download: name },
      el('strong', {}, title || name),
      el('small', {}, ` ${[pretty_type, sizeOf(size)].filter(Boolean).join(' · ')}`),
    ),
  )
}

export function sizeOf(bytes) {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
