import { readFile } from 'node:fs/promises'
import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Sandbox } from './context.ts'
import type { Change } from './journal.ts'
import { BOT_TOKEN } from './populate.ts'

const HTML = 'text/html; charset=utf-8'
const SCRIPT = 'text/javascript; charset=utf-8'
const STYLE = 'text/css; charset=utf-8'
const FILES: Record<string, string> = {
  'page.css': STYLE,
  'blocks.css': STYLE,
  'pieces.css': STYLE,
  'about.js': SCRIPT,
  'act.js': SCRIPT,
  'app-form.js': SCRIPT,
  'choosing.js': SCRIPT,
  'clock-bar.js': SCRIPT,
  'composer.js': SCRIPT,
  'confirm.js': SCRIPT,
  'draw.js': SCRIPT,
  'el.js': SCRIPT,
  'elements.js': SCRIPT,
  'emoji.js': SCRIPT,
  'external.js': SCRIPT,
  'fault-list.js': SCRIPT,
  'fields.js': SCRIPT,
  'file-card.js': SCRIPT,
  'focus.js': SCRIPT,
  'journal-entries.js': SCRIPT,
  'journal.js': SCRIPT,
  'line.js': SCRIPT,
  'manage-form.js': SCRIPT,
  'manage.js': SCRIPT,
  'menu.js': SCRIPT,
  'message-menu.js': SCRIPT,
  'options.js': SCRIPT,
  'page.js': SCRIPT,
  'post.js': SCRIPT,
  'reactions.js': SCRIPT,
  'rich-words.js': SCRIPT,
  'sidebar.js': SCRIPT,
  'surface.js': SCRIPT,
  'text.js': SCRIPT,
  'timeline.js': SCRIPT,
  'tour.js': SCRIPT,
  'views.js': SCRIPT,
  'wall-time.js': SCRIPT,
  'words.js': SCRIPT,
  'world.js': SCRIPT,
}
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' https: data:"

/** The page that shows the workspace, and the events that keep it up to date. */
export function servePage(app: Hono<{ Bindings: HttpBindings }>, sandbox: Sandbox): void {
  app.get('/', () => sendFile('page.html', HTML))
  for (const [file, type] of Object.entries(FILES)) app.get(`/${file}`, () => sendFile(file, type))
  // A permalink leads here; the page reads the address.
  app.get('/archives/:channel/:message', () => sendFile('page.html', HTML))
  app.get('/__sandbox/live', (context) =>
    streamSSE(context, async (stream) => {
      const send = (change: Change | { kind: 'all' }) =>
        void stream.writeSSE({ data: JSON.stringify({ ...change, state: stateOf(sandbox) }) })
      sandbox.listeners.add(send)
      send({ kind: 'all' })
      await new Promise<void>((resolve) => stream.onAbort(resolve))
      sandbox.listeners.delete(send)
    }),
  )
}

function stateOf({ workspace, clock, journal, manifest, rates }: Sandbox) {
  const nextDue = clock.followers.nextDueAfter(clock.now())
  return {
    team: workspace.team.name,
    timeZone: workspace.timeZone,
    app: workspace.app,
    now: new Date(clock.now()).toISOString(),
    ticking: clock.ticking,
    moving: clock.moving(),
    nextDueAt: nextDue === undefined ? null : new Date(nextDue).toISOString(),
    violations: journal.violations.length,
    tabs: { home: manifest.homeTab, messages: manifest.messagesTab },
    about: { name: manifest.name, description: manifest.description },
    commands: manifest.commands,
    shortcuts: manifest.shortcuts,
    scopes: manifest.scopes,
    token: workspace.tokens[BOT_TOKEN]?.status,
    rate: rates.profile(),
    groups: Object.values(workspace.groups).map(({ id, handle, name, users }) => ({
      id,
      handle,
      name,
      users,
    })),
  }
}

async function sendFile(file: string, type: string): Promise<Response> {
  const text = await readFile(new URL(`./page/${file}`, import.meta.url), 'utf8')
  return new Response(text, {
    headers: { 'content-type': type, 'cache-control': 'no-cache', 'content-security-policy': POLICY },
  })
}
