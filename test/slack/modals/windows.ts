import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { types } from '@slack/bolt'
import { expect, onTestFinished } from 'vitest'
import { readAudiences } from '../../../src/audience.ts'
import { readIncidents } from '../../../src/import/incidents.ts'
import type { Message } from '../../../src/rules/message-facts.ts'
import { makeClient } from '../../../src/slack/client.ts'
import type { Desk, Gesture, Press, Values } from '../../../src/slack/gesture.ts'
import { type ModalName, openModal, pressModal, submitModal } from '../../../src/slack/modals.ts'
import { checkView } from '../../../src/slack/views/check-view.ts'
import type { Filled } from '../../../src/slack/views/modals/form.ts'
import { type Company, type CompanyOptions, openCompany } from '../../support/company.ts'
import { engines } from '../../support/engines.ts'
import { directoryOf } from '../../support/situations.ts'
import { type Told, told } from '../../support/stories.ts'

/** Windows without the program around them: Slack is a small server that keeps what it is sent. */

type Json = Record<string, unknown>
type SlackFile = { name: string; body: string | Uint8Array; type?: string; size?: number; redirect?: string }
type Answer = { status?: number; headers?: Record<string, string>; body: string | Uint8Array }

export type Window = {
  view: types.ModalView
  /** Everything that a reader sees. */
  text: string
  type(fields: Record<string, string | string[]>): Window
  /** From here on only what the view itself gives back stands in its fields. */
  forget(): void
  /** Another choice in a field that changes its form, or a button of the window. */
  press(action: string, value?: string): Promise<void>
  submit(key?: string): Promise<Submitted>
  show(view: types.ModalView): void
}
type Submitted = { is: string; errors: Record<string, string>; text: string }

type Origin = { isTold?: boolean; draft?: Filled }

export type Windows = Told & {
  open(who: string, name: ModalName, subject: string, origin?: Origin): Promise<Window>
  /** What was said to people alone. */
  said: string[]
  /** Answers of Slack by method, in place of "done". */
  slackSays: Record<string, Json>
  files: Record<string, SlackFile>
}

export async function windows(options: CompanyOptions = {}): Promise<Windows> {
  const fresh = await engines[0]!.open()
  const company = await openCompany(fresh.url, options)
  const slack = await startSlack()
  onTestFinished(async () => {
    await slack.stop()
    await company.close()
    await fresh.close()
  })
  const story = told(company)
  const desk = deskOf(company, slack.url)
  const said: string[] = []
  let gestures = 0

  const gestureOf = async (who: string, key?: string): Promise<Gesture> => ({
    who: await story.row('people', { id: story.id(who) }),
    key: key ?? `gesture ${++gestures}`,
    triggerId: 'trigger',
    window: null,
    say: async ({ text }: Message) => void said.push(text),
  })

  const windowOf = (who: string, id: string): Window => {
    let typed: Record<string, string | string[]> = {}
    const current = () => {
      const view = slack.views.get(id)
      if (!view) throw new Error('Expected an open window')
      return view
    }
    const show = (view: types.ModalView) => {
      expect(checkView(view)).toEqual([])
      slack.views.set(id, view)
    }
    const window: Window = {
      get view() {
        return current()
      },
      get text() {
        return textOf(current())
      },
      type(fields) {
        typed = { ...typed, ...fields }
        return window
      },
      forget() {
        typed = {}
      },
      show,
      async press(action, value = '') {
        if (action === 'value') typed = { ...typed }
        const view = {
          id,
          hash: 'h',
          type: 'modal' as const,
          privateMetadata: current().private_metadata ?? '',
        }
        const values = valuesOf(current(), typed)
        const press: Press = {
          ...(await gestureOf(who)),
          actionId: action,
          value,
          message: null,
          view: { ...view, values },
          replace: async () => {},
        }
        await pressModal(desk, press)
        expect(checkView(current())).toEqual([])
      },
      async submit(key) {
        const view = current()
        const submitted = {
          callbackId: view.callback_id ?? '',
          viewId: id,
          hash: 'h',
          privateMetadata: view.private_metadata ?? '',
          values: valuesOf(view, typed),
        }
        const answer = await submitModal(desk, await gestureOf(who, key), submitted)
        if (answer.is === 'update') show(answer.view)
        return {
          is: answer.is,
          errors: answer.is === 'errors' ? answer.errors : {},
          text: answer.is === 'update' ? textOf(answer.view) : '',
        }
      },
    }
    return window
  }

  return {
    ...story,
    said,
    slackSays: slack.says,
    files: slack.files,
    async open(who, name, subject, origin) {
      const before = slack.views.size
      await openModal(desk, await gestureOf(who), name, subject, origin)
      if (slack.views.size === before) throw new Error(`No window was opened; said: ${said.join(' ')}`)
      const window = windowOf(who, `V${slack.views.size}`)
      expect(checkView(window.view)).toEqual([])
      return window
    },
  }
}

