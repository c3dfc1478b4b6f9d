import type { Plants } from './plant.ts'

/** What a file says or lacks. */
export const plantedTexts: Plants = {
  'Time is an argument': [
    ['src/beat.ts', 'const at = Date.now()', 'src/beat.ts:1 says Date.now'],
    ['src/beat.ts', '\nconst clock = globalThis.Date.now', 'src/beat.ts:2 says Date.now'],
    ['db/notices.ts', 'const at = new Date()', 'db/notices.ts:1 says new Date()'],
    ['db/notices.ts', 'const at = new Date', 'says new Date()'],
    ['db/notices.ts', 'const at = Date()', 'says Date()'],
    ['src/sandbox/server.ts', 'const at = performance.now()', 'says performance.now'],
    ['src/beat.ts', 'const at = process.hrtime.bigint()', 'says process.hrtime'],
    ['src/beat.ts', "import { performance as p } from 'node:perf_hooks'", 'says { performance as p }'],
    ['src/rules/calendar.ts', 'const at = DateTime.now()', 'says DateTime.now'],
    ['src/rules/calendar.ts', 'const at = DateTime.utc()', 'says DateTime.utc()'],
  ],
  'No query asks the database': [
    ['db/notices.ts', 'sql`update notices set at = now ()`', 'db/notices.ts:1 says now ()'],
    ['db/notices.ts', `sql\`select \${a} where at < CURRENT_TIMESTAMP\``, 'says CURRENT_TIMESTAMP'],
    ['db/notices.ts', 'const q = "select datetime(\'now\')"', "says ('now'"],
    ['db/notices.ts', "const q = \"select strftime('%s', 'now')\"", "says , 'now'"],
    ['db/notices.ts', "eb.fn('now')", "says fn('now')"],
  ],
  'Nothing is random': [
    [
      'src/actions/endorse.ts',
      "import { randomUUID as id } from 'node:crypto'",
      'src/actions/endorse.ts:1 says randomUUID',
    ],
    ['src/notices/pace.ts', 'const jitter = Math.random()', 'says Math.random'],
    ['src/portal/site.ts', 'crypto.getRandomValues(bytes)', 'says getRandomValues'],
  ],
  'No barrel files': [
    [
      'src/rules/index.ts',
      "export * from './terms.ts'\nexport { day } from './calendar.ts'",
      'src/rules/index.ts',
    ],
  ],
  'A file is named by': [
    ['src/slack/utils/text.ts', '', 'src/slack/utils/text.ts'],
    ['test/support/util.ts', '', 'test/support/util.ts'],
  ],
  'No file of src or db is longer': [
    ['db/audit.ts', 'export const line = 1\n'.repeat(251), 'db/audit.ts has 251 lines'],
  ],
  'No folder of src holds a single file': [
    ['src/slack/modals/review.ts', '', 'src/slack/modals holds only src/slack/modals/review.ts'],
  ],
  "No text names a path of one person's machine": [
    ['README.md', ['see ', 'home', 'ada', 'perennial'].join('/'), 'README.md:1'],
  ],
  'No text names the host of a package registry': [
    ['package-lock.json', ['registry', 'npmjs', 'org/luxon'].join('.'), 'package-lock.json:1'],
  ],
  'Each refusal code has a sentence': [
    ['src/rules/refusal.ts', "export const refusals = { not_yours: '' }", 'src/rules/refusal.ts: not_yours'],
    ['src/rules/refusal.ts', `export const refusals = { not_yours: (w) => \`\${w}\` }`, 'not_yours'],
    ['src/rules/refusal.ts', 'const refusals = {}', 'exports no table named refusals'],
  ],
  'Each refusal code is named in a test': [
    ['test/rules/refusal.test.ts', "expect('not_yours_at_all')", 'not_yours is in no test file'],
  ],
  'Each file of src/actions makes': [
    [
      'src/actions/roles.ts',
      'export const hidden: Action<World> = 1',
      'roles.ts is listed, and makes an action',
    ],
    [
      'src/actions/wording.ts',
      'export const wording = 1',
      'src/actions/wording.ts makes none and is not listed',
    ],
  ],
  'Every action has its': [
    ['src/actions/snooze.ts', '', 'src/actions/snooze.ts has no line'],
    [
      'test/actions/cases.ts',
      'export const actionCases = { endorse: { permit: 1, anomaly: 1 } }',
      'src/actions/endorse.ts has no repeatedKey case',
    ],
    ['test/actions/cases.ts', '', 'exports no table named actionCases; 1 actions wait'],
  ],
  'Every line of test/actions/cases.ts': [
    [
      'test/actions/cases.ts',
      'export const actionCases = { gone: {} }',
      'src/actions/gone.ts, which does not exist',
    ],
  ],
  'Each variable of .env.example': [
    ['.env.example', 'DATABASE_URL=\n', '.env.example lacks PERENNIAL_PORT'],
    [
      '.env.example',
      'DATABASE_URL=\nPERENNIAL_PORT=\nPERENNIAL_OLD=\n',
      'src/config.ts does not know PERENNIAL_OLD',
    ],
    ['src/config.ts', '', 'exports no list named environmentNames'],
  ],
}
