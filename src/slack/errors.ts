import { webApi } from '@slack/bolt'

/** How an answer of Slack other than "done" is sorted. */
export type Failure =
  | { failure: 'rate limited'; milliseconds: number }
  /** Known not carried out, and worth another try. */
  | { failure: 'later'; reason: string }
  | { failure: 'in doubt'; reason: string }
  | { failure: 'stopped'; reason: string }
  /** `gone` says what no longer exists for us, where the answer tells it. */
  | { failure: 'refused'; error: string; gone: 'person' | 'conversation' | null }

const words = (text: string) => new Set(text.trim().split(/\s+/))

/** Trouble with the token or the installation: an administrator has to act. */
const stopping = words(`
  not_authed invalid_auth account_inactive token_revoked token_expired missing_scope not_allowed_token_type
  no_permission access_denied accesslimited org_login_required team_added_to_org team_disabled
  enterprise_is_restricted two_factor_setup_required user_removed_from_team`)

const personGone = words(`
  user_disabled user_not_found user_not_visible cannot_dm_bot invalid_user_combination`)

const conversationGone = words('channel_not_found not_in_channel is_archived ekm_access_denied')

/** Slack documents of these that the call may have been carried out nevertheless. */
const perhapsDone = words('internal_error fatal_error request_timeout')

const limiting = words('ratelimited rate_limited message_limit_exceeded')

/** What a limit that names no wait stands for. */
const defaultWait = 30_000

export function sortFailure(error: unknown): Failure {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return { failure: 'rate limited', milliseconds: error.retryAfter * 1000 }
  }
  if (error instanceof webApi.WebAPIPlatformError) return sortRefusal(error)
  if (error instanceof webApi.WebAPIHTTPError) return sortStatus(error.statusCode)
  if (error instanceof webApi.WebAPIRequestError) {
    const reason = `Slack could not be reached: ${reasonOf(error.original)}`
    return { failure: wasNeverConnected(error.original) ? 'later' : 'in doubt', reason }
  }
  return { failure: 'in doubt', reason: `Slack's answer was lost: ${reasonOf(error)}` }
}

function sortRefusal({ data }: webApi.WebAPIPlatformError): Failure {
  const { error } = data
  // What is no JSON arrives as if it were the error's name.
  if (typeof error !== 'string' || !/^[a-z][a-z0-9_]*$/.test(error)) {
    return { failure: 'in doubt', reason: 'Slack answered with something other than JSON' }
  }
  if (limiting.has(error)) {
    const seconds = data.response_metadata?.retryAfter
    return { failure: 'rate limited', milliseconds: seconds === undefined ? defaultWait : seconds * 1000 }
  }
  if (error === 'service_unavailable') return { failure: 'later', reason: error }
  if (perhapsDone.has(error)) return { failure: 'in doubt', reason: error }
  if (stopping.has(error)) return { failure: 'stopped', reason: withScope(error, data) }
  return { failure: 'refused', error, gone: whatIsGone(error) }
}

function whatIsGone(error: string): 'person' | 'conversation' | null {
  if (personGone.has(error)) return 'person'
  return conversationGone.has(error) || error.startsWith('restricted_action') ? 'conversation' : null
}

function withScope(error: string, data: object): string {
  return error === 'missing_scope' && 'needed' in data ? `${error}: ${String(data.needed)}` : error
}

/** Slack says everything with 200 and 429. Another status comes from what stands before it: a 4xx let nothing through. */
function sortStatus(status: number): Failure {
  const reason = `HTTP status ${status}`
  const letNothingThrough = status >= 400 && status < 500 && status !== 408
  return { failure: letNothingThrough ? 'later' : 'in doubt', reason }
}

const beforeConnecting = words(`
  ECONNREFUSED ENOTFOUND EAI_AGAIN UND_ERR_CONNECT_TIMEOUT ERR_TLS_CERT_ALTNAME_INVALID CERT_HAS_EXPIRED
  CERT_NOT_YET_VALID SELF_SIGNED_CERT_IN_CHAIN DEPTH_ZERO_SELF_SIGNED_CERT UNABLE_TO_VERIFY_LEAF_SIGNATURE
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY`)

/** True only where no byte of the request can have left. */
function wasNeverConnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(wasNeverConnected)
  const { code, syscall } = error as NodeJS.ErrnoException
  return beforeConnecting.has(code ?? '') || syscall === 'connect' || wasNeverConnected(error.cause)
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given'
  if (error.name === 'TimeoutError') return 'no answer in time'
  const cause = error.cause as NodeJS.ErrnoException | undefined
  return cause?.code ?? error.message
}
