import { el } from './el.js'
import { byId, get } from './world.js'

/** What went between the workspace and the app, drawn while it is open. */
export function watchJournal() {
  byId('journal').addEventListener('toggle', () => void showJournal())
}

const MOST = 100

export async function showJournal() {
  if (!byId('journal').open) return
  const entries = await get('journal')
  const open = new Set(
    [...document.querySelectorAll('#journal-list details[open]')].map((one) => one.dataset.seq),
  )
  byId('journal-list').replaceChildren(
    ...entries
      .slice(-MOST)
      .reverse()
      .map((entry) => row(entry, open.has(String(entry.seq)))),
  )
}

function row(entry, isOpen) {
  const { seq, kind, method, type, at, ms, error, ...rest } = entry
  const name = method ?? type ?? kind
  const facts = [at?.slice(11, 23), kind, ms === undefined ? '' : `${Math.round(ms)} ms`, error ?? '']
  return el(
    'li',
    {},
    el(
      'details',
      { 'data-seq': String(seq), open: isOpen },
      el('summary', {}, el('strong', {}, name), el('small', {}, ` ${facts.filter(Boolean).join(' · ')}`)),
      el('pre', {}, JSON.stringify({ kind, ...rest, error }, null, 1)),
    ),
  )
}
