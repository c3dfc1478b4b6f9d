import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What the product reads of its own description for Slack; more stands in the file. */
export type Manifest = {
  features: {
    app_home: { messages_tab_enabled: boolean; messages_tab_read_only_enabled: boolean }
    shortcuts: { type: 'global' | 'message'; callback_id: string }[]
    slash_commands: { command: string }[]
  }
  oauth_config: { scopes: { bot: string[] } }
  settings: { socket_mode_enabled: boolean; event_subscriptions: { bot_events: string[] } }
}

/** `manifest.json` of this package: above the sources and above what is built from them. */
export function readManifest(): Manifest {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const path = join(folder, 'manifest.json')
    if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Manifest
    if (folder === dirname(folder)) throw new Error('Expected manifest.json beside package.json')
  }
}
