import type { Wall } from './clock.ts'
import { CALLS_A_MINUTE, POSTS, type Tier } from './limits.ts'

export const rateProfiles = ['off', 'slack', 'harsh'] as const
export type RateProfile = (typeof rateProfiles)[number]
export type Rates = {
  profile(): RateProfile
  change(profile: RateProfile): void
  /** Zero when the call may pass, else the whole seconds to wait. */
  take(method: string, tier: Tier, channel: string | undefined): number
  clear(): void
}

type Bucket = { size: number; perSecond: number; tokens: number; filledAt: number }

/** Token buckets on the wall clock: the business clock may jump, Slack's limits do not. */
export function createRates(first: RateProfile, wall: Wall): Rates {
  let profile = first
  const buckets = new Map<string, Bucket>()

  function bucket(key: string, size: number, perMinute: number): Bucket {
    const now = wall.elapsed()
    const share = profile === 'harsh' ? 1 / 3 : 1
    const made = { size: Math.max(1, Math.floor(size * share)), perSecond: (perMinute * share) / 60 }
    const found = buckets.get(key) ?? { ...made, tokens: made.size, filledAt: now }
    found.tokens = Math.min(found.size, found.tokens + ((now - found.filledAt) / 1000) * found.perSecond)
    found.filledAt = now
    buckets.set(key, found)
    return found
  }

  function bucketsFor(method: string, tier: Tier, channel: string | undefined): Bucket[] {
    if (method !== 'chat.postMessage') {
      return [bucket(method, CALLS_A_MINUTE[tier], CALLS_A_MINUTE[tier])]
    }
    const workspace = bucket(method, POSTS.workspacePerMinute, POSTS.workspacePerMinute)
    if (!channel) return [workspace]
    return [workspace, bucket(`${method} ${channel}`, POSTS.channelBurst, POSTS.channelPerMinute)]
  }

  return {
    profile: () => profile,
    change(wanted) {
      profile = wanted
      buckets.clear()
    },
    take(method, tier, channel) {
      if (profile === 'off') return 0
      const wanted = bucketsFor(method, tier, channel)
      const empty = wanted.filter((one) => one.tokens < 1)
      if (empty.length === 0) {
        for (const one of wanted) one.tokens -= 1
        return 0
      }
      return Math.max(1, ...empty.map((one) => Math.ceil((1 - one.tokens) / one.perSecond)))
    },
    clear: () => buckets.clear(),
  }
}
