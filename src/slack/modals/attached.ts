import { refuse } from '../../rules/refusal.ts'
import { sortFailure } from '../errors.ts'
import type { Desk } from '../gesture.ts'
import { type Filled, listIn, textIn } from '../views/modals/form.ts'

/** The text of a version: typed, or of a file that was attached. */

/** Null where neither was given. Both are refused: one of them would be lost in silence. */
export async function contentOf(desk: Desk, filled: Filled): Promise<string | null> {
  const typed = textIn(filled, 'content')
  const [file] = listIn(filled, 'file')
  if (typed.trim() !== '' && file !== undefined)
    refuse('bad_request', { expected: 'the text or a file', came: 'both' }, 'content')
  if (file !== undefined) return await readAttached(desk, file)
  return typed.trim() === '' ? null : typed
}

const largest = 2_000_000
const readable = /\.(md|markdown|mdown|txt|text)$/i
const downloadWithin = 20_000

type SlackFile = { name?: string; size?: number; url_private?: string; url_private_download?: string }

/** What Slack holds of a file, asked anew: nothing of the form itself says where to read. */
async function readAttached(desk: Desk, id: string): Promise<string> {
  const file = await infoOf(desk, id)
  const name = file?.name ?? id
  const address = file?.url_private_download ?? file?.url_private
  if (!readable.test(name))
    unfit(`a Markdown or text file (.md, .txt), so save it as one or paste its text`, `"${name}"`)
  if ((file?.size ?? 0) > largest)
    unfit('a file of at most 2 MB, so shorten it or split the policy', `"${name}" with ${file?.size} bytes`)
  if (address === undefined || !isOfSlack(desk, address))
    unfit('a file that was uploaded to Slack, so upload it here', `"${name}", which is held elsewhere`)
  return textOf(name, await download(desk, name, address as string, file?.size))
}

async function infoOf({ client, log }: Desk, id: string): Promise<SlackFile | undefined> {
  try {
    return ((await client.files.info({ file: id })) as { file?: SlackFile }).file
  } catch (error) {
    const failure = sortFailure(error)
    log.warn({ file: id, failure }, 'a file could not be looked up')
    const why = failure.failure === 'refused' ? failure.error : failure.failure
    return unfit(
      'a file that Perennial may read, so attach it again, or paste its text',
      `one that is not (${why})`,
    )
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
): Promise<Uint8Array> {
  const closed = (came: string) =>
    unfit('a file that Perennial may read, so try again, or paste its text', `"${name}" ${came}`)
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
