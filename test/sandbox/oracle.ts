import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Reply } from './support.ts'

const folder = fileURLToPath(new URL('../../../shared/slack-samples/', import.meta.url))

/** Whether the recordings of Slack are there; what is skipped without them says so. */
export const hasRecordings = existsSync(folder)
if (!hasRecordings)
  console.warn(`NOT RUN: the recordings of Slack are not at ${folder}; the written shapes still hold.`)

export function recordingOf(name: string): Reply {
  return JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8'))
}

/** Keys below these are free: maps of the app's own, and blocks of which the recording has only some. */
const FREE = /\.(event_payload|attachments)\b|\.state\.|^interactivity\/\w+\.message\.blocks\b/

/** Every key of ours that the recording has not, or has with another type. */
export function strangers(ours: Reply, recorded: Reply, path: string): string[] {
  if (ours === null || FREE.test(path)) return []
  if (Array.isArray(ours)) {
    if (!Array.isArray(recorded)) return [`${path}: a list`]
    const sample = recorded.length > 0 ? recorded : undefined
    if (!sample) return []
    return ours.flatMap((item) => {
      const found: string[][] = sample.map((one: Reply) => strangers(item, one, `${path}[]`))
      return found.some((one) => one.length === 0) ? [] : found[0]!
    })
  }
  if (typeof ours === 'object') {
    if (typeof recorded !== 'object' || recorded === null) return [`${path}: an object`]
    return Object.entries(ours).flatMap(([key, value]) =>
      Object.hasOwn(recorded, key)
        ? strangers(value, recorded[key], `${path}.${key}`)
        : [`${path}.${key}: not recorded`],
    )
  }
  return typeof ours === typeof recorded ? [] : [`${path}: ${typeof ours} for ${typeof recorded}`]
}
