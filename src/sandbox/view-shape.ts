import { isObject } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import { homeOf, modalsOf, type View } from './views.ts'

/** The view as Slack shows it to the app. */
export function viewShape({ workspace }: Sandbox, view: View) {
  const { given } = view
  const isModal = view.type === 'modal'
  const plain = (value: unknown) =>
    isObject(value) ? { type: 'plain_text', text: String(value.text), emoji: value.emoji !== false } : null
  return {
    id: view.id,
    team_id: workspace.team.id,
    type: view.type,
    ...(isModal ? { title: plain(given.title), submit: plain(given.submit), close: plain(given.close) } : {}),
    blocks: given.blocks,
    private_metadata: String(given.private_metadata ?? ''),
    callback_id: String(given.callback_id ?? ''),
    external_id: String(given.external_id ?? ''),
    // A copy: what is sent or noted must not change with what is typed next.
    state: { values: structuredClone(view.state) },
    hash: view.hash,
    clear_on_close: given.clear_on_close === true,
    notify_on_close: given.notify_on_close === true,
    ...(isModal ? { submit_disabled: given.submit_disabled === true } : {}),
    root_view_id: view.root,
    previous_view_id: view.previous,
    app_id: workspace.app.id,
    app_installed_team_id: workspace.team.id,
    bot_id: workspace.app.botId,
  }
}

/** What is before a person, as the page and tests read it: the view with what is said under its fields. */
export function viewsOf(sandbox: Sandbox, user: string) {
  const shown = (view: View) => ({
    ...viewShape(sandbox, view),
    errors: { ...view.errors },
    trouble: view.trouble,
  })
  const home = homeOf(sandbox, user)
  return { home: home ? shown(home) : null, modals: modalsOf(sandbox, user).map(shown) }
}
