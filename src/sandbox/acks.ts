import { isObject, type Json } from './blocks/check.ts'
import type { Wall } from './clock.ts'
import type { Ack } from './deliver.ts'
import type { Journal } from './journal.ts'
import type { Timing } from './timing.ts'

type Envelope = {
  type: string
  accepts: boolean
  sentAt: number
  done(ack: Ack): void
  state: 'open' | 'late' | 'acked'
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

  function finish(id: string, envelope: Envelope, payload: Json | undefined): void {
    const ms = Math.round(wall.elapsed() - envelope.sentAt)
    journal.record({ kind: 'ack', type: envelope.type, id, ms, ...(payload ? { payload } : {}) })
    const before = envelope.state
    envelope.state = 'acked'
    if (before === 'acked') journal.violate('ack_twice', `${envelope.type} ${id}`)
    if (before === 'late') journal.violate('ack_late', `${envelope.type} after ${ms} ms`)
    if (before === 'open') accept(envelope, ms, payload)
  }

  function accept(envelope: Envelope, ms: number, payload: Json | undefined): void {
    if (ms > timing.slowAckMs) journal.violate('ack_slow', `${envelope.type} after ${ms} ms`)
    if (payload && !envelope.accepts)
      journal.violate('ack_payload_ignored', `${envelope.type}: ${Object.keys(payload).join(', ')}`)
    envelope.done({ ms, ...(payload && envelope.accepts ? { payload } : {}) })
  }

  return {
    expect: (sent) =>
      new Promise((resolve) => {
        const { type } = sent as { type: string }
        const envelope: Envelope = {
          type,
          accepts: sent.accepts_response_payload === true,
          sentAt: wall.elapsed(),
          state: 'open',
          done(ack) {
            clearTimeout(timer)
            resolve(ack)
          },
        }
        const timer = setTimeout(() => {
          if (envelope.state !== 'open') return
          envelope.state = 'late'
          journal.violate('ack_missing', `${type} ${sent.envelope_id}`)
          envelope.done({ ms: timing.ackMs, error: 'timeout' })
        }, timing.ackMs)
        timer.unref()
        remember(String(sent.envelope_id), envelope)
      }),
    take(text) {
      const frame = parsed(text)
      if (!isObject(frame)) return journal.violate('frame_unreadable', text.slice(0, 200))
      const id = String(frame.envelope_id)
      const envelope = known.get(id)
      if (!envelope) return journal.violate('ack_unknown', id)
      const { payload } = frame
      const isEmpty = !isObject(payload) || Object.keys(payload).length === 0
      finish(id, envelope, isEmpty ? undefined : payload)
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
