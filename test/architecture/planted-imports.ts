import type { Plants } from './plant.ts'

/** Static, dynamic, passed on, and as a type: each way in which a file can lean on another. */
export const plantedImports: Plants = {
  'A rule is pure': [
    ['src/rules/due.ts', "import { open } from '../../db/open.ts'", 'src/rules/due.ts imports db/open.ts'],
    ['src/rules/due.ts', "const late = await import('../words.ts')", 'imports src/words.ts'],
    ['src/rules/due.ts', "export { words } from '../words.ts'\nexport const a = 1", 'imports src/words.ts'],
    ['src/rules/due.ts', "import type { Clock } from '../clock.ts'", 'imports a type of src/clock.ts'],
    ['src/rules/due.ts', "let clock: import('../clock.ts').Clock", 'imports a type of src/clock.ts'],
    ['src/rules/due.ts', "import '../words.ts'", 'imports src/words.ts'],
  ],
  'src/clock.ts imports': [
    ['src/clock.ts', "import { open } from '../db/open.ts'", 'src/clock.ts imports db/open.ts'],
  ],
  'src/words.ts imports': [
    ['src/words.ts', "import { beat } from './beat.ts'", 'src/words.ts imports src/beat.ts'],
  ],
  'src/log.ts imports': [
    [
      'src/log.ts',
      "import type { Rows } from '../db/schema.ts'",
      'src/log.ts imports a type of db/schema.ts',
    ],
  ],
  'src/config.ts imports': [
    ['src/config.ts', "import { site } from './portal/site.ts'", 'src/config.ts imports src/portal/site.ts'],
  ],
  'src/holidays.ts imports': [
    ['src/holidays.ts', "import { open } from '../db/open.ts'", 'src/holidays.ts imports db/open.ts'],
  ],
  'db imports types of': [
    [
      'db/people.ts',
      "import { kinds } from '../src/rules/terms.ts'",
      'db/people.ts imports src/rules/terms.ts',
    ],
    [
      'db/people.ts',
      "import type { Day } from '../src/rules/calendar.ts'",
      'a type of src/rules/calendar.ts',
    ],
    ['db/people.ts', "import type { Clock } from '../src/clock.ts'", 'a type of src/clock.ts'],
  ],
  'src/actions imports': [
    [
      'src/actions/endorse.ts',
      "import { app } from '../slack/app.ts'",
      'src/actions/endorse.ts imports src/slack/app.ts',
    ],
    [
      'src/actions/endorse.ts',
      "import { clock } from '../clock.ts'",
      'src/actions/endorse.ts imports src/clock.ts',
    ],
  ],
  'What time and the directory bring': [
    ['src/beat.ts', "import { app } from './slack/app.ts'", 'src/beat.ts imports src/slack/app.ts'],
    [
      'src/distribute.ts',
      "import { site } from './portal/site.ts'",
      'src/distribute.ts imports src/portal/site.ts',
    ],
  ],
  'A round joins the calendar and the notices': [
    ['src/rounds.ts', "import { app } from './slack/app.ts'", 'src/rounds.ts imports src/slack/app.ts'],
  ],
  'src/hooks imports': [
    [
      'src/hooks/listener.ts',
      "import { app } from '../slack/app.ts'",
      'src/hooks/listener.ts imports src/slack/app.ts',
    ],
  ],
  'src/health.ts imports': [
    ['src/health.ts', "import { open } from '../db/open.ts'", 'src/health.ts imports db/open.ts'],
  ],
  'src/readiness.ts imports': [
    ['src/readiness.ts', "import { app } from './slack/app.ts'", 'src/readiness.ts imports src/slack/app.ts'],
  ],
  'The demo programme acts as people do': [
    [
      'src/demo/stories.ts',
      "import { app } from '../slack/app.ts'",
      'src/demo/stories.ts imports src/slack/app.ts',
    ],
  ],
  'src/notices imports': [
    [
      'src/notices/pace.ts',
      "import { endorse } from '../actions/endorse.ts'",
      'src/notices/pace.ts imports src/actions/endorse.ts',
    ],
    [
      'src/notices/pace.ts',
      "import type { app } from '../slack/app.ts'",
      'imports a type of src/slack/app.ts',
    ],
  ],
  'A view is pure: src/slack/views': [
    [
      'src/slack/views/line.ts',
      "import { open } from '../../../db/open.ts'",
      'src/slack/views/line.ts imports db/open.ts',
    ],
    ['src/slack/views/line.ts', "import { kinds } from '../../rules/terms.ts'", 'imports src/rules/terms.ts'],
    ['src/slack/views/line.ts', "import { app } from '../app.ts'", 'imports src/slack/app.ts'],
  ],
  'A view is pure: src/portal/pages': [
    [
      'src/portal/pages/frame.ts',
      "import type { World } from '../../actions/perform.ts'",
      'a type of src/actions/perform.ts',
    ],
  ],
  'src/slack imports': [
    [
      'src/slack/home.ts',
      "import { site } from '../portal/site.ts'",
      'src/slack/home.ts imports src/portal/site.ts',
    ],
    ['src/slack/home.ts', "import { server } from '../sandbox/server.ts'", 'imports src/sandbox/server.ts'],
  ],
  'src/portal imports': [
    [
      'src/portal/feed.ts',
      "import { app } from '../slack/app.ts'",
      'src/portal/feed.ts imports src/slack/app.ts',
    ],
  ],
  'src/evidence imports': [
    [
      'src/evidence/pack.ts',
      "import { endorse } from '../actions/endorse.ts'",
      'src/evidence/pack.ts imports src/actions/endorse.ts',
    ],
  ],
  'src/import imports': [
    [
      'src/import/csv.ts',
      "import { app } from '../slack/app.ts'",
      'src/import/csv.ts imports src/slack/app.ts',
    ],
  ],
  'src/export imports': [
    [
      'src/export/csv.ts',
      "import { endorse } from '../actions/endorse.ts'",
      'src/export/csv.ts imports src/actions/endorse.ts',
    ],
  ],
  'The sandbox imports nothing': [
    [
      'src/sandbox/server.ts',
      "import type { Clock } from '../clock.ts'",
      'src/sandbox/server.ts imports a type of src/clock.ts',
    ],
    ['src/sandbox/server.ts', "import '../rules/terms.ts'", 'imports src/rules/terms.ts'],
  ],
  'src/cli.ts and its commands import everything': [
    ['src/cli.ts', "import { a } from '../test/a.ts'", 'src/cli.ts imports test/a.ts'],
  ],
  'src/main.ts imports everything': [
    ['src/main.ts', "import { main } from './cli.ts'", 'src/main.ts imports src/cli.ts'],
  ],
  'Every file of src and db': [['src/attic/box.ts', '', 'src/attic/box.ts is in no room']],
  'Nothing imports src/cli.ts': [
    ['src/beat.ts', "import { wire } from './main.ts'", 'src/beat.ts imports src/main.ts'],
    ['src/sandbox/server.ts', "import { main } from '../cli.ts'", 'src/sandbox/server.ts imports src/cli.ts'],
  ],
  'One outside package, one room: luxon': [
    ['src/rules/schedule.ts', "import type { DateTime } from 'luxon'", 'src/rules/schedule.ts imports luxon'],
  ],
  'One outside package, one room: node-cron': [
    ['src/main.ts', "import 'node-cron'", 'src/main.ts imports node-cron'],
  ],
  'One outside package, one room: better-sqlite3': [
    ['src/cli.ts', "const pg = await import('pg')", 'src/cli.ts imports pg'],
  ],
  'One outside package, one room: kysely': [
    ['src/actions/endorse.ts', "import { sql } from 'kysely'", 'src/actions/endorse.ts imports kysely'],
  ],
  'One outside package, one room: @slack': [
    [
      'src/notices/pace.ts',
      "import type { KnownBlock } from '@slack/types'",
      'src/notices/pace.ts imports @slack/types',
    ],
  ],
  'One outside package, one room: ws': [
    ['src/main.ts', "import { WebSocketServer } from 'ws'", 'src/main.ts imports ws'],
  ],
  'One outside package, one room: hono': [
    ['src/main.ts', "import { serve } from '@hono/node-server'", 'src/main.ts imports @hono/node-server'],
  ],
  'One outside package, one room: date-holidays': [
    ['src/cli.ts', "import Holidays from 'date-holidays'", 'src/cli.ts imports date-holidays'],
  ],
  'One outside package, one room: csv-parse': [
    ['src/export/csv.ts', "import { parse } from 'csv-parse/sync'", 'src/export/csv.ts imports csv-parse'],
  ],
  'One outside package, one room: diff': [
    ['src/main.ts', "import { diffLines } from 'diff'", 'src/main.ts imports diff'],
  ],
  'One outside package, one room: pino': [
    ['src/main.ts', "import { pino } from 'pino'", 'src/main.ts imports pino'],
  ],
  'One outside package, one room: commander': [
    ['src/main.ts', "export * from 'commander'\nexport const a = 1", 'src/main.ts imports commander'],
  ],
  'One outside package, one room: zod': [
    ['src/portal/site.ts', "import * as z from 'zod/mini'", 'src/portal/site.ts imports zod'],
  ],
  'Every outside package has a room': [
    ['src/portal/site.ts', "import _ from 'lodash'", 'src/portal/site.ts imports lodash'],
  ],
  'csv-parse, yaml and read-excel-file': [
    [
      'src/import/second.ts',
      "import { parse } from 'csv-parse'",
      'src/import/second.ts all import csv-parse',
    ],
  ],
  'A rule knows no database': [
    ['src/rules/due.ts', "import { readFileSync } from 'node:fs'", 'src/rules/due.ts imports node:fs'],
  ],
}
