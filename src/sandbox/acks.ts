import { isObject, type Json } from './blocks/check.ts'
import type { Wall } from './clock.ts'
import type { Ack } from './deliver.ts'
import type { Journal } from './journal.ts'
import type { Timing } from './timing.ts'

type Envelope = {
  type: string
  accepts: boolean
  sentAt: number
  /** A fault may have sent it twice; then two acks are right. */
  sends: number
  acks: number
  isLate: boolean
  acked: Promise<Ack>
  done(ack: Ack): void
}

export type Acks = {
  /** Resolves with the app's ack, or with a timeout after three seconds. */
  expect(envelope: Json): Promise<Ack>
  /** What the app sent: an ack, as text. */
  take(text: string): void
}

const MOST = 10_000

/** The envelopes that were sent, and what the app answered to each. */
export function createAcks({
  wall,
  timing,
  journal,
}: {
  wall: Wall
  timing: Timing
  journal: Journal
}): Acks {
  const known = new Map<string, Envelope>()

  function remember(id: string, envelope: Envelope): void {
    known.set(id, envelope)
    const [oldest] = known.keys()
    if (known.size > MOST && oldest !== undefined) known.delete(oldest)
  }

  function open(sent: Json): Envelope {
    let done: Envelope['done'] = () => {}
    const acked = new Promise<Ack>((resolve) => {
      done = resolve
    })
    const type = String(sent.type)
    const accepts = sent.accepts_response_payload === true
    const sentAt = wall.elapsed()
    const envelope: Envelope = { type, accepts, sentAt, sends: 0, acks: 0, isLate: false, acked, done }
    const timer = setTimeout(() => {
      if (envelope.acks > 0) return
      envelope.isLate = true
      journal.violate('ack_missing', `${type} ${sent.envelope_id}`)
      const ack = { ms: timing.ackMs, error: 'timeout' } as const
      journal.record({ kind: 'ack', type, id: String(sent.envelope_id), ...ack })
      done(ack)
    }, timing.ackMs)
    timer.unref()
    void acked.then(() => clearTimeout(timer))
    remember(String(sent.envelope_id), envelope)
    return envelope
  }

  function finish(id: string, envelope: Envelope, payload: Json | undefined): void {
    const ms = Math.round(wall.elapsed() - envelope.sentAt)
    const { type } = envelope
    journal.record({ kind: 'ack', type, id, ms, ...(payload ? { payload } : {}) })
    envelope.acks += 1
    if (envelope.acks > envelope.sends) journal.violate('ack_twice', `${type} ${id}`)
    else if (envelope.isLate) journal.violate('ack_late', `${type} after ${ms} ms`)
    else accept(envelope, ms, payload)
  }

  function accept({ type, accepts, done }: Envelope, ms: number, payload: Json | undefined): void {
    if (ms > timing.slowAckMs) journal.violate('ack_slow', `${type} after ${ms} ms`)
    if (payload && !accepts)
      journal.violate('ack_payload_ignored', `${type}: ${Object.keys(payload).join(', ')}`)
    done({ ms, ...(payload && accepts ? { payload } : {}) })
  }

  return {
    expect(sent) {
      const envelope = known.get(String(sent.envelope_id)) ?? open(sent)
      envelope.sends += 1
      return envelope.acked
    },
    take(text) {
      const frame = parsed(text)
      const id = isObject(frame) ? String(frame.envelope_id) : ''
      const envelope = known.get(id)
      if (!isObject(frame)) journal.violate('frame_unreadable', text.slice(0, 200))
      else if (!envelope) journal.violate('ack_unknown', id)
      else finish(id, envelope, saidIn(frame.payload))
    },
  }
}

/** The SDK sends an empty object where there is nothing to say. */
function saidIn(payload: unknown): Json | undefined {
  return isObject(payload) && Object.keys(payload).length > 0 ? payload : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
