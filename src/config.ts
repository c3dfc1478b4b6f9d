import { z } from 'zod'
import { Refusal } from './rules/refusal.ts'
import { nearest } from './rules/settings.ts'

/** The environment, parsed once. Values never reach a message: keys and problems alone do. */

/** @public Every variable that Perennial reads; .env.example lists the same. */
export const environmentNames = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_API_URL',
  'DATABASE_URL',
  'PERENNIAL_PORT',
  'PERENNIAL_SANDBOX_PORT',
  'PERENNIAL_BEAT',
  'PERENNIAL_CLOCK_URL',
  'PERENNIAL_ENCRYPTION_KEY',
  'PERENNIAL_PACE',
  'PERENNIAL_LOG_LEVEL',
]

const port = z.coerce.number({ error: 'expected a port number from 0 to 65535' }).int().min(0).max(65535)
const address = z.url({ error: 'expected an address such as http://127.0.0.1:3001' })

const fewestKeyBytes = 32

/** Bytes written in hexadecimal or base64; undefined where they are too few, or it is neither. */
function keyBytes(text: string): Uint8Array | undefined {
  const isHex = /^([0-9a-f]{2})+$/i.test(text)
  if (!isHex && !/^[\w+/-]+={0,2}$/.test(text)) return undefined
  const bytes = Buffer.from(text, isHex ? 'hex' : 'base64')
  return bytes.length < fewestKeyBytes ? undefined : bytes
}

const variables = z.object({
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-/, 'expected a bot token, which begins with xoxb-')
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-/, 'expected an app-level token, which begins with xapp-')
    .optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(/^\S{16,}$/, 'expected the signing secret of the app, 32 letters and digits')
    .optional(),
  SLACK_API_URL: address.optional(),
  DATABASE_URL: z.string().optional(),
  PERENNIAL_PORT: port.default(3000),
  PERENNIAL_SANDBOX_PORT: port.default(3001),
  PERENNIAL_BEAT: z
    .string()
    .regex(/^\S+( \S+){4,5}$/, 'expected a cron expression such as "* * * * *"')
    .default('* * * * *'),
  PERENNIAL_CLOCK_URL: address.optional(),
  PERENNIAL_ENCRYPTION_KEY: z
    .string()
    .transform((text) => keyBytes(text.trim()))
    .refine((bytes) => bytes !== undefined, {
      error: `expected at least ${fewestKeyBytes} random bytes as base64 or hexadecimal, for example from "openssl rand -base64 32"`,
    })
    .optional(),
  PERENNIAL_PACE: z.coerce.number({ error: 'expected a factor from 0 to 1' }).min(0).max(1).default(1),
  PERENNIAL_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

const environment = variables.refine(
  (env) => env.SLACK_BOT_TOKEN || !(env.SLACK_APP_TOKEN || env.SLACK_SIGNING_SECRET),
  {
    path: ['SLACK_BOT_TOKEN'],
    message: 'expected beside SLACK_APP_TOKEN and SLACK_SIGNING_SECRET, which alone reach no workspace',
  },
)

/** Without `appToken` and `signingSecret` messages are sent, and nothing that people do in Slack arrives. */
export type SlackConfig = {
  token: string
  apiUrl: string | null
  appToken: string | null
  signingSecret: string | null
}

export type Config = {
  slack: SlackConfig | null
  databaseUrl: string | null
  port: number
  sandboxPort: number
  beat: string
  clockUrl: string | null
  /** Of which the keys of webhooks are made. */
  encryptionKey: Uint8Array | null
  pace: number
  logLevel: string
}

/** An empty variable counts as not set. Unknown PERENNIAL_* names are refused with the nearest right one. */
export function readConfig(variables: Record<string, string | undefined>): Config {
  for (const name of Object.keys(variables)) {
    if (name.startsWith('PERENNIAL_') && !environmentNames.includes(name)) {
      throw new Refusal('unknown_environment', { name, nearest: nearest(name, environmentNames) })
    }
  }
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Refusal('bad_environment', { problems: problems.join('; ') })
  }
  const env = parsed.data
  return {
    slack: env.SLACK_BOT_TOKEN
      ? {
          token: env.SLACK_BOT_TOKEN,
          apiUrl: env.SLACK_API_URL ?? null,
          appToken: env.SLACK_APP_TOKEN ?? null,
          signingSecret: env.SLACK_SIGNING_SECRET ?? null,
        }
      : null,
    databaseUrl: env.DATABASE_URL ?? null,
    port: env.PERENNIAL_PORT,
    sandboxPort: env.PERENNIAL_SANDBOX_PORT,
    beat: env.PERENNIAL_BEAT,
    clockUrl: env.PERENNIAL_CLOCK_URL ?? null,
    encryptionKey: env.PERENNIAL_ENCRYPTION_KEY ?? null,
    pace: env.PERENNIAL_PACE,
    logLevel: env.PERENNIAL_LOG_LEVEL,
  }
}

/** Tokens are real unless Slack's API is a loopback address. */
export function isRealSlack({ apiUrl }: { apiUrl: string | null }): boolean {
  return apiUrl === null || !/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(apiUrl)
}
