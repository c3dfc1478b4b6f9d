import { isObject, type Json } from './blocks/check.ts'
import { Expected } from './expected.ts'

export type SlashCommand = {
  command: string
  description: string
  usage_hint: string
  should_escape: boolean
}
export type Shortcut = { type: 'global' | 'message'; name: string; callback_id: string; description: string }

/** What the sandbox needs of an app's manifest. */
export type Manifest = {
  name: string
  description: string
  homeTab: boolean
  messagesTab: boolean
  commands: SlashCommand[]
  shortcuts: Shortcut[]
  scopes: string[]
  events: string[]
  interactivity: boolean
  socketMode: boolean
  /** Where events and gestures go when Socket Mode is off. */
  requestUrl: string | null
}

/** Reads a manifest as Slack takes it. Throws with what was expected. */
export function readManifest(manifest: Json): Manifest {
  const features = objectAt(manifest, 'features')
  const home = objectAt(features, 'app_home')
  const settings = objectAt(manifest, 'settings')
  const subscriptions = objectAt(settings, 'event_subscriptions')
  const interactivity = objectAt(settings, 'interactivity')
  const socketMode = settings.socket_mode_enabled === true
  const requestUrl = subscriptions.request_url ?? interactivity.request_url ?? null
  if (requestUrl !== null && typeof requestUrl !== 'string')
    throw new Expected('expected the request_url of the manifest to be an address')
  const display = objectAt(manifest, 'display_information')
  return {
    name: String(display.name ?? ''),
    description: String(display.description ?? ''),
    homeTab: home.home_tab_enabled === true,
    messagesTab: home.messages_tab_enabled !== false,
    commands: listAt(features, 'slash_commands').map(commandFrom),
    shortcuts: listAt(features, 'shortcuts').map(shortcutFrom),
    scopes: textsAt(objectAt(objectAt(manifest, 'oauth_config'), 'scopes'), 'bot'),
    events: textsAt(subscriptions, 'bot_events'),
    interactivity: interactivity.is_enabled === true,
    socketMode,
    requestUrl,
  }
}

function commandFrom(given: Json): SlashCommand {
  const { command } = given
  if (typeof command !== 'string' || !/^\/\S+$/.test(command))
    throw new Expected('expected every slash command of the manifest to begin with /')
  return {
    command,
    description: String(given.description ?? ''),
    usage_hint: String(given.usage_hint ?? ''),
    should_escape: given.should_escape === true,
  }
}

function shortcutFrom(given: Json): Shortcut {
  const { type, name, callback_id } = given
  if ((type !== 'global' && type !== 'message') || typeof callback_id !== 'string')
    throw new Expected('expected every shortcut of the manifest to have a type and a callback_id')
  return { type, name: String(name ?? ''), callback_id, description: String(given.description ?? '') }
}

function objectAt(parent: Json, name: string): Json {
  const value = parent[name] ?? {}
  if (!isObject(value)) throw new Expected(`expected "${name}" of the manifest to be an object`)
  return value
}

function listAt(parent: Json, name: string): Json[] {
  const value = parent[name] ?? []
  if (!Array.isArray(value) || !value.every(isObject))
    throw new Expected(`expected "${name}" of the manifest to be a list of objects`)
  return value
}

function textsAt(parent: Json, name: string): string[] {
  const value = parent[name] ?? []
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string'))
    throw new Expected(`expected "${name}" of the manifest to be a list of names`)
  return value
}
