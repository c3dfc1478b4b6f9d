import { el } from './el.js'
import { noteFocus } from './focus.js'
import { factsOfEntry, gatherEntries, nameOfEntry } from './journal-entries.js'
import { byId } from './world.js'

/** What went between the workspace and the app, drawn while it is open. */
export function watchJournal() {
  byId('journal').addEventListener('toggle', () => void showJournal())
  byId('journal-kind').addEventListener('change', () => void showJournal())
}

const MOST = 100

export async function showJournal() {
  if (!byId('journal').open) return
  const kinds = byId('journal-kind').value
  const all = await gatherEntries()
  const rows = all.filter(({ entry }) => kinds === '' || kinds.split(' ').includes(entry.kind))
  const list = byId('journal-list')
  const open = new Set([...list.querySelectorAll('details[open]')].map((one) => one.dataset.control))
  const restore = noteFocus(list)
  list.replaceChildren(
    ...rows
      .slice(-MOST)
      .reverse()
      .map((row) => drawRow(row, open.has(String(row.entry.seq)))),
  )
  restore(list)
  byId('journal-more').textContent =
    rows.length > MOST ? `The last ${MOST} of ${rows.length}.` : rows.length === 0 ? 'Nothing yet.' : ''
}

/** As a test takes it in: the whole entry as JSON. */
function copyButton(entry) {
  const copy = el('button', { type: 'button' }, 'Copy as test fixture')
  const said = el('span', { role: 'status' })
  copy.addEventListener('click', async () => {
    said.textContent = await navigator.clipboard.writeText(JSON.stringify(entry, null, 2)).then(
      () => 'Copied.',
      () => 'The browser does not allow to copy.',
    )
  })
  return el('div', { class: 'row' }, copy, said)
}

function drawRow(row, isOpen) {
  const { entry, answers } = row
  return el(
    'li',
    { class: entry.kind },
    el(
      'details',
      { 'data-control': String(entry.seq), open: isOpen },
      el(
        'summary',
        {},
        el('strong', {}, nameOfEntry(entry)),
        el('small', {}, ` ${factsOfEntry(row).join(' · ')}`),
      ),
      copyButton(entry),
      json(entry),
      ...answers.flatMap((one) => [el('p', {}, 'The answer'), copyButton(one), json(one)]),
    ),
  )
}

function json({ seq: _, at: __, ...shown }) {
  return el('pre', { tabindex: '0' }, JSON.stringify(shown, null, 1))
}
