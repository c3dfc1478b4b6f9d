import ts from 'typescript'
import { bare, exportedConstant, inside, type Rule, type Source, type Tree, visit } from './tree.ts'

/** Files of src/actions that are not an action themselves (besides perform*.ts), each with what they are. */
const notActions: Record<string, string> = {
  'src/actions/act.ts': 'the type of what an action is handed',
  'src/actions/world.ts': 'the type of what perform is handed',
  'src/actions/surroundings.ts': 'settings, calendar and roles, read once for perform',
  'src/actions/recorder.ts': 'act.write: a row and its line of the entry, tested by replay',
  'src/actions/notify.ts': 'act.notify: one notice with its items',
  'src/actions/obligations.ts': 'opening and settling, shared by the actions that do it',
  'src/actions/policy-fields.ts': 'checks of a policy, shared by the actions that edit one',
  'src/actions/quarter-list.ts': "a quarter's events as they are now, read for showing and attesting them",
  'src/actions/attested.ts': 'what was attested stands, asked by the actions on a quarter',
  'src/actions/compared.ts':
    "a quarter's reports against a tracker's incidents, read for showing and attesting",
  'src/actions/cause-review.ts': 'a review because of an event, called by what decides on events',
  'src/actions/reports.ts':
    'asking to decide on a report and telling what came of it, shared by the actions on one',
  'src/actions/routing-rules.ts': 'what routing rules name, read for saving them and for accepting a report',
  'src/actions/drop-causes.ts': 'what an event holds no more, shared by the actions that undo its decision',
  'src/actions/tell-reviewers.ts': 'telling who holds a review at once, shared by what opens and changes one',
  'src/actions/resume-review.ts': 'a review that goes on, shared by what brings a submission back',
  'src/actions/follow-audience.ts': 'what a changed audience calls for, called by the action that changes it',
  'src/actions/follow-succession.ts':
    'who holds what is owed after people changed, shared by the actions that change them',
  'src/actions/succession.ts': 'who is next in line for a policy, and its vacancy',
  'src/actions/review-cycle.ts': 'opening and concluding a review, shared by the actions that do it',
  'src/actions/roles.ts': 'who holds which role, read for permit',
  'src/actions/ask-again.ts': 'asking anew after approvers changed, shared by the actions that change them',
  'src/actions/asked.ts': 'what a person is asked for, shared by the ways to acknowledge',
  'src/actions/deciding.ts': 'what a decision stands on, shared by endorsing and sending back',
  'src/actions/eligible.ts': 'who may endorse, read for submitting and deciding',
  'src/actions/finish-submission.ts': 'what the last endorsement brings, shared by the ways to endorse',
  'src/actions/handed-on.ts':
    'asking anew where a delegation moves what is open, shared by its naming and the calendar',
  'src/actions/first-mornings.ts': 'who would hear what after going live, for the previews of it',
  'src/actions/judging.ts': 'what forms read and judge with before an action is performed',
  'src/actions/import-changes.ts': 'the part of import-policy for a policy that is known',
  'src/actions/import-version.ts': 'the part of import-policy for the version',
  'src/actions/leaving.ts': 'who has left is replaced, the part of sync-people for leavers',
  'src/actions/recount-due-days.ts': 'the part of change-settings for what counts in business days',
  'src/actions/independence.ts': 'the part of change-settings that keeps auditors apart',
  'src/actions/in-force.ts': 'coming into force, shared by endorsing and the calendar',
  'src/actions/missing-list.ts': 'the list of who is missing, shared by the actions that move it',
  'src/actions/owed.ts': 'the part of remind that reads what has come up',
  'src/actions/recording.ts': 'what is asked of everything that is recorded from a document',
  'src/actions/reviewing.ts': 'which review a person speaks of, shared by the actions on one',
  'src/actions/standing.ts': 'how a submission stands, read for asking and deciding',
  'src/actions/strangers.ts': 'people known by address alone, shared by import',
  'src/actions/touched.ts': 'what a change touched of that which people see, read from its entry by perform',
  'src/actions/submission.ts': 'submitting and asking, shared by the actions that submit or decide',
  'src/actions/waiver-deciders.ts': 'who decides on a waiver, read for asking and deciding',
  'src/actions/waivers.ts': 'what comes of a waiver, shared by the actions on one',
  'src/actions/versions.ts': 'making a version, shared by the actions that submit one',
}

const proofs = ['permit', 'anomaly', 'repeatedKey'] as const

function sourceAt({ sources }: Tree, path: string): Source | undefined {
  return sources.find((source) => source.path === path)
}

function keysOf(literal: ts.Expression | undefined): string[] | undefined {
  if (!literal || !ts.isObjectLiteralExpression(literal)) return undefined
  return literal.properties.flatMap(({ name }) =>
    name && (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) ? [name.text] : [],
  )
}

function wordsOf(source: Source): Set<string> {
  const words = new Set<string>()
  visit(source.tree, (node) => {
    if (ts.isStringLiteralLike(node) || ts.isPropertyAssignment(node)) {
      words.add(ts.isPropertyAssignment(node) ? node.name.getText() : node.text)
    }
  })
  return words
}

const refusalPath = 'src/rules/refusal.ts'

