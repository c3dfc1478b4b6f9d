import { parseCommand, type Request } from './command-line.ts'
import type { CodeWord } from './command-words.ts'
import { coveragePage } from './commands/coverage.ts'
import { findPolicy } from './commands/find-policy.ts'
import { help } from './commands/help.ts'
import { dueList, listPage } from './commands/lists.ts'
import { openAbout, openBare, openHandOverAll, openReport } from './commands/open-window.ts'
import { policyMessage } from './commands/show.ts'
import { answerUnknown } from './commands/unknown.ts'
import { acknowledgmentFor, acknowledgmentList, endorsementList, endorsementOf } from './commands/waiting.ts'
import { noFilter } from './filter.ts'
import type { Desk, Gesture } from './gesture.ts'
import { type Reader, readerOf } from './reader.ts'

/** What a person types after `/policy`, carried out: a message to them alone, or a window. */
export async function carryOutCommand(desk: Desk, gesture: Gesture, text: string): Promise<void> {
  const request = parseCommand(text)
  const reader = await readerOf(desk, gesture.who)
  switch (request.word) {
    case 'help':
      return await gesture.say(await help(reader, request.about))
    case 'list':
      return await gesture.say(await listPage(reader, request))
    case 'due':
      return await gesture.say(await dueList(reader, request))
    case 'coverage':
      return await gesture.say(await coveragePage(reader, 1))
    case 'report':
      return await openReport(desk, gesture, reader, request.text)
    case 'add':
    case 'settings':
    case 'golive':
    case 'delegate':
      return await openBare(desk, gesture, reader, request.word)
    case 'unknown':
      return await gesture.say(await answerUnknown(reader, request))
    default:
      return await aboutPolicy(desk, gesture, reader, request)
  }
}

async function aboutPolicy(
  desk: Desk,
  gesture: Gesture,
  reader: Reader,
  { word, code, person }: Extract<Request, { word: CodeWord }>,
): Promise<void> {
  if (person !== undefined) return await openHandOverAll(desk, gesture, reader, person)
  switch (word) {
    case 'show':
      return await gesture.say(
        code === null
          ? await listPage(reader, { filter: noFilter, page: 1 })
          : await policyMessage(reader, await findPolicy(reader, code)),
      )
    case 'endorse':
      return await gesture.say(
        code === null ? await endorsementList(reader, 1) : await endorsementOf(reader, code),
      )
    case 'ack':
      return await gesture.say(
        code === null ? await acknowledgmentList(reader, 1) : await acknowledgmentFor(reader, code),
      )
    default:
      return await openAbout(desk, gesture, reader, { word, code })
  }
}
