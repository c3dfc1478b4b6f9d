import { posix } from 'node:path'
import ts from 'typescript'

/** The repository's texts by path (`src/rules/terms.ts`), whether read from disk or made up by a test. */
export type Texts = ReadonlyMap<string, string>

/** `to` is a path of the repository for one of our files, else the package's name (`@slack/bolt`, `node:crypto`). */
export type Import = { to: string; ours: boolean; typesOnly: boolean }

export type Source = { path: string; text: string; tree: ts.SourceFile; imports: Import[] }

export type Tree = { texts: Texts; sources: Source[] }

/** A rule's sentence is what a person reads when it is broken; `find` names each place, path first. */
export type Rule = { sentence: string; find: (tree: Tree) => string[] }

export function readTree(texts: Texts): Tree {
  const sources = [...texts]
    .filter(([path]) => path.endsWith('.ts'))
    .map(([path, text]) => {
      const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true)
      return { path, text, tree, imports: importsOf(path, tree) }
    })
  return { texts, sources }
}

export function inside(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`)
}

export function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node)
  node.forEachChild((child) => visit(child, see))
}

/** The exported constant's value, stripped of `as const`, `satisfies …` and `Object.freeze(…)`. */
export function exportedConstant(source: Source | undefined, name: string): ts.Expression | undefined {
  for (const statement of source?.tree.statements ?? []) {
    if (!ts.isVariableStatement(statement) || !isExported(statement)) continue
    for (const { name: declared, initializer } of statement.declarationList.declarations) {
      if (declared.getText() === name && initializer) return bare(initializer)
    }
  }
  return undefined
}

function isExported(statement: ts.VariableStatement): boolean {
  return statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false
}

export function bare(expression: ts.Expression): ts.Expression {
  if (ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression))
    return bare(expression.expression)
  const argument = ts.isCallExpression(expression) ? expression.arguments[0] : undefined
  if (argument && ts.isCallExpression(expression) && expression.expression.getText() === 'Object.freeze') {
    return bare(argument)
  }
  return expression
}

function importsOf(path: string, tree: ts.SourceFile): Import[] {
  const found: Import[] = []
  const add = (specifier: ts.Node | undefined, typesOnly: boolean) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return
    const ours = specifier.text.startsWith('.')
    const to = ours ? posix.join(posix.dirname(path), specifier.text) : packageName(specifier.text)
    found.push({ to, ours, typesOnly })
  }
  visit(tree, (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, importsTypesOnly(node.importClause))
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true)
    else if (ts.isCallExpression(node) && loadsAModule(node)) add(node.arguments[0], false)
    else if (ts.isExternalModuleReference(node)) add(node.expression, false)
  })
  return found
}

function importsTypesOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const named = clause.namedBindings
  if (clause.name || !named || !ts.isNamedImports(named)) return false
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly)
}

function loadsAModule(call: ts.CallExpression): boolean {
  if (call.expression.kind === ts.SyntaxKind.ImportKeyword) return true
  return ['require', 'require.resolve', 'import.meta.resolve'].includes(call.expression.getText())
}

function packageName(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
