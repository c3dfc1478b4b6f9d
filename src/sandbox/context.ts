import type { BusinessClock } from './business-clock.ts'
import type { Wall } from './clock.ts'
import type { Faults } from './faults.ts'
import type { Change, Journal } from './journal.ts'
import type { Manifest } from './manifest.ts'
import type { Rates } from './rates.ts'
import type { Timing } from './timing.ts'
import type { Wire } from './wire.ts'
import type { Token, Workspace } from './workspace.ts'

/** What every part of the sandbox works on. */
export type Sandbox = {
  url: string
  workspace: Workspace
  clock: BusinessClock
  wall: Wall
  journal: Journal
  rates: Rates
  faults: Faults
  manifest: Manifest
  timing: Timing
  wire: Wire
  /** Tells the page, and writes the workspace down. */
  announce(change: Change): void
  listeners: Set<(change: Change) => void>
  /** Begins anew with the people it was started with. The clock stays: it only moves forward. */
  reset(seed: number | undefined): void
  /** Takes everybody and everything but the app away. */
  emptied(): void
  /** Ends all fault rules, and gives the app its token and scopes back. */
  clearFaults(): void
}

export type Call = {
  sandbox: Sandbox
  method: string
  token: Token
  arguments: Record<string, unknown>
}
