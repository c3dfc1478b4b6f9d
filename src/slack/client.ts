import { webApi } from '@slack/bolt'

export type ClientOptions = {
  token: string
  /** `https://slack.com/api/` where absent. */
  apiUrl?: string
  timeoutMilliseconds?: number
  /** Where the client's own warnings go, without tokens; nowhere where absent, since every answer is told to the caller. */
  warn?: (line: string) => void
}

/** What a 429 that names no wait stands for. */
const defaultWaitSeconds = 30

/**
 * A client that answers at once whatever happens. The defaults of the library stop every call after
 * one 429, post again when only the answer was lost, and wait for ever for a silent server.
 */
export function makeClient({
  token,
  apiUrl,
  timeoutMilliseconds = 10_000,
  warn,
}: ClientOptions): webApi.WebClient {
  return new webApi.WebClient(token, {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    timeout: timeoutMilliseconds,
    logger: loggerWithoutTokens(warn ?? (() => {})),
    fetch: fetchWithWait,
  })
}

/** The library answers a 429 without a number of seconds with an error that has no code: it is given one here. */
const fetchWithWait: webApi.FetchFunction = async (url, init) => {
  const response = await fetch(url, init)
  if (response.status !== 429 || /^\s*\d+\s*$/.test(response.headers.get('retry-after') ?? ''))
    return response
  return new Response(null, { status: 429, headers: { 'retry-after': String(defaultWaitSeconds) } })
}

/** Below a warning the library writes whole requests: none of that is passed on. */
export function loggerWithoutTokens(warn: (line: string) => void): webApi.Logger {
  const say = (...parts: unknown[]) =>
    warn(
      parts
        .map(String)
        .join(' ')
        .replace(/xox[a-z]*[-.][\w.-]+|xapp-[\w-]+/g, '[token]'),
    )
  return {
    debug: () => {},
    info: () => {},
    warn: say,
    error: say,
    setLevel: () => {},
    getLevel: () => webApi.LogLevel.WARN,
    setName: () => {},
  }
}
