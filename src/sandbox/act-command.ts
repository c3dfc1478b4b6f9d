import { actor, placeOf } from './act-subjects.ts'
import { answerWith, isMessage } from './answer-message.ts'
import type { Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import { type Ack, deliver } from './deliver.ts'
import { escaped } from './escape.ts'
import { Expected } from './expected.ts'
import { commonPayload } from './interactions.ts'
import { Refusal } from './refusal.ts'
import { newResponseUrl } from './response-urls.ts'
import type { Channel, User } from './workspace.ts'

/** `{as, do: "command", text: "/policy list", channel?}`; without a channel it is typed to the app. */
export async function command(sandbox: Sandbox, body: Json): Promise<Ack> {
  const person = actor(sandbox, body)
  const channel = placeOf(sandbox, { channel: 'app', ...body }, person)
  if (!channel.members.includes(person.id))
    throw new Expected(`expected ${person.real_name} to be in the channel`)
  const [, name = '', rest = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(String(body.text ?? '').trim()) ?? []
  const known = sandbox.manifest.commands.find((one) => one.command === name)
  if (!known) {
    const names = sandbox.manifest.commands.map((one) => one.command)
    throw new Expected(
      `expected "text" to begin with a command of the app: ${names.join(', ') || 'it has none'}`,
    )
  }
  const text = known.should_escape ? escaped(sandbox.workspace, rest) : rest
  const payload = commandPayload(sandbox, person, channel, { command: name, text })
  const ack = await deliver(sandbox, {
    type: 'slash_commands',
    payload,
    acceptsAnswer: true,
    person: person.id,
  })
  return ack.payload ? sayAnswer(sandbox, { channel: channel.id, user: person.id }, ack, ack.payload) : ack
}

function commandPayload(sandbox: Sandbox, person: User, channel: Channel, typed: Json): Json {
  const { token, api_app_id, team, trigger_id } = commonPayload(sandbox, person)
  const { id, domain } = team as { id: string; domain: string }
  return {
    token,
    team_id: id,
    team_domain: domain,
    channel_id: channel.id,
    channel_name: shownName(channel),
    user_id: person.id,
    user_name: person.name,
    ...typed,
    api_app_id,
    // A form knows only text, and Bolt compares this as text over the socket too.
    is_enterprise_install: 'false',
    response_url: newResponseUrl(sandbox, { channel: channel.id, user: person.id }),
    trigger_id,
  }
}

/** Slack does not tell the names of private places. */
export function shownName({ kind, name }: Channel): string {
  if (kind === 'im') return 'directmessage'
  return kind === 'private' ? 'privategroup' : name
}

/** What a command's ack says is a message; anything else is trouble for the person. */
function sayAnswer(sandbox: Sandbox, place: { channel: string; user: string }, ack: Ack, said: Json): Ack {
  const wrong = (why: string): Ack => {
    sandbox.journal.violate('ack_payload_wrong', `slash_commands: ${why}`)
    return { ...ack, error: 'trouble connecting' }
  }
  if (!isMessage(said)) return wrong(`no message: ${Object.keys(said).join(', ')}`)
  try {
    answerWith(sandbox, place, said)
    return ack
  } catch (error) {
    if (error instanceof Refusal) return wrong(error.error)
    throw error
  }
}
