import type { Offered } from './choose.ts'
import type { Sandbox } from './context.ts'
import { seededRandom } from './random.ts'
import type { ResponseUrls } from './response-urls.ts'
import { type Activity, createActivity } from './settled.ts'
import { createSockets, type Sockets } from './socket.ts'
import type { Triggers } from './triggers.ts'
import type { Message } from './workspace.ts'

export const SIGNING_SECRET = 'sandbox-signing-secret-0123456789'

/** What lies between the workspace and the app. Nothing of it outlives the process. */
export type Wire = {
  sockets: Sockets
  triggers: Triggers
  triggersMade: number
  eventsMade: number
  /** When the app last asked for a connection. */
  openedAt?: number
  responseUrls: ResponseUrls
  activity: Activity
  /** Releases what a fault holds back. */
  held: Set<() => void>
  random: () => number
  signingSecret: string
  /** Events by HTTP within the hour, and how many of them failed. */
  tries: { since: number; all: number; failed: number }
  /** Too many failed: no more events until the manifest is saved anew. */
  areEventsOff: boolean
  /** The request URL that has echoed the challenge. */
  verifiedUrl?: string
  /** A challenge that is under way: whoever waits for the same address waits for its answer. */
  verifying?: { url: string; isEchoed: Promise<boolean> }
  /** Ends what waits to be tried again. */
  stopping: AbortController
  /** Told of every message that is written. */
  writing: Set<(channel: string, message: Message) => void>
  /** What a person chose in a message, by channel, ts and person: block, then action. */
  chosen: Map<string, Record<string, Record<string, unknown>>>
  /** What the app has offered them there, by the same. */
  offered: Map<string, Offered>
}

export function createWire(sandbox: Omit<Sandbox, 'wire'>): Wire {
  return {
    sockets: createSockets(sandbox),
    triggers: new Map(),
    triggersMade: 0,
    eventsMade: 0,
    responseUrls: new Map(),
    activity: createActivity(sandbox.timing),
    random: seededRandom(sandbox.workspace.seed),
    signingSecret: SIGNING_SECRET,
    stopping: new AbortController(),
    held: new Set(),
    tries: { since: 0, all: 0, failed: 0 },
    areEventsOff: false,
    writing: new Set(),
    chosen: new Map(),
    offered: new Map(),
  }
}

/** Forgets what was begun, and keeps the connections. */
export function clearWire(wire: Wire): void {
  wire.stopping.abort()
  wire.stopping = new AbortController()
  wire.triggers.clear()
  wire.responseUrls.clear()
  wire.chosen.clear()
  wire.offered.clear()
}
