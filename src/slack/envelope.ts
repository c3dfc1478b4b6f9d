import { z } from 'zod'
import type { Values } from './gesture.ts'

/** What Slack says of a gesture, read once. More fields may come; none is needed that is not named here. */

const id = z.string().min(1)
/** What is empty is absent. */
const perhaps = z
  .string()
  .nullish()
  .transform((value) => value || null)
const team = z.object({ id: perhaps }).nullish()
const user = z.object({ id, team_id: perhaps })
const view = z.object({
  id,
  hash: z.string(),
  type: z.enum(['modal', 'home']),
  callback_id: z.string().default(''),
  private_metadata: z.string().default(''),
  app_installed_team_id: perhaps,
  state: z
    .object({ values: z.custom<Values>((value) => typeof value === 'object' && value !== null) })
    .nullish(),
})

const command = z.object({
  command: id,
  text: z.string().default(''),
  trigger_id: perhaps,
  user_id: id,
  team_id: perhaps,
  channel_id: perhaps,
  response_url: perhaps,
})

const press = z.object({
  trigger_id: perhaps,
  user,
  team,
  channel: z.object({ id: perhaps }).nullish(),
  container: z
    .object({
      message_ts: z.string().nullish(),
      channel_id: perhaps,
      is_ephemeral: z.boolean().nullish(),
    })
    .nullish(),
  view: view.nullish(),
  response_url: perhaps,
  actions: z.tuple([z.looseObject({ action_id: id, action_ts: z.string().nullish() })], z.unknown()),
})

const submission = z.object({
  trigger_id: perhaps,
  user,
  team,
  view: view.extend({ blocks: z.array(z.looseObject({ type: z.string() })).default([]) }).loose(),
})

const shortcut = z.object({
  callback_id: id,
  trigger_id: perhaps,
  action_ts: z.string().nullish(),
  user,
  team: z.object({ id: perhaps, domain: perhaps }).nullish(),
  channel: z.object({ id: perhaps }).nullish(),
  message: z.looseObject({ ts: z.string().regex(/^\d{1,11}\.\d{1,9}$/), thread_ts: perhaps }).nullish(),
  response_url: perhaps,
})

/** Who, from which workspace, and where an answer can be said. */
export type Envelope = {
  key: string
  userId: string
  /** Of the workspace in which it happened; null where Slack names none, as in an organisation's own places. */
  teamId: string | null
  triggerId: string | null
  channel: string | null
  responseUrl: string | null
}

export type CommandEnvelope = Envelope & { text: string }
/** The message that it was chosen on, where it was on one, as Slack wrote it. */
export type ChosenMessage = {
  channel: string
  ts: string
  thread: string | null
  body: Record<string, unknown>
}
export type ShortcutEnvelope = Envelope & {
  callbackId: string
  /** The workspace's name in its addresses. */
  domain: string | null
  message: ChosenMessage | null
}
export type View = {
  id: string
  hash: string
  type: 'modal' | 'home'
  privateMetadata: string
  values: Values
}
export type PressEnvelope = Envelope & {
  actionId: string
  value: string
  message: { channel: string; ts: string; isEphemeral: boolean } | null
  view: View | null
}
export type Form = View & { callbackId: string; whole: Record<string, unknown>; blocks: FormBlock[] }
export type FormBlock = { type: string; [field: string]: unknown }
export type SubmissionEnvelope = Envelope & { form: Form }

export function readCommand(body: unknown): CommandEnvelope {
  const one = command.parse(body)
  return {
    key: keyOf(one.trigger_id, `${one.user_id}:${one.text}`),
    userId: one.user_id,
    teamId: one.team_id,
    triggerId: one.trigger_id,
    channel: one.channel_id,
    responseUrl: one.response_url,
    text: one.text,
  }
}

export function readPress(body: unknown): PressEnvelope {
  const one = press.parse(body)
  const [action] = one.actions
  const channel = one.channel?.id ?? one.container?.channel_id ?? null
  const ts = one.container?.message_ts
  return {
    key: keyOf(one.trigger_id, `${one.user.id}:${action.action_ts ?? ''}`),
    userId: one.user.id,
    teamId: teamOf(one.view, one.team, one.user),
    triggerId: one.trigger_id,
    channel,
    responseUrl: one.response_url,
    ...pressedIn(action),
    message: channel && ts ? { channel, ts, isEphemeral: one.container?.is_ephemeral === true } : null,
    view: one.view ? viewOf(one.view) : null,
  }
}

export function readShortcut(body: unknown): ShortcutEnvelope {
  const one = shortcut.parse(body)
  const { message } = one
  const channel = one.channel?.id ?? null
  return {
    key: keyOf(one.trigger_id, `${one.user.id}:${one.callback_id}:${one.action_ts ?? ''}`),
    userId: one.user.id,
    teamId: teamOf(null, one.team, one.user),
    triggerId: one.trigger_id,
    channel,
    responseUrl: one.response_url,
    callbackId: one.callback_id,
    domain: one.team?.domain ?? null,
    message:
      message && channel ? { channel, ts: message.ts, thread: message.thread_ts, body: message } : null,
  }
}

export function readSubmission(body: unknown): SubmissionEnvelope {
  const one = submission.parse(body)
  const { callback_id: callbackId, blocks } = one.view
  return {
    key: keyOf(one.trigger_id, `${one.user.id}:${one.view.id}:${one.view.hash}`),
    userId: one.user.id,
    teamId: teamOf(one.view, one.team, one.user),
    triggerId: one.trigger_id,
    channel: null,
    responseUrl: null,
    form: { ...viewOf(one.view), callbackId, blocks, whole: one.view },
  }
}

/** A trigger is new with each gesture, and the same where a gesture is delivered again. */
function keyOf(triggerId: string | null, otherwise: string): string {
  return `slack:${triggerId ?? otherwise}`
}

/** In a shared channel the other side's workspace is named; in a view, the one in which the app is installed. */
function teamOf(
  view: { app_installed_team_id: string | null } | null | undefined,
  team: { id: string | null } | null | undefined,
  user: { team_id: string | null },
): string | null {
  return view?.app_installed_team_id ?? team?.id ?? user.team_id
}

function viewOf(one: z.infer<typeof view>): View {
  const { id, hash, type, private_metadata: privateMetadata, state } = one
  return { id, hash, type, privateMetadata, values: state?.values ?? {} }
}

type Action = z.infer<typeof press>['actions'][0]

/** An entry of a menu beside a text is a press of what it stands for: its action, a space, what that carries. */
function pressedIn(action: Action): Pick<PressEnvelope, 'actionId' | 'value'> {
  const value = chosenIn(action)
  const [, entry, about] = action.type === 'overflow' ? (/^(\S+) (.*)$/s.exec(value) ?? []) : []
  if (entry === undefined || about === undefined) return { actionId: action.action_id, value }
  return { actionId: entry, value: about }
}

/** A button's value, or what was chosen in a menu. */
function chosenIn(action: Record<string, unknown>): string {
  const option = action.selected_option as { value?: unknown } | null | undefined
  const found =
    action.value ??
    option?.value ??
    action.selected_user ??
    action.selected_channel ??
    action.selected_conversation ??
    action.selected_date
  return typeof found === 'string' ? found : ''
}
