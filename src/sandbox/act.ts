import { reinstall, uninstall } from './act-app.ts'
import { archive, deleteChannel, invite, join, leave } from './act-channels.ts'
import { command } from './act-command.ts'
import { closeView, submitView } from './act-form.ts'
import { openHome } from './act-home.ts'
import { add, change, deactivate } from './act-people.ts'
import { clickMessage, selectMessage } from './act-press.ts'
import { react } from './act-react.ts'
import { deleteMessage, editMessage, say } from './act-say.ts'
import { shortcut } from './act-shortcut.ts'
import { suggest } from './act-suggest.ts'
import { clickInView, selectInView } from './act-view.ts'
import type { Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import type { Ack } from './deliver.ts'
import { Expected } from './expected.ts'
import type { Violation } from './journal.ts'
import { personCalled } from './lookup.ts'
import { settled } from './settled.ts'
import { viewsOf } from './view-shape.ts'
import type { Message } from './workspace.ts'

/** Null where the app has nothing to acknowledge to a person: events are between it and the workspace. */
type Act = (sandbox: Sandbox, body: Json) => Promise<Ack | null> | null

const ACTS: Record<string, Act> = {
  say,
  edit_message: editMessage,
  delete_message: deleteMessage,
  react,
  command,
  click: (sandbox, body) => (body.view === undefined ? clickMessage : clickInView)(sandbox, body),
  select: (sandbox, body) => (body.view === undefined ? selectMessage : selectInView)(sandbox, body),
  suggest,
  submit: submitView,
  close: closeView,
  open_home: openHome,
  shortcut,
  add,
  deactivate,
  change,
  join,
  leave,
  invite,
  archive,
  delete_channel: deleteChannel,
  uninstall,
  reinstall,
}

type Acted = {
  ack: Ack | null
  /** Written meanwhile, by whomever, and visible to the person. */
  messages: (Message & { channel: string })[]
  /** What is before the person now; null where nobody in particular acted. */
  views: ReturnType<typeof viewsOf> | null
  violations: Violation[]
}

/** What a person does in the workspace, and what came of it when the app has done what it does. */
export async function act(sandbox: Sandbox, body: Json): Promise<Acted> {
  const did = String(body.do)
  const carryOut = Object.hasOwn(ACTS, did) ? ACTS[did] : undefined
  if (!carryOut) throw new Expected(`expected "do" to be one of ${Object.keys(ACTS).join(', ')}`)
  const person = personCalled(sandbox.workspace, String(body.as))?.id ?? null
  const before = sandbox.journal.violations.length
  const written: { channel: string; message: Message }[] = []
  const note = (channel: string, message: Message) => void written.push({ channel, message })
  sandbox.wire.writing.add(note)
  try {
    const under = carryOut(sandbox, body)
    sandbox.journal.record({ kind: 'act', did, person })
    const ack = await under
    await settled(sandbox)
    return {
      ack,
      messages: written
        .filter(({ channel, message }) => isSeen(sandbox, channel, message, person))
        .map(({ channel, message }) => ({ channel, ...message })),
      views: person === null ? null : viewsOf(sandbox, person),
      violations: sandbox.journal.violations.slice(before),
    }
  } finally {
    sandbox.wire.writing.delete(note)
  }
}

/** Still there, and not for somebody else alone. */
function isSeen({ workspace }: Sandbox, channel: string, message: Message, person: string | null): boolean {
  const isThere = workspace.messages[channel]?.includes(message) ?? false
  return isThere && (message.ephemeralFor === undefined || message.ephemeralFor === person)
}
