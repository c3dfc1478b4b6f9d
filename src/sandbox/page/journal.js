import { el } from './el.js'
import { byId, get } from './world.js'

/** What went between the workspace and the app, drawn while it is open. */
export function watchJournal() {
  byId('journal').addEventListener('toggle', () => void showJournal())
  byId('journal-kind').addEventListener('change', () => void showJournal())
}

const MOST = 100

export async function showJournal() {
  if (!byId('journal').open) return
  const kinds = byId('journal-kind').value
  const all = await get('journal')
  const entries = kinds === '' ? all : all.filter(({ kind }) => kinds.split(' ').includes(kind))
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

/** As a test takes it in: the whole entry as JSON. */
function copyButton(entry) {
  const copy = el('button', { type: 'button' }, 'Copy as test fixture')
  copy.addEventListener('click', async () => {
    const done = await navigator.clipboard.writeText(JSON.stringify(entry, null, 2)).then(
      () => 'Copied.',
      () => 'The browser does not allow to copy.',
    )
    byId('journal-status').textContent = done
  })
  return copy
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
      copyButton(entry),
      el('pre', {}, JSON.stringify({ kind, ...rest, error }, null, 1)),
    ),
  )
}
