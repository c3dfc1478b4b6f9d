import { shownName } from './act-command.ts'
import { actor, messageOf, placeOf } from './act-subjects.ts'
import type { Json } from './blocks/check.ts'
import { chosenValue, type Offered, untouchedValue, withOffered } from './choose.ts'
import type { Sandbox } from './context.ts'
import { type Ack, deliver } from './deliver.ts'
import { elementsOf, type Placed } from './elements-of.ts'
import { Expected } from './expected.ts'
import { commonPayload } from './interactions.ts'
import { newResponseUrl } from './response-urls.ts'
import { messageShape } from './shapes.ts'
import type { Channel, Message, User } from './workspace.ts'

type Pressed = { person: User; channel: Channel; message: Message; placed: Placed }

/** `{as, do: "click", channel, ts, actionId, blockId?}`: a button of a message. Its confirmation is passed over. */
export function clickMessage(sandbox: Sandbox, body: Json): Promise<Ack> {
  const pressed = pressedIn(sandbox, body)
  const { element } = pressed.placed
  if (element.type !== 'button')
    throw new Expected(`expected a button, got a ${String(element.type)}: select it`)
  return press(sandbox, pressed, buttonValue(element))
}

/** `{as, do: "select", channel, ts, actionId, blockId?, value}`: anything else of a message. */
export function selectMessage(sandbox: Sandbox, body: Json): Promise<Ack> {
  const pressed = pressedIn(sandbox, body)
  const { block, element } = pressed.placed
  if (element.type === 'button') throw new Expected('expected something to choose in, got a button: click it')
  const chosen = chosenValue(sandbox, withOffered(offeredIn(sandbox, pressed), pressed.placed), body.value)
  if (untouchedValue(element)) {
    const kept = chosenBy(sandbox, pressed)
    const actionId = String(element.action_id)
    kept[block.block_id] = { ...kept[block.block_id], [actionId]: { type: element.type, ...chosen } }
  }
  return press(sandbox, pressed, chosen)
}

/** What the action says beside its ids: a button's words and value. */
export function buttonValue({ text, value, style, url }: Json): Json {
  return {
    text,
    ...(value === undefined ? {} : { value }),
    ...(style === undefined ? {} : { style }),
    ...(url === undefined ? {} : { url }),
  }
}

/** The message and the element in it; who acts must see both. */
export function pressedIn(sandbox: Sandbox, body: Json): Pressed {
  if (!sandbox.manifest.interactivity)
    throw new Expected('expected a manifest with interactivity: the app hears of nothing pressed')
  const person = actor(sandbox, body)
  const channel = placeOf(sandbox, body, person)
  if (!channel.members.includes(person.id))
    throw new Expected(`expected ${person.real_name} to be in the channel`)
  const message = messageOf(sandbox, channel, person, body.ts)
  return { person, channel, message, placed: placedIn(message.blocks, body) }
}

/** The element of that action_id; where two blocks have one, `blockId` says which. */
export function placedIn(blocks: unknown, { actionId, blockId }: Json): Placed {
  const all = elementsOf(blocks)
  const found = all.find(
    ({ block, element }) =>
      element.action_id === actionId && (blockId === undefined || block.block_id === blockId),
  )
  if (found) return found
  const known = all.map(({ element }) => element.action_id)
  throw new Expected(
    `expected "actionId" to be one of ${known.join(', ') || 'none'}, got ${JSON.stringify(actionId)}`,
  )
}

function chosenBy(sandbox: Sandbox, pressed: Pressed) {
  return keptIn(sandbox.wire.chosen, pressed)
}

export function offeredIn(sandbox: Sandbox, pressed: Pressed): Offered {
  return keptIn(sandbox.wire.offered, pressed)
}

function keptIn<Kept extends object>(all: Map<string, Kept>, { channel, message, person }: Pressed): Kept {
  const key = `${channel.id} ${message.ts} ${person.id}`
  const kept = all.get(key) ?? ({} as Kept)
  all.set(key, kept)
  return kept
}

function stateOf(sandbox: Sandbox, pressed: Pressed): Json {
  const kept = chosenBy(sandbox, pressed)
  const values: Record<string, Json> = {}
  for (const { block, element } of elementsOf(pressed.message.blocks)) {
    const actionId = String(element.action_id)
    const value = kept[block.block_id]?.[actionId] ?? untouchedValue(element)
    if (value) values[block.block_id] = { ...values[block.block_id], [actionId]: value }
  }
  return { values }
}

function press(sandbox: Sandbox, pressed: Pressed, value: Json): Promise<Ack> {
  const { person, channel, message, placed } = pressed
  return deliver(sandbox, {
    type: 'interactive',
    payload: {
      type: 'block_actions',
      ...commonPayload(sandbox, person),
      ...onMessage(sandbox, pressed),
      state: stateOf(sandbox, pressed),
      response_url: newResponseUrl(sandbox, {
        channel: channel.id,
        user: person.id,
        ts: message.ts,
        isEphemeral: message.ephemeralFor !== undefined,
      }),
      actions: [actionOf(sandbox, placed, value)],
    },
    acceptsAnswer: false,
    person: person.id,
  })
}

/** Where it was done. */
export function onMessage(sandbox: Sandbox, { channel, message }: Pressed): Json {
  const isEphemeral = message.ephemeralFor !== undefined
  const thread = message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...thread,
    },
    channel: { id: channel.id, name: shownName(channel) },
    ...(isEphemeral ? {} : { message: messageShape(sandbox.workspace, message) }),
  }
}

/** One entry of `actions`. */
export function actionOf(sandbox: Sandbox, { block, element }: Placed, value: Json): Json {
  return {
    action_id: element.action_id,
    block_id: block.block_id,
    type: element.type,
    ...value,
    action_ts: actionTs(sandbox),
  }
}

/** The wall clock's: when it was pressed. */
export function actionTs({ wall }: Sandbox): string {
  const ms = wall.now()
  return `${Math.floor(ms / 1000)}.${String(ms % 1000).padStart(3, '0')}000`
}
