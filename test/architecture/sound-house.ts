/** A small house in which no rule is broken; each plant lays one breach into it. */
export const soundHouse: Record<string, string> = {
  '.env.example': 'DATABASE_URL=file:./data/perennial.db\n# PERENNIAL_PORT=3000\n',
  'src/rules/terms.ts': 'export type Policy = { code: string }\nexport const kinds = ["review"] as const',
  'src/rules/calendar.ts':
    "import { DateTime } from 'luxon'\nexport const day = (text: string) => DateTime.fromISO(text)",
  'src/rules/digest.ts': "import { createHash } from 'node:crypto'\nexport const sha256 = createHash",
  'src/rules/refusal.ts': `export const refusals = { not_yours: (w: any) => \`Only \${w.who} may do that.\` } as const`,
  'src/clock.ts': 'export type Clock = () => Date\nexport const clock: Clock = () => new Date(Date.now())',
  'src/words.ts': "import { kinds } from './rules/terms.ts'\nexport const words = kinds",
  'src/log.ts': "import { pino } from 'pino'\nexport type Log = ReturnType<typeof pino>",
  'src/config.ts':
    "import { z } from 'zod'\nexport const environmentNames = ['DATABASE_URL', 'PERENNIAL_PORT'] as const\nexport const c = z",
  'src/holidays.ts': "export const load = () => import('date-holidays')",
  'src/beat.ts':
    "import cron from 'node-cron'\nimport { endorse } from './actions/endorse.ts'\nimport type { Log } from './log.ts'\nexport const beat = (log: Log) => [cron, endorse, log]",
  'src/main.ts':
    "import { randomUUID } from 'node:crypto'\nimport { beat } from './beat.ts'\nexport const wire = () => [randomUUID(), beat]",
  'src/cli.ts':
    "import { Command } from 'commander'\nexport const main = async () => [Command, await import('./main.ts')]",
  'src/actions/perform.ts':
    "import type { Transaction } from 'kysely'\nimport type { Clock } from '../clock.ts'\nexport type World = { clock: Clock; trx: Transaction<unknown> }",
  'src/actions/endorse.ts':
    "import { open } from '../../db/open.ts'\nimport type { World } from './perform.ts'\nexport const endorse: Action<World> = (world: World) => [open, world]",
  'src/actions/roles.ts': 'export const rolesOf = () => []',
  'src/notices/deliver.ts': "import { open } from '../../db/open.ts'\nexport const deliver = open",
  'src/notices/pace.ts':
    "import type { Clock } from '../clock.ts'\nexport const pace = (clock: Clock) => new Date(clock())",
  'src/slack/app.ts':
    "import { App } from '@slack/bolt'\nimport { endorse } from '../actions/endorse.ts'\nimport { due } from './views/due.ts'\nexport const app = [App, endorse, due]",
  'src/slack/views/due.ts':
    "import type { Policy } from '../../rules/terms.ts'\nimport { words } from '../../words.ts'\nexport const due = (policy: Policy) => [policy, words]",
  'src/slack/views/line.ts': 'export const line = (text: string) => text',
  'src/portal/site.ts': "import { Hono } from 'hono'\nexport const site = new Hono()",
  'src/portal/pages/front.ts':
    "import type { Policy } from '../../rules/terms.ts'\nexport const front = (policy: Policy) => policy",
  'src/portal/pages/frame.ts': 'export const frame = (text: string) => text',
  'src/evidence/pack.ts': "import { open } from '../../db/open.ts'\nexport const pack = open",
  'src/evidence/verify.ts': 'export const verify = 1',
  'src/import/csv.ts':
    "import { parse } from 'csv-parse/sync'\nimport { endorse } from '../actions/endorse.ts'\nexport const csv = [parse, endorse]",
  'src/import/yaml.ts': "export const yaml = () => import('yaml')",
  'src/export/csv.ts': "import { open } from '../../db/open.ts'\nexport const csv = open",
  'src/export/json.ts': 'export const json = 1',
  'src/sandbox/clock.ts': 'export const now = () => Date.now()',
  'src/sandbox/server.ts':
    "import { Hono } from 'hono'\nimport { now } from './clock.ts'\nexport const server = [new Hono(), now, Math.random()]",
  'db/schema.ts':
    "import type { Policy } from '../src/rules/terms.ts'\nexport type Rows = { policies: Policy }",
  'db/open.ts':
    "import { Kysely } from 'kysely'\nimport pg from 'pg'\nimport Database from 'better-sqlite3'\nexport const open = [Kysely, pg, Database]",
  'db/engine.ts': "import { sql } from 'kysely'\nexport const leaseClock = sql`select clock_timestamp()`",
  'test/actions/cases.ts':
    'export const actionCases = { endorse: { permit: 1, anomaly: 1, repeatedKey: 1 } }',
  'test/rules/refusal.test.ts': "expect(refused).toBe('not_yours')",
}
