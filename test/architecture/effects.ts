import ts from 'typescript'
import { inside, type Rule, type Source, visit } from './tree.ts'

type Sighting = (node: ts.Node) => string | undefined

/** The program's clock, and the sandbox's: it shares no code with the program, so it has its own. */
const clocks = ['src/clock.ts', 'src/sandbox/clock.ts']

/** Where chance may enter: wiring hands it to the rest as an argument; the sandbox plays Slack. */
const mayBeRandom = (path: string) => path === 'src/main.ts' || inside(path, 'src/sandbox')

const clockModules = /^node:(perf_hooks|process)$/

const readsTheClock: Sighting = (node) => {
  if (ts.isPropertyAccessExpression(node)) {
    const name = node
      .getText()
      .replace(/\s/g, '')
      .replace(/^globalThis\./, '')
    return /^(Date\.now|performance\.(now|timeOrigin)|process\.hrtime|(DateTime|Temporal)\.now|Temporal\.Now)$/i.test(
      name,
    )
      ? name
      : undefined
  }
  const isDate = (node: ts.Expression) => node.getText().replace(/^globalThis\./, '') === 'Date'
  if (ts.isNewExpression(node) && isDate(node.expression) && !node.arguments?.length) return 'new Date()'
  if (ts.isCallExpression(node)) {
    if (isDate(node.expression)) return 'Date()'
    if (node.arguments.length === 0 && /^DateTime\.(local|utc)$/.test(node.expression.getText())) {
      return `${node.expression.getText()}()`
    }
  }
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const takes = node.importClause?.namedBindings?.getText() ?? ''
    if (clockModules.test(node.moduleSpecifier.text) && /\b(performance|hrtime)\b/.test(takes)) return takes
  }
  return undefined
}

const nowInSql =
  /\b(now|clock_timestamp|transaction_timestamp|statement_timestamp)\s*\(\s*\)|\b(current_timestamp|current_date|current_time|localtimestamp|localtime)\b|\(\s*'now'|,\s*'now'|\bunixepoch\s*\(\s*\)/i

const asksTheDatabaseForTheTime: Sighting = (node) => {
  const isText =
    ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)
  const found = isText ? nowInSql.exec(node.text)?.[0] : undefined
  if (found) return found
  const isFunction = ts.isCallExpression(node) && /\bfn\b/.test(node.expression.getText())
  const named = isFunction ? node.arguments[0] : undefined
  return named && ts.isStringLiteral(named) && named.text === 'now' ? "fn('now')" : undefined
}

const chance = /^(randomUUID|randomBytes|randomInt|randomFillSync|randomFill|getRandomValues|nanoid)$/

const takesAChance: Sighting = (node) => {
  if (ts.isPropertyAccessExpression(node) && node.getText() === 'Math.random') return 'Math.random'
  return ts.isIdentifier(node) && chance.test(node.text) ? node.text : undefined
}

function sightings(sources: Source[], see: Sighting, exempt: (path: string) => boolean): string[] {
  const found: string[] = []
  for (const { path, tree } of sources) {
    if (!(inside(path, 'src') || inside(path, 'db')) || exempt(path)) continue
    visit(tree, (node) => {
      const what = see(node)
      if (!what) return
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart())
      found.push(`${path}:${line + 1} says ${what}`)
    })
  }
  return [...new Set(found)]
}

export const effectRules: Rule[] = [
  {
    sentence: `Time is an argument: no file but ${clocks.join(' and ')} reads the clock.`,
    find: ({ sources }) => sightings(sources, readsTheClock, (path) => clocks.includes(path)),
  },
  {
    sentence: "No query asks the database for the time; db/engine.ts's lease clock alone does.",
    find: ({ sources }) => sightings(sources, asksTheDatabaseForTheTime, (path) => path === 'db/engine.ts'),
  },
  {
    sentence: 'Nothing is random but what src/main.ts hands out and what the sandbox makes up.',
    find: ({ sources }) => sightings(sources, takesAChance, mayBeRandom),
  },
]
