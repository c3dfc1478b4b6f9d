import { get, personOf } from './world.js'

/** What the journal has said so far: only what is new is asked for. */
let entries = []
let last = 0

export function forgetEntries() {
  entries = []
  last = 0
}

/** All entries and violations in one order, an answer with what it answers. */
export async function gatherEntries() {
  const [fresh, violations] = await Promise.all([get(`journal?since=${last}`), get('violations')])
  entries.push(...fresh.filter(({ seq }) => seq > last))
  last = entries.at(-1)?.seq ?? last
  const marked = violations.map(({ kind, ...rest }) => ({ ...rest, kind: 'violation', what: kind }))
  return withAnswers([...entries, ...marked].sort((one, other) => one.seq - other.seq))
}

/** `[{entry, answers}]`: what was sent twice may be answered twice. */
function withAnswers(all) {
  const rows = []
  const sent = new Map()
  for (const entry of all) {
    const asked = entry.kind === 'ack' ? sent.get(entry.id) : undefined
    if (asked) {
      asked.answers.push(entry)
      continue
    }
    const row = { entry, answers: [] }
    rows.push(row)
    if (entry.envelope_id !== undefined && !sent.has(entry.envelope_id)) sent.set(entry.envelope_id, row)
  }
  return rows
}

const NAMES = {
  request: ({ method }) => method,
  delivery: ({ type, payload }) =>
    payload.event?.subtype ?? payload.event?.type ?? payload.command ?? payload.type ?? type,
  ack: ({ type }) => type,
  act: ({ did, person }) =>
    [personOf(person)?.real_name, did.replaceAll('_', ' ')].filter(Boolean).join(': '),
  connection: ({ what }) => what,
  violation: ({ what }) => what.replaceAll('_', ' '),
}

export function nameOfEntry(entry) {
  return NAMES[entry.kind]?.(entry) ?? entry.kind.replaceAll('_', ' ')
}

const KINDS = {
  request: 'call',
  act: 'done in the workspace',
  ack: 'answer',
  response_url: 'answer by response_url',
}

/** Time, kind, how long it took, what was wrong, and how it was answered. */
export function factsOfEntry({ entry, answers }) {
  const { kind, at, ms, error, detail, fault } = entry
  return [
    at.slice(11, 23),
    KINDS[kind] ?? kind,
    ms === undefined ? '' : `${Math.round(ms)} ms`,
    error,
    fault && `fault: ${fault}`,
    detail,
    ...answers.map((one) =>
      one.error ? `${one.error} after ${one.ms} ms` : `acknowledged after ${Math.round(one.ms)} ms`,
    ),
  ].filter(Boolean)
}
