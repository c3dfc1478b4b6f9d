import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { types } from '@slack/bolt'
import { expect, onTestFinished } from 'vitest'
import { readAudiences } from '../../../src/audience.ts'
import { readIncidents } from '../../../src/import/incidents.ts'
import type { Message } from '../../../src/rules/message-facts.ts'
import { problemsOfMessageBlocks } from '../../../src/sandbox/blocks/validate.ts'
import { buttons } from '../../../src/slack/buttons.ts'
import { makeClient } from '../../../src/slack/client.ts'
import { carryOutCommand } from '../../../src/slack/commands.ts'
import type { Desk, Gesture } from '../../../src/slack/gesture.ts'
import { checkMessage } from '../../../src/slack/views/check-message.ts'
import { checkView } from '../../../src/slack/views/check-view.ts'
import { type CompanyOptions, openCompany } from '../../support/company.ts'
import { engines } from '../../support/engines.ts'
import { directoryOf } from '../../support/situations.ts'
import { told } from '../../support/stories.ts'

type Json = Record<string, unknown>
type Button = { action_id: string; value: string; text: { text: string } }
type Menu = { type: 'overflow'; options: { value: string; text: { text: string } }[] }
type Block = { type: string; accessory?: Button | Menu; elements?: Button[] }

/** A button of what was shown, by its action and, where several have it, by what it carries. */
type Wanted = { action: string; value?: string; words?: string }

/** An entry of a menu is a press of what its value names. */
const entriesOf = ({ options }: Menu): Button[] =>
  options.map(({ value, text }) => {
    const [action, ...about] = value.split(' ')
    return { action_id: action as string, value: about.join(' '), text }
  })

export const buttonsIn = (blocks: unknown[]): Button[] =>
  (blocks as Block[]).flatMap(({ type, accessory, elements }) => [
    ...(accessory ? ('options' in accessory ? entriesOf(accessory) : [accessory]) : []),
    ...(type === 'actions' ? (elements ?? []) : []),
  ])

export const wordsIn = (blocks: unknown[]): string =>
  (blocks as { text?: { text: string }; elements?: { text: string }[] }[])
    .flatMap(({ text, elements }) => [
      text?.text,
      ...(elements ?? []).map((one) => (typeof one.text === 'string' ? one.text : '')),
    ])
    .filter(Boolean)
    .join('\n')

/** People at a counter: they type after /policy and press, and Slack is a small server that keeps views. */
export async function counter(options: CompanyOptions = {}, engine = engines[0]!) {
  const fresh = await engine.openMigrated()
  const company = await openCompany(fresh.url, options)
  const slack = await startSlack()
  onTestFinished(async () => {
    await slack.stop()
    await company.close()
    await fresh.close()
  })
  const story = told(company)
  const directory = directoryOf()
  const desk: Desk = {
    world: company.world,
    client: makeClient({ token: 'xoxb-test', apiUrl: `${slack.url}/api/` }),
    directory,
    redraw: async () => true,
    incidentsIn: readIncidents,
    audienceOf: (audience) => readAudiences(company.world, directory).resolve(audience),
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  }
  let gestures = 0
  const person = (name: string) => story.row('people', { id: story.id(name) })

  async function gestureOf(name: string, said: Message[]): Promise<Gesture> {
    gestures += 1
    return {
      who: await person(name),
      key: `gesture ${gestures}`,
      triggerId: 'trigger',
      window: null,
      say: async (message) => void said.push(checked(message)),
    }
  }

  /** What is said to one who types, to them alone. */
  async function type(name: string, text: string): Promise<Message[]> {
    const said: Message[] = []
    await carryOutCommand(desk, await gestureOf(name, said), text)
    return said
  }

  /** What is said, and what stands in the place of the pressed message. */
  async function press(
    name: string,
    shown: { blocks: unknown[]; private_metadata?: string },
    wanted: Wanted,
    isHome = false,
  ) {
    const found = buttonsIn(shown.blocks).filter(
      ({ action_id, value, text }) =>
        action_id === wanted.action &&
        (wanted.value === undefined || value === wanted.value) &&
        (wanted.words === undefined || text.text === wanted.words),
    )
    if (!found[0]) throw new Error(`Expected a button ${JSON.stringify(wanted)} in ${JSON.stringify(shown)}`)
    const said: Message[] = []
    const replaced: Message[] = []
    const privateMetadata = 'private_metadata' in shown ? String(shown.private_metadata) : ''
    const view = { id: 'V', hash: 'h', type: 'home' as const, privateMetadata, values: {} }
    const work = buttons[wanted.action.split(':')[0] as string]
    await work?.(desk, {
      ...(await gestureOf(name, said)),
      actionId: found[0].action_id,
      value: found[0].value,
      message: isHome ? null : { channel: 'D1', ts: '1.1', isEphemeral: true },
      view: isHome ? view : null,
      replace: async (message) => void replaced.push(checked(message)),
    })
    return { said, replaced }
  }

  /** The one thing that was said. */
  async function answer(name: string, text: string): Promise<Message> {
    const said = await type(name, text)
    expect(said).toHaveLength(1)
    return said[0] as Message
  }

  return { ...story, desk, slack, person, type, answer, press }
}

export type Counter = Awaited<ReturnType<typeof counter>>

/** Within Slack's limits by our own check and by the sandbox's, which share no table. */
function checked(message: Message): Message {
  expect(checkMessage(message)).toEqual([])
  expect(problemsOfMessageBlocks(message.blocks)).toEqual([])
  return message
}

async function startSlack() {
  /** Modals as they were opened and filled; Homes by person. */
  const windows: types.ModalView[] = []
  const homes: { user: string; hash: string | null; view: types.HomeView }[] = []
  const says: Json[] = []

  const call = (method: string, body: URLSearchParams): Json => {
    const view = JSON.parse(body.get('view') ?? '{}')
    if (method === 'views.publish') {
      const scripted = says.shift()
      if (scripted) return scripted
      expect(checkView(view)).toEqual([])
      homes.push({ user: body.get('user_id') ?? '', hash: body.get('hash'), view })
      return { ok: true, view: { id: 'V1', hash: `hash ${homes.length}` } }
    }
    if (method === 'views.open' || method === 'views.push') {
      windows.push(view)
      return { ok: true, view: { id: `V${windows.length}` } }
    }
    if (method === 'views.update') {
      windows[windows.length - 1] = view
      return { ok: true }
    }
    return { ok: false, error: 'unknown_method' }
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const method = (request.url ?? '').slice('/api/'.length)
    const answered = call(method, new URLSearchParams(Buffer.concat(chunks).toString()))
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answered))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    windows,
    homes,
    /** Answers to the next publishing, in place of "done". */
    says,
    stop: () => {
      server.closeAllConnections()
      return new Promise<unknown>((closed) => server.close(closed))
    },
  }
}
