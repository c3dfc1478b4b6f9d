import ts from 'typescript'
import { inside, type Rule, type Texts } from './tree.ts'

const longest = 250

/** Longer all the same, each with the reason. */
const longFiles: Record<string, string> = {
  'db/schema.ts':
    'the data dictionary: every table in the order in which a policy lives, read from top to bottom',
}

/** Folders of src that hold one file only, each with the reason. */
const loneFiles: Record<string, string> = {}

const isOurs = (path: string) => inside(path, 'src') || inside(path, 'db')

const lineCount = (text: string) => text.replace(/\n$/, '').split('\n').length

const noBarrels: Rule = {
  sentence: 'No barrel files: a name is imported from the file that makes it.',
  find: ({ sources }) =>
    sources
      .filter(({ path, tree }) => {
        const passesOn = (statement: ts.Statement) =>
          ts.isExportDeclaration(statement) || ts.isImportDeclaration(statement)
        const exports = tree.statements.some(ts.isExportDeclaration)
        return isOurs(path) && exports && tree.statements.every(passesOn)
      })
      .map(({ path }) => `${path} only passes on what others export`),
}

const noUtils: Rule = {
  sentence: 'A file is named by its noun or verb: there is no utils.',
  find: ({ texts }) =>
    [...texts.keys()]
      .filter((path) => /(^|\/)utils?(\/|\.[a-z]+$)/i.test(path))
      .map((path) => `${path} is named utils`),
}

const shortFiles: Rule = {
  sentence: `No file of src or db is longer than ${longest} lines.`,
  find: ({ texts }) =>
    [...texts]
      .filter(([path]) => isOurs(path) && /\.m?[jt]s$/.test(path))
      .filter(([path, text]) => lineCount(text) > longest && !(path in longFiles))
      .map(([path, text]) => `${path} has ${lineCount(text)} lines`),
}

const noLoneFiles: Rule = {
  sentence: 'No folder of src holds a single file.',
  find: ({ texts }) =>
    [...filesByFolder(texts)]
      .filter(([folder, files]) => inside(folder, 'src') && files.length === 1 && !(folder in loneFiles))
      .map(([folder, files]) => `${folder} holds only ${files[0]}`),
}

/** Every folder with all files below it, however deep. */
function filesByFolder(texts: Texts): Map<string, string[]> {
  const folders = new Map<string, string[]>()
  for (const path of texts.keys()) {
    const parts = path.split('/')
    for (let depth = 1; depth < parts.length; depth += 1) {
      const folder = parts.slice(0, depth).join('/')
      folders.set(folder, [...(folders.get(folder) ?? []), path])
    }
  }
  return folders
}

const placesOfOneMachine = /(?<![\w.}-])\/(?:work|home|root|Users)\/[\w.-]+/
const hostsOfOneRegistry = /\bregistry\.(?:npmjs|yarnpkg)\.\w+/

function lines(texts: Texts, pattern: RegExp): string[] {
  return [...texts].flatMap(([path, text]) =>
    pattern.test(text)
      ? text.split('\n').flatMap((line, index) => {
          const found = pattern.exec(line)?.[0]
          return found ? [`${path}:${index + 1} says ${found}`] : []
        })
      : [],
  )
}

export const shapeRules: Rule[] = [
  noBarrels,
  noUtils,
  shortFiles,
  noLoneFiles,
  {
    sentence: "No text names a path of one person's machine.",
    find: ({ texts }) => lines(texts, placesOfOneMachine),
  },
  {
    sentence: 'No text names the host of a package registry.',
    find: ({ texts }) => lines(texts, hostsOfOneRegistry),
  },
]

/** What a reader of the tree missed of what is on disk; a reader that went blind would report no breach at all. */
export function whatWasNotRead(read: readonly string[], onDisk: readonly string[]): string[] {
  const seen = new Set(read)
  const missed = onDisk.filter((path) => !seen.has(path))
  return seen.size > 0 && missed.length <= onDisk.length / 10
    ? []
    : [
        `read ${onDisk.length - missed.length} of ${onDisk.length} files; missed ${missed.slice(0, 5).join(', ')}`,
      ]
}
