import { z } from 'zod'
import type { Message } from '../../rules/message-facts.ts'
import { refuse } from '../../rules/refusal.ts'
import { parseCommand } from '../command-line.ts'
import { coveragePage } from '../commands/coverage.ts'
import { dueList, listPage } from '../commands/lists.ts'
import { acknowledgmentList, endorsementList } from '../commands/waiting.ts'
import type { Desk, Press } from '../gesture.ts'
import { turnHome } from '../home.ts'
import { type Reader, readerOf } from '../reader.ts'
import { isHomeList } from '../views/home/parts.ts'

const longest = 2_000
const place = z.object({
  list: z.string(),
  filter: z.string().max(longest),
  page: z.int().min(1).max(99_999),
})

/** Another page of a list, in the place of the one that was pressed. */
export async function turnPage(desk: Desk, press: Press): Promise<void> {
  const { list, filter, page } = placeOf(press.value)
  if (list === 'home' || isHomeList(list))
    return await turnHome(desk, press.who, { list, filter, page }, press.view?.privateMetadata)
  const reader = await readerOf(desk, press.who)
  await press.replace(await pageOf(reader, list, filter, page))
}

function placeOf(value: string): z.infer<typeof place> {
  try {
    return place.parse(JSON.parse(value))
  } catch {
    return refuse('bad_request', { expected: 'a page of a list', came: 'something else' })
  }
}

async function pageOf(reader: Reader, list: string, filter: string, page: number): Promise<Message> {
  if (list === 'endorse') return await endorsementList(reader, page)
  if (list === 'coverage') return await coveragePage(reader, page)
  if (list === 'ack') return await acknowledgmentList(reader, page)
  const request = parseCommand(`${list} ${filter} page ${page}`, 2 * longest)
  if (request.word === 'list') return await listPage(reader, request)
  if (request.word === 'due') return await dueList(reader, request)
  return refuse('bad_request', { expected: 'a page of a list', came: `"${list}"` })
}
