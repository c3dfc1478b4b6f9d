import { afterAll, beforeAll, expect } from 'vitest'
import { member, staff } from '../support/company.ts'
import { inForce, submitted } from '../support/situations.ts'
import { type Told, told } from '../support/stories.ts'
import { openDesk } from './desk.ts'

/** What Slack may answer to a call, by name, and a company at its work while it does. */

export type Fault = { do: string; [field: string]: unknown }
export type Answer = [name: string, fault: Fault]

export const named = (...names: string[]) => names.map((error): Answer => [error, { do: 'error', error }])
export const lost: Answer[] = [
  ['a dropped connection', { do: 'drop' }],
  ['a connection dropped once it was done', { do: 'drop', when: 'after' }],
]
export const broken: Answer[] = [
  ['status 500', { do: 'status', status: 500 }],
  ['status 500 once it was done', { do: 'status', status: 500, when: 'after' }],
  ['status 503', { do: 'status', status: 503 }],
  ['a page with status 200', { do: 'html', when: 'before' }],
  ['a page with status 200 once it was done', { do: 'html', when: 'after' }],
  ['half of the answer', { do: 'truncate' }],
]
export const limited: Answer[] = [
  ['429 that says how long', { do: 'ratelimited', retryAfter: 1 }],
  ['429 that does not', { do: 'ratelimited', retryAfter: null }],
  ['ratelimited with status 200', { do: 'ratelimited_ok' }],
]
export const always = [
  ...named('internal_error', 'fatal_error', 'account_inactive', 'missing_scope', 'invalid_arguments'),
  ...lost,
  ...broken,
]
export const tooLate = named('expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id')
export const gone = named('channel_not_found', 'user_not_in_channel', 'is_archived')
export const undrawable = named('message_not_found', 'cant_update_message', 'edit_window_closed')

export const crowd = Array.from({ length: 26 }, (_, index) => member(`p${index}`))
export const oneSentence = /^[A-Z][^\n]{20,400}[.…]$/

type Desk = Awaited<ReturnType<typeof openDesk>>

/** One desk for all tests of a file: ISP-01 is in force, and ISP-02 awaits endorsement. */
export function company() {
  const open = {} as { desk: Desk; story: Told }

  beforeAll(async () => {
    open.desk = await openDesk({ people: [...staff, ...crowd] })
    open.story = told(open.desk.company)
    await inForce(open.story, 'ISP-01')
    await submitted(open.story, 'ISP-02')
    await open.desk.program.rounds.settle()
  }, 60_000)

  afterAll(async () => {
    const violations = await open.desk.sandbox.violations()
    await open.desk.close()
    expect(violations).toEqual([])
  })

  const person = (name: string) => open.desk.as(`U0${name.toUpperCase()}`)
  return {
    open,
    person,
    entries: async () => (await open.story.rows('entries')).length,
    /** The next call of the method answers so, once; nothing is left of it for the next case. */
    async struck<Done>(method: string, fault: Fault, gesture: () => Promise<Done>): Promise<Done> {
      await open.desk.sandbox.control('POST', 'faults', { method, times: 1, ...fault })
      try {
        return await gesture()
      } finally {
        await open.desk.sandbox.control('DELETE', 'faults')
      }
    },
    /** The program goes on. */
    async answersNext(name: string): Promise<void> {
      const acted = await person(name).command('/policy help', 'general')
      expect(acted.messages).toMatchObject([{ ephemeralFor: `U0${name.toUpperCase()}` }])
    },
    /** The same words to the same person are no repetition two minutes later. */
    later: () => open.desk.sandbox.control('POST', 'clock', { advance: 'PT2M' }),
    async closeAll(name: string): Promise<void> {
      const top = (await person(name).modals()).at(-1)
      if (!top) return
      await open.desk.sandbox.act({ as: `U0${name.toUpperCase()}`, do: 'close', view: top.id, all: true })
    },
  }
}
