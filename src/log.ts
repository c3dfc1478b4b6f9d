import { pino } from 'pino'

export type Log = {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

const token = /\b((xox[a-z]|xapp|xoxe)[-.][\w.-]+|whk_[\w-]{20,})/g

/** Takes every token out of a text, wherever it stands. */
export function withoutTokens(text: string): string {
  return text.replace(token, '[token]')
}

/** One line of JSON an event, on standard error: standard output belongs to the commands. */
export function makeLog(level: string): Log {
  const logger = pino(
    {
      level,
      base: null,
      redact: { paths: ['token', '*.token', '*.client_secret', '*.signingSecret'], censor: '[secret]' },
    },
    { write: (line: string) => process.stderr.write(withoutTokens(line)) },
  )
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  }
}
