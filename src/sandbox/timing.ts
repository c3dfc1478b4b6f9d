/** Waits of the wire, in milliseconds of the wall clock. Tests shorten them; `[C]` marks our own choice where Slack is silent. */
export const TIMING = {
  /** An ack that comes later is none. */
  ackMs: 3_000,
  /** An ack after this is in time, and too close. [C] */
  slowAckMs: 2_000,
  triggerMs: 3_000,
  responseUrlMs: 30 * 60_000,
  /** A ticket that nobody used. [C] */
  ticketMs: 30_000,
  /** Two connections may not be opened closer together. [C] */
  openEveryMs: 5_000,
  pingMs: 10_000,
  /** How long a connection lives before it is refreshed; zero: for ever. */
  connectionMs: 5 * 3_600_000,
  /** From the warning to the end of a connection. */
  warningMs: 10_000,
  /** From "refresh_requested" to our own close, where the other side does not close. [C] */
  closingMs: 1_000,
  /** An event waits so long for a connection, then it is lost. [C] */
  eventWaitMs: 300_000,
  /** An event over the socket is sent again after so long: counted from the attempt before. [C] */
  socketRetryMs: [1_000, 56_000, 240_000] as readonly number[],
  /** The same over HTTP. */
  httpRetryMs: [0, 60_000, 300_000] as readonly number[],
  /** A delivery that a fault holds back goes out then, where no other came. [C] */
  holdMs: 2_000,
  /** Nothing was heard of the app for so long: it has done what it does. [C] */
  quietMs: 100,
  /** What the app only acknowledged: its first call may take a little longer. [C] */
  firstCallMs: 300,
  /** An act does not wait longer for the app. [C] */
  settledMs: 5_000,
}

export type Timing = typeof TIMING
