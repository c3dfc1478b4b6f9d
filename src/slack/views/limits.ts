/** Slack's limits for what we send, in UTF-16 units where they count characters. */
export const limits = {
  blocksPerMessage: 50,
  sectionText: 3_000,
  contextElements: 10,
  contextText: 3_000,
  actionsElements: 25,
  /** Of a menu beside a text. */
  menuOptions: 5,
  menuValue: 75,
  buttonText: 75,
  buttonValue: 2_000,
  buttonUrl: 3_000,
  buttonLabel: 75,
  /** Of a block and of an action alike. */
  id: 255,
  /** A message is redrawn later, and a longer text is refused then. */
  messageText: 4_000,
  /** Slack refuses from about 13,000 on, though every single limit holds; nobody reads so much. */
  textInBlocks: 10_000,
} as const
