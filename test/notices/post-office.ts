import { surroundings } from '../../src/actions/surroundings.ts'
import { type Delivery, deliver } from '../../src/notices/deliver.ts'
import { newPace } from '../../src/notices/pace.ts'
import { recover } from '../../src/notices/recover.ts'
import { newDrawing, redrawOne, redrawStale } from '../../src/notices/redraw.ts'
import { makeOnOutcome } from '../../src/outcomes.ts'
import { addMilliseconds } from '../../src/rules/calendar.ts'
import type { Destination, Directory, LookUp, SendOutcome, UpdateOutcome } from '../../src/rules/delivery.ts'
import type { MessageFacts } from '../../src/rules/message-facts.ts'
import { directoryOf } from '../support/situations.ts'
import type { Told } from '../support/stories.ts'

/** A scripted Slack and two clocks in the test's hand: waiting moves both on, and takes no time. */

export type Post = { to: string; noticeId: string; facts: MessageFacts; at: number; number: number }
export type Drawn = { at: string; facts: MessageFacts; number: number }
export type LogLine = { level: string; message: string; fields: object }

export type Script = {
  /** What Slack answers to the n-th post, counted from 1; it is sent where nothing is said. */
  answer?: (post: Post) => SendOutcome | undefined | Promise<SendOutcome | undefined>
  /** What Slack answers to the n-th message drawn anew; it is drawn where nothing is said. */
  drawn?: (drawn: Drawn) => UpdateOutcome | undefined | Promise<UpdateOutcome | undefined>
  lookUp?: (noticeId: string) => LookUp
  isHere?: (slackId: string) => Promise<boolean>
  directory?: Directory
  owner?: string
  change?: Partial<Delivery>
}

export function postOffice(s: Told, script: Script = {}) {
  let elapsed = 0
  const posts: Post[] = []
  const drawn: Drawn[] = []
  const lookedUp: string[] = []
  const lines: LogLine[] = []
  const say = (level: string) => (fields: object, message: string) => {
    lines.push({ level, message, fields })
  }
  const log = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') }
  const directory = script.directory ?? directoryOf()
  const delivery: Delivery = {
    database: s.database,
    workspace: s.world.workspace,
    now: s.world.now,
    calendar: async () => (await surroundings(s.world, s.database.kysely)).calendar,
    monotonic: () => elapsed,
    sleep: async (milliseconds) => {
      elapsed += milliseconds
      s.at(addMilliseconds(s.world.now(), Math.round(milliseconds)))
      await leasesRunOn(s, Math.round(milliseconds))
    },
    scale: 1,
    owner: script.owner ?? 'first sender',
    sender: {
      async post(to, { noticeId, blocks }) {
        const place = placeOf(to)
        const facts = blocks[0] as MessageFacts
        const post = { to: place, noticeId, facts, at: elapsed, number: posts.length + 1 }
        posts.push(post)
        const answer = await script.answer?.(post)
        return answer ?? { outcome: 'sent', channel: channelOf(to), ts: `${post.number}.000100` }
      },
      async update({ channel, ts }, { blocks }) {
        const one = { at: `${channel} ${ts}`, facts: blocks[0] as MessageFacts, number: drawn.length + 1 }
        drawn.push(one)
        return (await script.drawn?.(one)) ?? { outcome: 'drawn' }
      },
      async lookUp(_to, noticeId) {
        lookedUp.push(noticeId)
        return script.lookUp?.(noticeId) ?? { found: 'absent' }
      },
    },
    compose: (facts) => ({ text: sayIn(facts), blocks: [facts] }),
    isHere: script.isHere ?? (async () => true),
    pace: newPace(0),
    drawing: newDrawing(),
    log,
    onOutcome: makeOnOutcome(s.world, directory, log),
    ...script.change,
  }
  return {
    delivery,
    posts,
    drawn,
    lookedUp,
    lines,
    log,
    directory,
    deliver: (milliseconds = 3_600_000) =>
      deliver(delivery, new AbortController().signal, elapsed + milliseconds),
    redraw: (milliseconds = 3_600_000) =>
      redrawStale(delivery, new AbortController().signal, elapsed + milliseconds),
    press: (channel: string, ts: string) => redrawOne(delivery, channel, ts),
    recover: () => recover(delivery),
    /** Posts to one person, in order. */
    to: (name: string) => posts.filter((post) => post.to === `U0${name.toUpperCase()}`),
    wait: (milliseconds: number) => delivery.sleep(milliseconds),
  }
}

/** Leases are compared with the database's own clock: instead of waiting, they are moved to meet it. */
async function leasesRunOn(s: Told, milliseconds: number): Promise<void> {
  await s.database.kysely
    .updateTable('notices')
    .set((e) => ({ leaseUntil: e('leaseUntil', '-', milliseconds) }))
    .where('leaseUntil', 'is not', null)
    .execute()
}

function placeOf(to: Destination): string {
  return to.kind === 'person' ? to.slackId : to.channel
}

function channelOf(to: Destination): string {
  return to.kind === 'person' ? `D${to.slackId.slice(1)}` : to.channel
}

/** `reminder: review ISP-07`. */
function sayIn({ kind, items }: MessageFacts): string {
  return `${kind}: ${items.map((item) => ('code' in item ? `${item.is} ${item.code}` : item.is)).join(', ')}`
}