function deskOf(company: Company, url: string): Desk {
  const directory = directoryOf()
  return {
    world: company.world,
    client: makeClient({ token: 'xoxb-test', apiUrl: `${url}/api/` }),
    directory,
    redraw: async () => true,
    incidentsIn: readIncidents,
    audienceOf: (audience) => readAudiences(company.world, directory).resolve(audience),
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  }
}

/** All fields of a view as Slack sends them: as typed, else as they began. */
function valuesOf(view: types.ModalView, typed: Record<string, string | string[]>): Values {
  const values: Values = {}
  for (const block of view.blocks) {
    if (block.type !== 'input') continue
    const id = block.block_id as string
    const element = (block as types.InputBlock).element as unknown as Json & { type: string }
    const value = typed[id.split('~')[0] as string]
    values[id] = { value: { type: element.type, ...standing(element, value) } }
  }
  return values
}

function standing(element: Json & { type: string }, typed: string | string[] | undefined): Json {
  const option = (value: string) => ({ text: { type: 'plain_text', text: value }, value })
  const values = (found: unknown) =>
    (found as { value: string }[] | undefined)?.map(({ value }) => option(value))
  const list = Array.isArray(typed) ? typed : typed === undefined ? undefined : [typed]
  const one = Array.isArray(typed) ? typed[0] : typed
  switch (element.type) {
    case 'plain_text_input':
      return { value: (one ?? element.initial_value ?? null) || null }
    case 'static_select':
    case 'radio_buttons': {
      const initial = element.initial_option as { value: string } | undefined
      const value = one ?? initial?.value
      return { selected_option: value === undefined ? null : option(value) }
    }
    case 'checkboxes':
    case 'multi_static_select':
      return { selected_options: list?.map(option) ?? values(element.initial_options) ?? [] }
    case 'datepicker':
      return { selected_date: one ?? element.initial_date ?? null }
    case 'users_select':
      return { selected_user: one ?? element.initial_user ?? null }
    case 'multi_users_select':
      return { selected_users: list ?? element.initial_users ?? [] }
    case 'conversations_select':
      return { selected_conversation: one ?? element.initial_conversation ?? null }
    case 'multi_conversations_select':
      return { selected_conversations: list ?? element.initial_conversations ?? [] }
    case 'file_input':
      return { files: (list ?? []).map((id) => ({ id })) }
    default:
      throw new Error(`Expected a known field, got ${element.type}`)
  }
}

/** All words of a view, one a line. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join('\n')
  if (typeof value !== 'object' || value === null) return ''
  const { text, initial_value, ...rest } = value as Json
  const own = typeof text === 'string' ? [text] : [textOf(text)]
  const initial = typeof initial_value === 'string' ? [initial_value] : []
  return [...own, ...initial, ...Object.values(rest).map(textOf)].filter(Boolean).join('\n')
}

async function startSlack() {
  const views = new Map<string, types.ModalView>()
  const says: Record<string, Json> = {}
  const files: Record<string, SlackFile> = {}
  let url = ''

  const call = (method: string, body: URLSearchParams): Json => {
    if (says[method]) return says[method]
    const view = () => JSON.parse(body.get('view') ?? '{}') as types.ModalView
    if (method === 'views.open' || method === 'views.push') {
      const id = `V${views.size + 1}`
      views.set(id, view())
      return { ok: true, view: { id } }
    }
    if (method === 'views.update') {
      views.set(body.get('view_id') ?? '', view())
      return { ok: true }
    }
    if (method === 'files.info') {
      const id = body.get('file') ?? ''
      const file = files[id]
      if (!file) return { ok: false, error: 'file_not_found' }
      const size = file.size ?? Buffer.byteLength(file.body)
      return { ok: true, file: { id, name: file.name, size, url_private: `${url}/files/${id}` } }
    }
    if (method === 'usergroups.list')
      return { ok: true, usergroups: [{ id: 'S1', name: 'Engineering', handle: 'eng' }] }
    return { ok: false, error: 'unknown_method' }
  }
  const fileAnswer = (id: string, token: string | undefined): Answer => {
    const file = files[id]
    if (!file || token !== 'Bearer xoxb-test') return { status: 403, body: '' }
    if (file.redirect) return { status: 302, headers: { location: file.redirect }, body: '' }
    return { headers: { 'content-type': file.type ?? 'text/plain' }, body: file.body }
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const path = request.url ?? ''
    if (path.startsWith('/files/')) {
      const { status = 200, headers = {}, body } = fileAnswer(path.slice(7), request.headers.authorization)
      response.writeHead(status, headers).end(body)
      return
    }
    const answer = call(path.slice('/api/'.length), new URLSearchParams(Buffer.concat(chunks).toString()))
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    views,
    says,
    files,
    stop: () => {
      server.closeAllConnections()
      return new Promise<unknown>((closed) => server.close(closed))
    },
  }
}
