type Page = { response_metadata?: { next_cursor?: string } }

/**
 * Every page of a list to the last. An empty page with a cursor is not the end; a cursor that
 * comes back unchanged would never end, and is an error.
 */
export async function* followPages<Answer extends Page>(
  read: (place: { cursor?: string }) => Promise<Answer>,
): AsyncGenerator<Answer> {
  let cursor = ''
  for (;;) {
    const answer = await read(cursor === '' ? {} : { cursor })
    yield answer
    const next = answer.response_metadata?.next_cursor ?? ''
    if (next === '') return
    if (next === cursor) throw new Error('Slack named the same page as the next one again')
    cursor = next
  }
}
