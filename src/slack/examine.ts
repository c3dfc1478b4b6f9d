import { makeClient } from './client.ts'
import { sortFailure } from './errors.ts'

export type TokenFacts = { team: { id: string; name: string }; scopes: string[] }
type Answer<Facts> = { facts: Facts } | { problem: string }

/** To which workspace a bot token belongs, and what it may do. */
export async function examineToken(token: string, apiUrl: string | null): Promise<Answer<TokenFacts>> {
  return await answerOf(async () => {
    const answer = await makeClient({ token, ...(apiUrl === null ? {} : { apiUrl }) }).auth.test()
    const id = answer.team_id
    if (!id) throw new Error('Slack did not say to which workspace the token belongs')
    return { team: { id, name: answer.team ?? id }, scopes: answer.response_metadata?.scopes ?? [] }
  })
}

/** Whether Slack gives an address for a socket: the app token is right, and Socket Mode switched on. */
export async function examineAppToken(appToken: string, apiUrl: string | null): Promise<Answer<null>> {
  return await answerOf(async () => {
    await makeClient({ token: appToken, ...(apiUrl === null ? {} : { apiUrl }) }).apps.connections.open()
    return null
  })
}

async function answerOf<Facts>(ask: () => Promise<Facts>): Promise<Answer<Facts>> {
  try {
    return { facts: await ask() }
  } catch (error) {
    const failure = sortFailure(error)
    if (failure.failure === 'rate limited') return { problem: 'Slack asked to wait' }
    return { problem: failure.failure === 'refused' ? failure.error : failure.reason }
  }
}
