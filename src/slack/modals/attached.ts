import { refuse } from '../../rules/refusal.ts'
import { sortFailure } from '../errors.ts'
import type { Desk } from '../gesture.ts'
import { type Filled, listIn, textIn } from '../views/modals/form.ts'

/** What was attached: the text of a version, or a tracker's export. */

/** Null where neither was given. Both are refused: one of them would be lost in silence. */
export async function contentOf(desk: Desk, filled: Filled): Promise<string | null> {
  const typed = textIn(filled, 'content')
  const [file] = listIn(filled, 'file')
  if (typed.trim() !== '' && file !== undefined)
    refuse('bad_request', { expected: 'the text or a file', came: 'both' }, 'content')
  if (file !== undefined) {
    const { name, bytes } = await readAttached(desk, file, ofText)
    return textOf(name, bytes)
  }
  return typed.trim() === '' ? null : typed
}

/** What kind of file is wanted, in words for who attached another; `instead` is what else they can do. */
type Wanted = { readable: RegExp; expected: string; largest: number; tooLarge: string; instead: string }

const ofText: Wanted = {
  readable: /\.(md|markdown|mdown|txt|text)$/i,
  expected: 'a Markdown or text file (.md, .txt), so save it as one or paste its text',
  largest: 2_000_000,
  tooLarge: 'a file of at most 2 MB, so shorten it or split the policy',
  instead: ', or paste its text',
}

export const ofTable: Wanted = {
  readable: /\.(csv|tsv)$/i,
  expected: 'a CSV file (.csv), so export it from the tracker as one',
  largest: 5_000_000,
  tooLarge: 'a file of at most 5 MB, so export the quarter alone',
  instead: '',
}

const downloadWithin = 20_000

export type Attached = { name: string; bytes: Uint8Array }

type SlackFile = { name?: string; size?: number; url_private?: string; url_private_download?: string }

/** What Slack holds of a file, asked anew: nothing of the form itself says where to read. */
export async function readAttached(desk: Desk, id: string, wanted: Wanted): Promise<Attached> {
  const file = await infoOf(desk, id, wanted)
  const name = file?.name ?? id
  const address = file?.url_private_download ?? file?.url_private
  if (!wanted.readable.test(name)) unfit(wanted.expected, `"${name}"`)
  if ((file?.size ?? 0) > wanted.largest) unfit(wanted.tooLarge, `"${name}" with ${file?.size} bytes`)
  if (address === undefined || !isOfSlack(desk, address))
    unfit('a file that was uploaded to Slack, so upload it here', `"${name}", which is held elsewhere`)
  return { name, bytes: await download(desk, name, address as string, file?.size, wanted) }
}

async function infoOf(
  { client, log }: Desk,
  id: string,
  { instead }: Wanted,
): Promise<SlackFile | undefined> {
  try {
    return ((await client.files.info({ file: id })) as { file?: SlackFile }).file
  } catch (error) {
    const failure = sortFailure(error)
    log.warn({ file: id, failure }, 'a file could not be looked up')
    const why = failure.failure === 'refused' ? failure.error : failure.failure
    return unfit(`a file that Perennial may read, so attach it again${instead}`, `one that is not (${why})`)
  }
}

/** The token goes to Slack alone. */
function isOfSlack(desk: Desk, address: string): boolean {
  const { protocol, hostname, origin } = new URL(address)
  const isSlacks = protocol === 'https:' && /(^|\.)slack(-files|-gov)?\.com$/.test(hostname)
  return isSlacks || origin === new URL(desk.client.slackApiUrl).origin
}

/** Without the right to read files Slack answers with its page for signing in, by a redirect or with status 200. */
async function download(
  { client, log }: Desk,
  name: string,
  address: string,
  size: number | undefined,
  { largest, instead }: Wanted,
): Promise<Uint8Array> {
  const closed = (came: string) =>
    unfit(`a file that Perennial may read, so try again${instead}`, `"${name}" ${came}`)
  const answer = await fetch(address, {
    headers: { authorization: `Bearer ${client.token}` },
    redirect: 'manual',
    signal: AbortSignal.timeout(downloadWithin),
  }).catch((error: unknown) => {
    log.info({ error: String(error) }, 'a file could not be read')
    return closed('that Slack did not give in time')
  })
  if (!answer.ok) return closed(`with status ${answer.status}`)
  if (Number(answer.headers.get('content-length') ?? 0) > largest) return closed('that is too large')
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const isPage = /^\s*<(!doctype html|html)/i.test(new TextDecoder().decode(bytes.slice(0, 200)))
  if (isPage && bytes.length !== size) return closed('as a page of Slack instead of the file')
  if (size !== undefined && bytes.length !== size) return closed(`with ${bytes.length} of ${size} bytes`)
  return bytes
}

/** Plain line ends and no mark in front, so that the same text has the same SHA-256 from wherever it came. */
function textOf(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n')
  } catch {
    return unfit('text in UTF-8, so save it with that encoding', `"${name}" in another one`)
  }
}

function unfit(expected: string, came: string): never {
  return refuse('bad_request', { expected, came }, 'file')
}
