/** A workspace in which one acts as anybody, and waits for what comes of it by the journal alone. */

// biome-ignore lint/suspicious/noExplicitAny: what the app says is read as it came.
type Anything = any
export type Said = {
  channel: string
  ts: string
  user: string
  text: string
  blocks?: Anything[]
  ephemeralFor?: string
  thread_ts?: string
  edited?: { user: string; ts: string }
  files?: Anything[]
}
export type Shown = { id: string; blocks: Anything[]; [field: string]: Anything }
export type Views = { home: Shown | null; modals: Shown[] }
export type Violation = { seq: number; at: string; businessAt: string; kind: string; detail: string }
export type Acted = {
  /** Null where the app has nothing to acknowledge to a person. */
  ack: { ms: number; payload?: Anything; error?: string } | null
  messages: Said[]
  views: Views | null
  violations: Violation[]
}
export type Entry = { seq: number; kind: string; at: string; businessAt: string; [field: string]: Anything }
export type Values = Record<string, Record<string, unknown>>
/** By block and action: what is chosen in a field for files. */
export type Files = Record<string, Record<string, { name: string; contentBase64: string }[]>>
type Where = Pick<Said, 'channel' | 'ts'> | Pick<Shown, 'id'>

const pollMs = 10_000
const patienceMs = 15_000

/** A refused control call fails with what was expected. */
export function workspaceOf(sandboxUrl: string) {
  async function control(verb: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Anything> {
    const response = await fetch(`${sandboxUrl}/__sandbox/${path}`, {
      method: verb,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = (await response.json()) as Anything
    if (!response.ok) throw new Error(`${verb} ${path}: ${answer.error}`)
    return answer
  }

  const act = (body: Record<string, unknown>): Promise<Acted> => control('POST', 'act', body)
  const placeOf = (where: Where) =>
    'ts' in where ? { channel: where.channel, ts: where.ts } : { view: where.id }

  return {
    control,
    /** What anybody does, or an administrator: `{do: "invite", …}`. */
    act,
    as: (person: string) => ({
      command: (text: string, channel?: string) =>
        act({ as: person, do: 'command', text, ...(channel === undefined ? {} : { channel }) }),
      click: (
        where: Where,
        actionId: string,
        more: { value?: unknown; blockId?: string; values?: Values } = {},
      ) => act({ as: person, do: 'click', ...placeOf(where), actionId, ...more }),
      select: (
        where: Where,
        actionId: string,
        value: unknown,
        more: { blockId?: string; values?: Values } = {},
      ) => act({ as: person, do: 'select', ...placeOf(where), actionId, value, ...more }),
      submit: (view: Pick<Shown, 'id'>, values: Values = {}, files?: Files) =>
        act({ as: person, do: 'submit', view: view.id, values, ...(files === undefined ? {} : { files }) }),
      close: (view: Pick<Shown, 'id'>) => act({ as: person, do: 'close', view: view.id }),
      openHome: () => act({ as: person, do: 'open_home' }),
      say: (channel: string, text: string, more: { thread_ts?: string } = {}) =>
        act({ as: person, do: 'say', channel, text, ...more }),
      shortcut: (callbackId: string, message?: Pick<Said, 'channel' | 'ts'>) =>
        act({ as: person, do: 'shortcut', callbackId, ...(message ? placeOf(message) : {}) }),
      /** Their DM with the app, oldest first. */
      messages: (): Promise<Said[]> => control('GET', `messages?as=${encodeURIComponent(person)}`),
      home: async (): Promise<Shown | null> => (await viewsOf(person)).home,
      /** The top one last. */
      modals: async (): Promise<Shown[]> => (await viewsOf(person)).modals,
    }),
    messagesIn: (channel: string): Promise<Said[]> =>
      control('GET', `messages?channel=${encodeURIComponent(channel)}`),
    journal: (since = 0): Promise<Entry[]> => control('GET', `journal?since=${since}`),
    violations: (): Promise<Violation[]> => control('GET', 'violations'),
    waitFor,
  }

  function viewsOf(person: string): Promise<Views> {
    return control('GET', `views?as=${encodeURIComponent(person)}`)
  }

  /**
   * Asks again whenever something went between the workspace and the app, until the answer is neither undefined nor
   * false. Fails after fifteen seconds, or when the condition fails for good.
   */
  async function waitFor<Found>(
    condition: (journal: Entry[]) => Promise<Found | undefined | false> | Found | undefined | false,
    what = 'what was waited for',
  ): Promise<Found> {
    const began = performance.now()
    const journal: Entry[] = await control('GET', 'journal')
    for (;;) {
      const since = journal.at(-1)?.seq ?? 0
      const left = patienceMs - (performance.now() - began)
      const found = await condition(journal)
      if (found !== undefined && found !== false) return found
      if (left <= 0) throw new Error(`${what} did not come within ${patienceMs / 1000} seconds`)
      const wait = Math.ceil(Math.min(pollMs, left))
      journal.push(...(await control('GET', `journal?since=${since}&wait=${wait}`)))
    }
  }
}
