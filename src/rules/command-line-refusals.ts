import type { RefusalCode, Sentence } from './refusal.ts'

/** What a refusal says where there are no windows. */
export const onCommandLine: Partial<Record<RefusalCode, Sentence>> = {
  ambiguous_days: (w) =>
    `Days such as ${w.example} can be read in two ways. Say which comes first in this file: --date-order dmy or --date-order mdy.`,
  golive_incomplete: (w) =>
    `Going live needs ${w.missing}. Set it with "perennial settings set" (policyManagers, approvers, timeZone), then try again.`,
  no_approver: (w) =>
    `"${w.code}" has no approver. Set the workspace's: perennial settings set approvers a@example.com.`,
}