function refusalsOf(tree: Tree): [string, ts.Expression][] | undefined {
  const literal = exportedConstant(sourceAt(tree, refusalPath), 'refusals')
  if (!literal || !ts.isObjectLiteralExpression(literal)) return undefined
  return literal.properties
    .filter(ts.isPropertyAssignment)
    .map(({ name, initializer }) => [name.getText().replace(/^['"]|['"]$/g, ''), bare(initializer)])
}

/** A text, or a function that makes one; at least two words, ended like a sentence or by what it was given. */
function saysSomething(expression: ts.Expression): boolean {
  const said = ts.isArrowFunction(expression) ? expression.body : expression
  if (ts.isBlock(said) || ts.isConditionalExpression(said)) return true
  if (ts.isStringLiteralLike(said)) return /\w \w.*[.!?]$/.test(said.text)
  return ts.isTemplateExpression(said) && said.getText().includes(' ')
}

const refusalsHaveSentences: Rule = {
  sentence: 'Each refusal code has a sentence.',
  find: (tree) =>
    refusalsOf(tree)?.flatMap(([code, said]) => (saysSomething(said) ? [] : [`${refusalPath}: ${code}`])) ?? [
      `${refusalPath} exports no table named refusals`,
    ],
}

const refusalsAreTested: Rule = {
  sentence: 'Each refusal code is named in a test.',
  find: (tree) => {
    const tested = new Set<string>()
    for (const source of tree.sources) {
      const isTest = inside(source.path, 'test') && !inside(source.path, 'test/architecture')
      if (isTest) for (const word of wordsOf(source)) tested.add(word)
    }
    return (refusalsOf(tree) ?? [])
      .filter(([code]) => !tested.has(code))
      .map(([code]) => `${refusalPath}: ${code} is in no test file`)
  },
}

const casesPath = 'test/actions/cases.ts'

function isAction(path: string): boolean {
  return /^src\/actions\/(?!perform)[^/]+\.ts$/.test(path) && !(path in notActions)
}

/** By its annotation: `export const registerPolicy: Action<…> = …`. */
function makesAnAction({ tree }: Source): boolean {
  return tree.statements.some(
    (statement) =>
      ts.isVariableStatement(statement) &&
      statement.declarationList.declarations.some(({ type }) => type?.getText().startsWith('Action<')),
  )
}

const helpersAreNoActions: Rule = {
  sentence: 'Each file of src/actions makes an action, or is listed with what it is instead.',
  find: ({ sources }) =>
    sources.flatMap((source) => {
      if (source.path in notActions && makesAnAction(source))
        return [`${source.path} is listed, and makes an action`]
      if (isAction(source.path) && !makesAnAction(source))
        return [`${source.path} makes none and is not listed`]
      return []
    }),
}

const actionsHaveCases: Rule = {
  sentence: 'Every action has its permit, anomaly and repeated-key cases in test/actions/cases.ts.',
  find: (tree) => {
    const actions = tree.sources.map(({ path }) => path).filter(isAction)
    const literal = exportedConstant(sourceAt(tree, casesPath), 'actionCases')
    if (!literal || !ts.isObjectLiteralExpression(literal)) {
      return [`${casesPath} exports no table named actionCases; ${actions.length} actions wait for it`]
    }
    const cases = new Map(
      literal.properties.map((property) => [property.name?.getText().replace(/^['"]|['"]$/g, ''), property]),
    )
    return actions.flatMap((path) => {
      const name = path.slice('src/actions/'.length, -'.ts'.length)
      const property = cases.get(name) ?? cases.get(`${name}.ts`)
      if (!property) return [`${path} has no line in ${casesPath}`]
      const held = ts.isPropertyAssignment(property) ? keysOf(bare(property.initializer)) : undefined
      return proofs
        .filter((proof) => held && !held.includes(proof))
        .map((proof) => `${path} has no ${proof} case`)
    })
  },
}

const noCaseWithoutAction: Rule = {
  sentence: 'Every line of test/actions/cases.ts belongs to an action.',
  find: (tree) => {
    const actions = new Set(tree.sources.map(({ path }) => path))
    const names = keysOf(exportedConstant(sourceAt(tree, casesPath), 'actionCases')) ?? []
    return names
      .map((name) => `src/actions/${name.replace(/\.ts$/, '')}.ts`)
      .filter((path) => !actions.has(path))
      .map((path) => `${casesPath} speaks of ${path}, which does not exist`)
  },
}

const configPath = 'src/config.ts'

const environmentAgrees: Rule = {
  sentence: 'Each variable of .env.example is known to src/config.ts, and the other way round.',
  find: (tree) => {
    const list = exportedConstant(sourceAt(tree, configPath), 'environmentNames')
    if (!list || !ts.isArrayLiteralExpression(list)) {
      return [`${configPath} exports no list named environmentNames`]
    }
    const known = new Set(list.elements.filter(ts.isStringLiteralLike).map(({ text }) => text))
    const example = tree.texts.get('.env.example')
    if (example === undefined) return ['.env.example does not exist']
    const named = new Set([...example.matchAll(/^#?\s*([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name!))
    return [
      ...[...known].filter((name) => !named.has(name)).map((name) => `.env.example lacks ${name}`),
      ...[...named].filter((name) => !known.has(name)).map((name) => `${configPath} does not know ${name}`),
    ]
  },
}

export const tableRules: Rule[] = [
  refusalsHaveSentences,
  refusalsAreTested,
  helpersAreNoActions,
  actionsHaveCases,
  noCaseWithoutAction,
  environmentAgrees,
]
