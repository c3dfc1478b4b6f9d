import type { ViewStateValue, webApi } from '@slack/bolt'
import type { PersonRow } from '../../db/schema.ts'
import type { World } from '../actions/world.ts'
import type { Log } from '../log.ts'
import type { LeftOut } from '../rules/acknowledgment.ts'
import type { ReadTracker } from '../rules/comparison.ts'
import type { Directory } from '../rules/delivery.ts'
import type { Message } from '../rules/message-facts.ts'
import type { Actor, Audience } from '../rules/terms.ts'

/** What every handler of the Slack room works with. */
export type Desk = {
  world: World
  client: webApi.WebClient
  directory: Directory
  /** Draws a message of ours anew, with the truth of now. False where it stays as it was. */
  redraw(channel: string, ts: string): Promise<boolean>
  /** Whom an audience comes to today, read completely; an IncompleteRead where that could not be. */
  audienceOf(audience: Audience): Promise<{ people: string[]; leftOut: LeftOut[] }>
  /** The incidents of a tracker's export; refused with what was expected. */
  incidentsIn: ReadTracker
  log: Log
}

/** A window that says "Loading …" until it is filled, or what is said where Slack opened none. */
export type Opened = { is: 'open'; viewId: string; isFilled: boolean } | { is: 'refused'; said: Message }

/** One thing a person did in Slack. Who did it is what the verified envelope says, never the payload's own claim. */
export type Gesture = {
  who: PersonRow
  /** Of Slack's envelope: the same gesture delivered again has the same key. */
  key: string
  /** Opens a window within three seconds, once; null where none came. */
  triggerId: string | null
  /** Of a gesture that leads to one, opened before anything else; null where it is opened only by what it finds. */
  window: Opened | null
  /** Says something to this person alone: in the window that waits, else where they are. */
  say(message: Message): Promise<void>
}

/** A button or a menu. What it carries is looked up and judged again: it proves nothing. */
export type Press = Gesture & {
  actionId: string
  value: string
  /** The message that was pressed, whose words go on standing there. */
  message: { channel: string; ts: string; isEphemeral: boolean } | null
  /** The modal or Home that was pressed. */
  view: { id: string; hash: string; type: 'modal' | 'home'; privateMetadata: string; values: Values } | null
  /** Puts another message in the place of the pressed one, where that was said to this person alone. */
  replace(message: Message): Promise<void>
}

/** What a form holds, by block and action, as Slack sends it. */
export type Values = Record<string, Record<string, ViewStateValue>>

export function actorOf({ who }: Gesture): Actor {
  return { kind: 'person', id: who.id }
}
