/** Where Slack's documents are silent we chose. Each choice stands here, so that it can be changed in one place. */
export const CHOICES = {
  /** A method Slack documents as POST only, called by GET. */
  getOfPostMethodError: 'insecure_request',
  /** A thread_ts that names no message. */
  unknownThreadError: 'cannot_reply_to_message',
  /** A message to the app itself or to another bot. */
  dmToBotError: 'cannot_dm_bot',
  /** An edit in an archived channel. */
  updateInArchiveError: 'is_inactive',
  /** An answer to a press that does not say replace_original: the trap of the two. */
  answerReplacesUnlessTold: true,
  /** A connection is asked for, and the manifest says no Socket Mode. */
  socketModeOffError: 'forbidden_team',
  /** Slack has a limit for message metadata and does not say which. */
  metadataBytes: 8_000,
  /** users.list without a limit is refused above this many people. */
  usersListWithoutLimit: 1_000,
  defaultPageSize: 100,
  /** A follower that was silent for so long is not waited for. */
  followerSilenceMs: 15_000,
  /** A follower that keeps asking for the clock but never settles is given up after this. */
  followerPatienceMs: 300_000,
  clockPollMs: 25_000,
  /** The same content in the same place within this much business time is one post too many. */
  repeatWindowMs: 60_000,
  /** Above this a message is too long to be read, though Slack would take it. */
  readableCharacters: 10_000,
  /** Oldest journal entries are dropped above this. */
  journalEntries: 20_000,
  /** The message of an upload comes so long after the answer. */
  fileMessageMs: 300,
  /** A write to disk follows a change by at most this. */
  saveDelayMs: 150,
} as const
