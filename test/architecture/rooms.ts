import { type Import, inside, type Rule, type Source } from './tree.ts'

type Room = {
  name: string
  holds: (path: string) => boolean
  /** Rooms it may import besides itself, values and types; `*` is all. */
  may: string[]
  /** Rooms or single files it may import as types only. */
  mayTypes?: string[]
  sentence: string
}

const file =
  (...names: string[]) =>
  (path: string) =>
    names.some((name) => path === `src/${name}.ts`)
const folder = (name: string) => (path: string) => inside(path, name)

/** Clock and log are passed as arguments; whoever takes one must be able to name its type. */
const passedAsArguments = ['clock', 'log']

/** In the order of asking: a file belongs to the first room that holds it. */
const rooms: Room[] = [
  {
    name: 'rules',
    holds: folder('src/rules'),
    may: [],
    sentence: 'A rule is pure: src/rules imports nothing of ours but itself.',
  },
  ...['clock', 'words', 'log', 'config', 'holidays'].map((name) => ({
    name,
    holds: file(name),
    may: ['rules', 'clock', 'words', 'log', 'config', 'holidays'].filter((other) => other !== name),
    sentence: `src/${name}.ts imports rules and its neighbours, never db or another folder.`,
  })),
  {
    name: 'db',
    holds: folder('db'),
    may: [],
    mayTypes: ['src/rules/terms.ts'],
    sentence: 'db imports types of src/rules/terms.ts, and nothing else of src.',
  },
  {
    name: 'actions',
    holds: folder('src/actions'),
    may: ['rules', 'db'],
    mayTypes: passedAsArguments,
    sentence: 'src/actions imports rules, db and another action; never slack, portal or notices.',
  },
  {
    name: 'calendar',
    holds: file(
      'beat',
      'attestations',
      'delegations',
      'distribute',
      'audience',
      'refresh-directory',
      'unknown-zones',
      'campaign',
    ),
    may: ['actions', 'db', 'rules', 'clock'],
    mayTypes: passedAsArguments,
    sentence:
      'What time and the directory bring (beat, attestations, delegations, distribute, audience, refresh-directory, unknown-zones, campaign) imports actions, db, rules and clock; never slack or portal.',
  },
  {
    name: 'notices',
    holds: folder('src/notices'),
    may: ['db', 'rules', 'clock'],
    mayTypes: passedAsArguments,
    sentence:
      'src/notices imports db, rules and clock; never slack or actions: sender and composer are arguments.',
  },
  ...[
    ['slack', 'views'],
    ['portal', 'pages'],
  ].flatMap(([name, views]) => [
    {
      name: `${name}/${views}`,
      holds: folder(`src/${name}/${views}`),
      may: ['words'],
      mayTypes: ['rules'],
      sentence: `A view is pure: src/${name}/${views} imports types of rules, words and its own helpers; never db or actions.`,
    },
    {
      name: name!,
      holds: folder(`src/${name}`),
      may: ['actions', 'db', 'rules', 'words', `${name}/${views}`],
      mayTypes: passedAsArguments,
      sentence: `src/${name} imports actions, db reads, rules and words; never the other entrance or the sandbox.`,
    },
  ]),
  ...['evidence', 'import', 'export'].map((name) => ({
    name,
    holds: folder(`src/${name}`),
    may: name === 'import' ? ['db', 'rules', 'actions'] : ['db', 'rules'],
    mayTypes: passedAsArguments,
    sentence: `src/${name} imports ${name === 'import' ? 'db, rules and actions' : 'db and rules'}; never slack or portal.`,
  })),
  {
    name: 'sandbox',
    holds: folder('src/sandbox'),
    may: [],
    sentence: 'The sandbox imports nothing of ours.',
  },
  {
    name: 'rounds',
    holds: file('rounds', 'outcomes', 'take-events'),
    may: ['calendar', 'notices', 'actions', 'db', 'rules', 'clock'],
    mayTypes: passedAsArguments,
    sentence:
      'A round joins the calendar and the notices: rounds, outcomes and take-events import those, actions, db, rules and clock; never slack or portal.',
  },
  {
    name: 'health',
    holds: file('health'),
    may: ['rules'],
    sentence: 'src/health.ts imports rules, and nothing else of ours.',
  },
  {
    name: 'hooks',
    holds: folder('src/hooks'),
    may: ['actions', 'db', 'rules'],
    mayTypes: passedAsArguments,
    sentence: 'src/hooks imports actions, db reads and rules; never slack or portal.',
  },
  {
    name: 'readiness',
    holds: file('readiness'),
    may: ['db', 'health'],
    sentence: 'src/readiness.ts imports db and the type of a check, and nothing else of ours.',
  },
  {
    name: 'demo',
    holds: folder('src/demo'),
    may: ['actions', 'calendar', 'db', 'rules', 'import'],
    mayTypes: passedAsArguments,
    sentence:
      'The demo programme acts as people do: src/demo imports actions, distribute, db, rules and import.',
  },
  {
    name: 'cli',
    holds: (path) => path === 'src/cli.ts' || inside(path, 'src/cli') || inside(path, 'src/commands'),
    may: ['*'],
    sentence: 'src/cli.ts and its commands import everything.',
  },
  {
    name: 'main',
    holds: file('main'),
    may: ['*'],
    sentence: 'src/main.ts imports everything but src/cli.ts.',
  },
]

function roomOf(path: string): Room | undefined {
  return rooms.find((room) => room.holds(path))
}

function isAllowed(room: Room, { to, typesOnly }: Import): boolean {
  const target = roomOf(to)?.name
  if (target === undefined) return false
  if (target === room.name) return true
  if (target === 'cli') return false
  if (target === 'main') return room.name === 'cli'
  if (room.may.includes('*') || room.may.includes(target)) return true
  const types = room.mayTypes ?? []
  return typesOnly && (types.includes(target) || types.includes(to))
}

function breachesOf(room: Room, sources: Source[]): string[] {
  return sources
    .filter((source) => roomOf(source.path) === room)
    .flatMap((source) =>
      source.imports
        .filter((imported) => imported.ours && !isAllowed(room, imported))
        .map(({ to, typesOnly }) => `${source.path} imports ${typesOnly ? 'a type of ' : ''}${to}`),
    )
}

const importing: Rule[] = rooms.map((room) => ({
  sentence: room.sentence,
  find: ({ sources }) => breachesOf(room, sources),
}))

const everyFileHasARoom: Rule = {
  sentence: 'Every file of src and db belongs to a room of the house.',
  find: ({ sources }) =>
    sources
      .filter(({ path }) => (inside(path, 'src') || inside(path, 'db')) && !roomOf(path))
      .map(
        ({ path }) => `${path} is in no room: put it in one, or give it a line in test/architecture/rooms.ts`,
      ),
}

const nothingImportsTheTop: Rule = {
  sentence: 'Nothing imports src/cli.ts, and only src/cli.ts and its commands import src/main.ts.',
  find: ({ sources }) =>
    sources.flatMap((source) =>
      source.imports
        .filter(
          ({ to }) => to === 'src/cli.ts' || (to === 'src/main.ts' && roomOf(source.path)?.name !== 'cli'),
        )
        .filter(() => inside(source.path, 'src') || inside(source.path, 'db'))
        .filter(({ to }) => !(to === 'src/cli.ts' && inside(source.path, 'src/commands')))
        .map(({ to }) => `${source.path} imports ${to}`),
    ),
}

export const roomRules: Rule[] = [...importing, everyFileHasARoom, nothingImportsTheTop]
