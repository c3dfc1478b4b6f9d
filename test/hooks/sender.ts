import { createHmac } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { changeSources } from '../../src/actions/change-sources.ts'
import { serveHealth } from '../../src/health.ts'
import { keyOfSource } from '../../src/hooks/keys.ts'
import { type HookOptions, makeHooks } from '../../src/hooks/listener.ts'
import type { SourceChange } from '../../src/rules/sources.ts'
import { type CompanyOptions, openCompany, operator } from '../support/company.ts'
import { type Engine, engines } from '../support/engines.ts'
import { told } from '../support/stories.ts'

export const secret = Buffer.alloc(32, 7)
export const laptop = {
  id: 'alert-1',
  category: 'security_event',
  happenedOn: '2027-02-28',
  what: 'A laptop was lost',
}

type Answer = { status: number; body: Record<string, never> & { error?: { code: string; message: string } } }
export type Sent = {
  method?: string
  source?: string
  key?: string
  at?: number | string
  signature?: string
  headers?: Record<string, string>
  /** The headers that are left out. */
  without?: string[]
}

/** A company whose source pagerduty reports over a real server, and what is written to its log. */
export async function sender(
  options: Partial<HookOptions> & { engine?: Engine; company?: CompanyOptions } = {},
) {
  const fresh = await (options.engine ?? engines[0]!).openMigrated()
  const company = await openCompany(fresh.url, options.company)
  const s = told(company)
  const log: string[] = []
  const say = (fields: object, message: string) => void log.push(`${message} ${JSON.stringify(fields)}`)
  const seconds = () => Math.floor(Date.now() / 1000)
  const hooks = makeHooks({
    world: company.world,
    secret,
    seconds,
    monotonic: () => performance.now(),
    log: { debug: say, info: say, warn: say, error: say },
    ...options,
  })
  const server = await serveHealth(0, async () => [], hooks)
  onTestFinished(async () => {
    await server.stop()
    await company.close()
    await fresh.close()
  })
  const change = (what: SourceChange, name = 'pagerduty') =>
    s.does(operator, changeSources, { name, change: what })
  await change('add')
  const keyOf = (generation = 1, name = 'pagerduty') =>
    keyOfSource(secret, { workspace: company.world.workspace, name, generation })

  const signed = (text: string | Buffer, { source = 'pagerduty', key = keyOf(), ...sent }: Sent = {}) => {
    const at = String(sent.at ?? seconds())
    const mac = createHmac('sha256', key).update(`v1:${at}:`).update(text).digest('hex')
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'x-perennial-source': source,
      'x-perennial-timestamp': at,
      'x-perennial-signature': sent.signature ?? `v1=${mac}`,
      ...sent.headers,
    }
    for (const name of sent.without ?? []) delete headers[name]
    return headers
  }

  const post = async (report: unknown, sent: Sent = {}) => {
    const text = typeof report === 'string' || Buffer.isBuffer(report) ? report : JSON.stringify(report)
    const method = sent.method ?? 'POST'
    const response = await fetch(`http://127.0.0.1:${server.port}/hooks/events`, {
      method,
      headers: signed(text, sent),
      ...(method === 'GET' ? {} : { body: text as BodyInit }),
    })
    return {
      ...((await answerOf(response)) as Answer),
      header: (name: string) => response.headers.get(name),
    }
  }
  return { ...s, port: server.port, log, change, keyOf, signed, post, seconds }
}

async function answerOf(response: Response): Promise<{ status: number; body: unknown }> {
  return { status: response.status, body: await response.json() }
}
