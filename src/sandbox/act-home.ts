import { actor } from './act-subjects.ts'
import type { Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import { emit } from './events.ts'
import { Expected } from './expected.ts'
import { openDm } from './lookup.ts'
import { viewShape } from './view-shape.ts'
import { homeOf } from './views.ts'

/** `{as, do: "open_home", tab?}`: the Home tab, or "messages"; a tab is there where the manifest has it. */
export function openHome(sandbox: Sandbox, body: Json): null {
  const person = actor(sandbox, body)
  const { tab = 'home' } = body
  if (tab !== 'home' && tab !== 'messages') throw new Expected('expected "tab" to be home or messages')
  const { homeTab, messagesTab } = sandbox.manifest
  if (!(tab === 'home' ? homeTab : messagesTab)) throw new Expected(`expected a manifest with the tab ${tab}`)
  const dm = openDm(sandbox.workspace, person.id, sandbox.clock.now())
  const view = tab === 'home' ? homeOf(sandbox, person.id) : undefined
  emit(
    sandbox,
    {
      type: 'app_home_opened',
      user: person.id,
      channel: dm.id,
      tab,
      ...(view ? { view: viewShape(sandbox, view) } : {}),
    },
    { person: person.id },
  )
  return null
}
