/** Slack's limits, in UTF-16 units where they count characters. The only place in the sandbox that holds them. */
export const LIMITS = {
  blocksPerMessage: 50,
  messageBlocksText: 13_000,
  messageTextCut: 40_000,
  updateText: 4_000,
  markdownText: 12_000,
  attachments: 100,
  sectionText: 3_000,
  sectionFields: 10,
  sectionFieldText: 2_000,
  headerText: 150,
  contextElements: 10,
  contextText: 3_000,
  actionsElements: 25,
  imageTitle: 2_000,
  imageAltText: 2_000,
  imageUrl: 3_000,
  buttonText: 75,
  buttonValue: 2_000,
  buttonUrl: 3_000,
  accessibilityLabel: 75,
  actionId: 255,
  blockId: 255,
  optionText: 75,
  optionValue: 75,
  optionDescription: 75,
  optionUrl: 3_000,
  selectOptions: 100,
  selectGroups: 100,
  groupLabel: 75,
  overflowOptions: 5,
  choiceOptions: 10,
  placeholder: 150,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  openUsers: 8,
  pageSize: 999,
  repliesPageSize: 1_000,
} as const

/** Calls a minute for one app in one workspace. Slack promises "N and more"; the sandbox grants exactly N. */
export const CALLS_A_MINUTE = {
  tier1: 1,
  tier2: 20,
  tier3: 50,
  tier4: 100,
  special: 300,
} as const
export type Tier = keyof typeof CALLS_A_MINUTE

/** Posting: a short burst and then one a second for each channel. */
export const POSTS = { channelBurst: 3, channelPerMinute: 60, workspacePerMinute: 300 } as const
