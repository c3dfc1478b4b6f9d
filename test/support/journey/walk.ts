import type { Database } from '../../../db/open.ts'
import { surroundings } from '../../../src/actions/surroundings.ts'
import { newPace } from '../../../src/notices/pace.ts'
import { newDrawing } from '../../../src/notices/redraw.ts'
import { makeOnOutcome, takeIn } from '../../../src/outcomes.ts'
import { makeRounds } from '../../../src/rounds.ts'
import { addDays, sayDue } from '../../../src/rules/calendar.ts'
import type { Directory, DirectoryPerson, Sender } from '../../../src/rules/delivery.ts'
import type { MessageFacts, MessageItem } from '../../../src/rules/message-facts.ts'
import type { Happening, Item, Message, Scenario } from '../naive-year/scenario.ts'
import { happen } from './happen.ts'
import { dmOf, governanceChannel, slackIdOf } from './people.ts'
import { goLiveAt, importRegister, worldOn } from './prepare.ts'

const quiet = {
  debug() {},
  info() {},
  warn() {},
  error(fields: object, message: string) {
    throw new Error(message + JSON.stringify(fields))
  },
}

/** Walks a scenario through the program's rounds with a scripted Slack, and gives the messages that were sent. */
export async function walk(database: Database, scenario: Scenario): Promise<Message[]> {
  const clock = { now: scenario.liveAt }
  const world = worldOn(database, 'w1', clock)
  await importRegister(world, clock, scenario)
  clock.now = scenario.liveAt
  const left = new Set<string>()
  const directory = scriptedDirectory(scenario, left)
  const messages: Message[] = []
  const facts: MessageFacts[] = []
  const sender: Sender = {
    async post(to, message) {
      const said = facts.pop() as MessageFacts
      const channel = to.kind === 'person' ? dmOf(to.slackId) : to.channel
      const who =
        to.kind === 'channel'
          ? scenario.governanceChannel
          : scenario.people.find((p) => slackIdOf(p.email) === to.slackId)?.email
      messages.push({
        at: `${clock.now.slice(0, 16)}Z`,
        to: who as string,
        kind: said.kind as Message['kind'],
        items: said.items.map((item) => itemOf(item, said)).sort(byItem),
      })
      return { outcome: 'sent', channel, ts: message.noticeId }
    },
    async update() {
      facts.pop()
      return { outcome: 'drawn' }
    },
    lookUp: async () => ({ found: 'absent' }),
  }
  const delivery = {
    database,
    workspace: 'w1',
    now: world.now,
    calendar: async () => (await surroundings(world, database.kysely)).calendar,
    monotonic: () => 0,
    sleep: async () => {},
    scale: 0,
    owner: 'walk',
    sender,
    compose: (said: MessageFacts) => {
      facts.push(said)
      return { text: said.kind, blocks: [] }
    },
    isHere: async () => true,
    pace: newPace(0),
    drawing: newDrawing(),
    log: quiet,
    onOutcome: makeOnOutcome(world, directory, quiet),
  }
  const rounds = makeRounds({ world, directory, delivery, sleep: async () => {}, log: quiet })
  await rounds.settle()
  await goLiveAt(world, clock, scenario)
  let next = await rounds.settle()
  const walkTo = async (target: string) => {
    while (next <= target) {
      clock.now = next
      next = await rounds.settle()
    }
    clock.now = target
  }
  for (const happening of scenario.happenings) {
    const at = new Date(happening.at).toISOString()
    await walkTo(at)
    if (happening.do === 'down') {
      clock.now = new Date(happening.until).toISOString()
    } else if (happening.do === 'leave') {
      left.add(happening.person)
      await takeIn(world, personOf(scenario, happening.person, true))
    } else await happenOrSay(world, happening)
    next = await rounds.settle()
  }
  await walkTo(new Date(Date.parse(scenario.until) - 1).toISOString())
  return messages
}

async function happenOrSay(world: Parameters<typeof happen>[0], happening: Happening): Promise<void> {
  try {
    await happen(world, happening)
  } catch (error) {
    throw new Error(`${JSON.stringify(happening)}: ${(error as Error).message}`)
  }
}

function itemOf(item: MessageItem, said: MessageFacts): Item {
  if (item.is === 'trouble') throw new Error(`Expected no trouble, got "${item.sentence}"`)
  if (item.is === 'triage' || item.is === 'report') throw new Error('Nobody reports anything in this year')
  if (item.is === 'attested') throw new Error('Expected nothing to be sent that is over')
  const as = 'as' in item ? item.as : 'holder'
  const obligation =
    item.is === 'outcome'
      ? item.result === 'sent back'
        ? 'review'
        : 'endorse'
      : item.is === 'distribution'
        ? 'acknowledge'
        : item.is
  const dueOn = dueOf(item, said.today)
  return {
    code: 'code' in item ? item.code : item.subject,
    obligation: obligation as Item['obligation'],
    as,
    dueOn,
    words: dueOn === '' ? '' : sayDue(dueOn, said.today),
  }
}

function dueOf(item: MessageItem, today: string): string {
  if (item.is === 'review') return item.as === 'escalation' ? item.reviewDueOn : item.dueOn
  if (item.is === 'outcome') return item.submitAgainBy ?? ''
  if (item.is === 'distribution')
    return item.daysToAcknowledge === null ? '' : (item.dueOn ?? addDays(today, item.daysToAcknowledge))
  return 'dueOn' in item ? (item.dueOn ?? '') : ''
}

function byItem(a: Item, b: Item): number {
  return `${a.code} ${a.obligation}` < `${b.code} ${b.obligation}` ? -1 : 1
}

function personOf(scenario: Scenario, email: string, isDeactivated: boolean): DirectoryPerson {
  const person = scenario.people.find((one) => one.email === email)
  return {
    slackId: slackIdOf(email),
    email,
    name: email.replace(/@.*/, ''),
    zone: person?.zone ?? null,
    isBot: false,
    isGuest: false,
    isOutsider: false,
    isAdmin: false,
    isDeactivated,
  }
}

function scriptedDirectory(scenario: Scenario, left: ReadonlySet<string>): Directory {
  const all = () => scenario.people.map(({ email }) => personOf(scenario, email, left.has(email)))
  return {
    team: async () => ({ id: 'T1', name: 'Example', botUserId: 'U0BOT' }),
    async *people() {
      yield all()
    },
    person: async (id) => all().find((person) => person.slackId === id) ?? null,
    channelMembers: async (channel) =>
      channel === governanceChannel ? all().map((person) => person.slackId) : [],
    groupMembers: async () => [],
  }
}
