import { appFor, field, modal, section, typed, words } from './http-app.ts'
import type { Reply } from './support.ts'

const options = ['a', 'b'].map((value) => ({ text: words(value), value }))
const form = modal(
  [
    { ...typed({ placeholder: words('x'), initial_value: 'x' }), hint: words('x') },
    { ...field({ type: 'static_select', options }), block_id: 'one', optional: true },
    { ...field({ type: 'multi_users_select' }), block_id: 'people', optional: true },
    { ...field({ type: 'datepicker' }), block_id: 'day', optional: true },
    { ...field({ type: 'file_input' }), block_id: 'files', optional: true },
    {
      type: 'actions',
      block_id: 'actions',
      elements: [{ type: 'button', action_id: 'go', text: words('Go'), value: 'x' }],
    },
  ],
  { close: words('Cancel'), callback_id: 'form', private_metadata: 'x', notify_on_close: true },
)

/** What views and files answer and bring to the app, at its fullest: replies by method, payloads by the name of their recording. */
export async function fullViews(): Promise<{
  replies: Record<string, Reply[]>
  payloads: Record<string, Reply[]>
}> {
  const { sandbox, act, trigger, seen } = await appFor()
  const replies: Record<string, Reply[]> = {}
  const call = async (method: string, given: Record<string, unknown>): Promise<Reply> => {
    const reply = await sandbox.call(method, given)
    if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply)}`)
    replies[method] = [...(replies[method] ?? []), reply]
    return reply
  }
  const home = { type: 'home', blocks: [section()], external_id: 'home' }
  await call('blocks.validate', { blocks: [section()] })
  await call('views.publish', { user_id: 'U0ANAWEBER', view: home })
  await act({ do: 'open_home' })
  const { view } = await call('views.open', { trigger_id: await trigger(), view: form })
  const below = await call('views.push', { trigger_id: await trigger(), view: form })
  await call('views.update', { view_id: view.id, view: form, hash: view.hash })
  await act({ do: 'close', view: below.view.id })
  await act({ do: 'click', view: view.id, actionId: 'go' })
  const files = { files: { value: [{ name: 'a.md', content: 'x' }] } }
  const values = { one: { value: 'a' }, people: { value: ['leo'] }, day: { value: '2027-04-01' } }
  await act({ do: 'submit', view: view.id, values, files })
  await upload(call)
  const channel = 'C0SECURITY'
  await expectMessage(() => sandbox.control('GET', `messages?channel=${channel}`))
  await call('files.info', { file: replies['files.getUploadURLExternal']![0].file_id })
  return { replies, payloads: byRecording(seen) }
}

async function upload(
  call: (method: string, given: Record<string, unknown>) => Promise<Reply>,
): Promise<void> {
  const announced = { filename: 'a.md', length: '1', alt_txt: 'x' }
  const { upload_url, file_id } = await call('files.getUploadURLExternal', announced)
  await fetch(upload_url, { method: 'POST', body: 'x' })
  const files = [{ id: file_id, title: 'x' }]
  await call('files.completeUploadExternal', { files, channel_id: 'C0SECURITY', initial_comment: 'x' })
}

/** The message with the file comes after the reply. */
async function expectMessage(messages: () => Promise<Reply[]>): Promise<void> {
  while ((await messages()).length === 0);
}

const RECORDINGS: Record<string, string> = {
  block_actions: 'interactivity/BlockActionPayload',
  view_submission: 'interactivity/ViewSubmissionPayload',
  view_closed: 'interactivity/ViewClosedPayload',
  app_home_opened: 'events/AppHomeOpenedPayload',
  file_shared: 'events/FileSharedPayload',
}

function byRecording(seen: Reply[]): Record<string, Reply[]> {
  const payloads: Record<string, Reply[]> = {}
  for (const payload of seen) {
    const name = RECORDINGS[payload.event?.type ?? payload.type]
    if (name !== undefined) payloads[name] = [...(payloads[name] ?? []), payload]
  }
  return payloads
}
