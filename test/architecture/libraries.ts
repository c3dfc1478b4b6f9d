import { inside, type Rule, type Source, type Tree } from './tree.ts'

/** `@slack/*` is every package of that scope. */
type Home = { packages: string[]; at: string; holds: (path: string) => boolean; typesAnywhere?: true }

const only = (path: string) => ({ at: path, holds: (other: string) => other === path })
const within = (...folders: string[]) => ({
  at: folders.join(' and '),
  holds: (path: string) => folders.some((folder) => inside(path, folder)),
})

/** Files besides src/config.ts in which outside input is parsed with zod, each with what comes in there. */
const edges: Record<string, string> = {
  'src/hooks/parse-report.ts': 'what a source reports by webhook',
  'src/slack/answer-message.ts': 'what people write to the app',
  'src/slack/buttons/turn-page.ts': 'which page of which list a button asks for',
  'src/slack/envelope.ts': 'what people do in Slack',
  'src/slack/events.ts': 'what Slack tells of people, groups and channels',
  'src/slack/showing.ts': 'what a pressed Home showed',
}

/** One outside package, one room: changing a dependency then has an address. */
const homes: Home[] = [
  { packages: ['luxon'], ...only('src/rules/calendar.ts') },
  { packages: ['node-cron'], ...only('src/beat.ts') },
  { packages: ['better-sqlite3', 'pg'], ...within('db') },
  // An action names the transaction it is handed by its type; only db calls anything of it.
  { packages: ['kysely'], ...within('db'), typesAnywhere: true },
  { packages: ['@slack/*'], ...within('src/slack') },
  { packages: ['hono', '@hono/*'], ...within('src/sandbox', 'src/portal') },
  { packages: ['ws'], ...within('src/sandbox') },
  { packages: ['date-holidays'], ...only('src/holidays.ts') },
  { packages: ['csv-parse', 'yaml', 'read-excel-file'], ...within('src/import') },
  { packages: ['diff'], ...only('src/rules/difference.ts') },
  { packages: ['pino'], ...only('src/log.ts') },
  {
    packages: ['commander'],
    at: 'src/cli.ts and src/cli',
    holds: (path) => inside(path, 'src/cli') || path === 'src/cli.ts',
  },
  {
    packages: ['zod'],
    at: 'src/config.ts and the edges listed in test/architecture/libraries.ts',
    holds: (path) => path === 'src/config.ts' || path in edges,
  },
]

function isOneOf(home: Home, name: string): boolean {
  return home.packages.some((one) => one === name || (one.endsWith('/*') && inside(name, one.slice(0, -2))))
}

function packagesOf({ sources }: Tree): { source: Source; name: string; typesOnly: boolean }[] {
  return sources
    .filter(({ path }) => inside(path, 'src') || inside(path, 'db'))
    .flatMap((source) =>
      source.imports
        .filter(({ ours, to }) => !ours && !to.startsWith('node:'))
        .map(({ to, typesOnly }) => ({ source, name: to, typesOnly })),
    )
}

const eachAtHome: Rule[] = homes.map((home) => ({
  sentence: `One outside package, one room: ${home.packages.join(', ')} in ${home.at} alone.`,
  find: (tree) =>
    packagesOf(tree)
      .filter(({ name, source }) => isOneOf(home, name) && !home.holds(source.path))
      .filter(({ typesOnly }) => !(typesOnly && home.typesAnywhere))
      .map(({ name, source }) => `${source.path} imports ${name}`),
}))

const everyPackageHasAHome: Rule = {
  sentence: 'Every outside package has a room named in test/architecture/libraries.ts.',
  find: (tree) =>
    packagesOf(tree)
      .filter(({ name }) => !homes.some((home) => isOneOf(home, name)))
      .map(({ name, source }) => `${source.path} imports ${name}`),
}

const oneReaderPerFormat: Rule = {
  sentence: 'csv-parse, yaml and read-excel-file are each imported in one file.',
  find: (tree) =>
    ['csv-parse', 'yaml', 'read-excel-file'].flatMap((reader) => {
      const files = packagesOf(tree).filter(({ name }) => name === reader)
      const paths = [...new Set(files.map(({ source }) => source.path))]
      return paths.length > 1 ? [`${paths.join(', ')} all import ${reader}`] : []
    }),
}

/** Rules that need more than the language itself, each with the reason why it stays pure. */
const rulesMayUse: Record<string, string[]> = {
  'src/rules/calendar.ts': ['luxon'],
  // SHA-256 of given bytes is a function of those bytes.
  'src/rules/digest.ts': ['node:crypto'],
  // How two given texts differ is a function of those texts.
  'src/rules/difference.ts': ['diff'],
}

const rulesAreSelfContained: Rule = {
  sentence:
    'A rule knows no database, no network, no disk and no package: src/rules imports only what is listed.',
  find: ({ sources }) =>
    sources
      .filter(({ path }) => inside(path, 'src/rules'))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ ours, to }) => !ours && !rulesMayUse[path]?.includes(to))
          .map(({ to }) => `${path} imports ${to}`),
      ),
}

export const libraryRules: Rule[] = [
  ...eachAtHome,
  everyPackageHasAHome,
  oneReaderPerFormat,
  rulesAreSelfContained,
]
