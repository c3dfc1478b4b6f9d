import { countOf } from '../../../db/acknowledgments.ts'
import { missingPeople } from '../../../db/facts.ts'
import { peopleCalled } from '../../../db/people.ts'
import { livingVersions } from '../../../db/register.ts'
import type { PolicyRow } from '../../../db/schema.ts'
import { type Message, named } from '../../rules/message-facts.ts'
import { listed } from '../../words.ts'
import { parseCommand } from '../command-line.ts'
import { words } from '../command-words.ts'
import { entriesFor } from '../commands/help.ts'
import { listPage } from '../commands/lists.ts'
import { windowAsked } from '../commands/open-window.ts'
import { policyMessage } from '../commands/show.ts'
import { carryOutCommand } from '../commands.ts'
import { noFilter } from '../filter.ts'
import type { Desk, Gesture } from '../gesture.ts'
import { permitMissing } from '../permit-missing.ts'
import type { Reader } from '../reader.ts'
import { menuInWords } from '../views/menu.ts'
import { missingMessage, nearTitlesMessage, openMessage } from '../views/question.ts'
import { sentence } from '../views/sentence.ts'
import { findTitled } from './find-titled.ts'
import type { Question } from './question.ts'

/** What a question is answered with: what the command of the same meaning says, judged as that is. */
export async function answerQuestion(
  desk: Desk,
  gesture: Gesture,
  reader: Reader,
  question: Question,
  said: string,
): Promise<void> {
  switch (question.ask) {
    case 'command':
      return await answerCommand(desk, gesture, reader, question)
    case 'policy':
      return await gesture.say(await aboutPolicy(reader, question))
    case 'title':
      return await gesture.say(await byTitle(reader, question.named, said))
    case 'nothing':
      return await gesture.say(menuInWords(await entriesFor(reader), null))
    case 'unknown':
      return await gesture.say(menuInWords(await entriesFor(reader), said))
  }
}

async function answerCommand(
  desk: Desk,
  gesture: Gesture,
  reader: Reader,
  { text, rest }: { text: string; rest: string },
): Promise<void> {
  const narrowed = rest === '' ? { more: '' } : await meantBy(reader, rest)
  if ('several' in narrowed) return await gesture.say(sentence(narrowed.several))
  const whole = `${text} ${narrowed.more}`.trim()
  const request = parseCommand(whole)
  // A window opens within three seconds of a press, and writing is none.
  if (windowAsked(request) !== null && request.word !== 'unknown')
    return await gesture.say(openMessage(words[request.word].button, whole))
  await carryOutCommand(desk, gesture, whole)
}

const mostPeople = 5
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** Words that name a person, or stand in a policy's title. */
async function meantBy({ act }: Reader, rest: string): Promise<{ more: string } | { several: string }> {
  const called = await peopleCalled(act.trx, act.workspace, rest, mostPeople)
  const here = called.filter(({ deactivatedAt }) => deactivatedAt === null)
  const [first, ...others] = here.length > 0 ? here : called
  if (!first?.slackId) return { more: `"${escaped(rest)}"` }
  if (others.length === 0) return { more: `owner <@${first.slackId}>` }
  const names = listed([first, ...others].map(({ name }) => name))
  return {
    several: `More than one person is called "${rest}": ${names}. Type @ and choose the one you mean.`,
  }
}

async function aboutPolicy(
  reader: Reader,
  { about, named: typed }: { about: 'policy' | 'missing'; named: string },
): Promise<Message> {
  const found = await findTitled(reader, typed)
  if (found.is === 'several') return await listOf(reader, found.name)
  if (found.is === 'near') return nearTitlesMessage(typed, found.near)
  return about === 'policy'
    ? await policyMessage(reader, found.policy)
    : await missingOf(reader, found.policy)
}

const listOf = (reader: Reader, text: string) => listPage(reader, { filter: { ...noFilter, text }, page: 1 })

/** A title and nothing else; what is near to none is not a title. */
async function byTitle(reader: Reader, typed: string, said: string): Promise<Message> {
  const found = await findTitled(reader, typed)
  if (found.is === 'several') return await listOf(reader, found.name)
  if (found.is === 'one') return await policyMessage(reader, found.policy)
  if (found.near.length > 0) return nearTitlesMessage(typed, found.near)
  return menuInWords(await entriesFor(reader), said)
}

const mostNames = 10

async function missingOf({ act, who, setting }: Reader, policy: PolicyRow): Promise<Message> {
  await permitMissing(act, who, policy)
  const { trx, engine, workspace } = act
  const versions = await livingVersions(trx, engine, workspace, [policy.id])
  const version = versions.find(({ state }) => state === 'in force')
  if (!version)
    return sentence(`"${policy.code}" has no version in force, so nobody is asked to acknowledge it.`)
  const { asked, given, excused, missing } = await countOf(trx, workspace, version.id)
  if (asked === 0)
    return sentence(`Nobody is asked to acknowledge version ${version.number} of "${policy.code}".`)
  const people = await missingPeople(trx, workspace, version.id, mostNames)
  const { id, code, title } = policy
  const more = missing - people.length
  const about = { policy: id, code, title, subject: version.id, number: version.number }
  const facts = { ...about, asked, given, excused, more }
  return missingMessage({ ...facts, is: 'who is missing', as: 'holder', missing: people.map(named) }, setting)
}
