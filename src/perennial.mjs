#!/usr/bin/env node
// Plain JavaScript, so that it runs straight after `npm ci`: builds `dist` when it is missing or stale, then hands over.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, extname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const self = fileURLToPath(import.meta.url)
const root = resolve(dirname(self), '..')
const dist = join(root, 'dist')
const assetEndings = new Set(['.html', '.css', '.js', '.svg', '.ttf', '.woff2', '.json'])

class BuildFailure extends Error {}

function filesUnder(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** Names and contents, not times: a copied or freshly checked out tree with the same text is not stale. */
function fingerprintOfSources() {
  const hash = createHash('sha256')
  const sources = [...filesUnder(join(root, 'src')), ...filesUnder(join(root, 'db'))]
  for (const path of [...sources, join(root, 'tsconfig.json'), join(root, 'package.json')]) {
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update('\0')
  }
  return hash.digest('hex')
}

function isBuiltFrom(fingerprint, folder = dist) {
  try {
    return readFileSync(join(folder, '.stamp'), 'utf8') === fingerprint
  } catch {
    return false
  }
}

function loadTypeScript() {
  try {
    return createRequire(import.meta.url)('typescript')
  } catch {
    throw new BuildFailure(`The package typescript is not installed in ${root}: run \`npm ci\` there.`)
  }
}

function readConfig(ts) {
  const { config, error } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const parsed = ts.parseJsonConfigFileContent(config ?? {}, ts.sys, root)
  return { ...parsed, errors: error ? [error] : parsed.errors }
}

/** One file at a time and without types: a second for the whole program, and no need of the @types packages. */
function emitInto(folder, ts, config) {
  const problems = [...config.errors]
  // Seen alone, a file cannot tell from package.json that it is a module.
  const { ESNext } = ts.ModuleKind
  const compilerOptions = {
    ...config.options,
    module: ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  }
  for (const path of config.fileNames.filter((name) => !name.endsWith('.d.ts'))) {
    const target = join(folder, relative(root, path)).replace(/\.ts$/, '.js')
    const emitted = ts.transpileModule(readFileSync(path, 'utf8'), {
      fileName: path,
      compilerOptions,
      reportDiagnostics: true,
    })
    problems.push(...emitted.diagnostics)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, emitted.outputText)
    // The folder is renamed to `dist` at the end: the map must lead from there to the source.
    const from = join(dist, relative(folder, dirname(target)))
    const map = { ...JSON.parse(emitted.sourceMapText), sources: [relative(from, path)] }
    writeFileSync(`${target}.map`, JSON.stringify(map))
  }
  return problems
}

function copyAssetsInto(folder) {
  for (const path of filesUnder(join(root, 'src')).filter((name) => assetEndings.has(extname(name)))) {
    cpSync(path, join(folder, relative(root, path)))
  }
}

/**
 * Two processes may arrive here at once. Whoever finds that the other has put the same build in place keeps
 * that one, and puts it back if it was moved aside between the look and the rename.
 */
function putInPlace(folder, fingerprint) {
  if (isBuiltFrom(fingerprint)) return
  const aside = `${folder}.old`
  try {
    if (existsSync(dist)) renameSync(dist, aside)
    renameSync(isBuiltFrom(fingerprint, aside) ? aside : folder, dist)
  } catch (error) {
    if (!isBuiltFrom(fingerprint)) throw error
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}

function build(fingerprint) {
  const folder = `${dist}.${process.pid}`
  try {
    mkdirSync(folder, { recursive: true })
    const ts = loadTypeScript()
    const problems = emitInto(folder, ts, readConfig(ts))
    if (problems.length > 0) {
      const format = process.stderr.isTTY ? ts.formatDiagnosticsWithColorAndContext : ts.formatDiagnostics
      const host = {
        getCurrentDirectory: () => root,
        getCanonicalFileName: (name) => name,
        getNewLine: () => '\n',
      }
      throw new BuildFailure(`${format(problems, host)}Nothing was built: correct the lines above.`)
    }
    copyAssetsInto(folder)
    writeFileSync(join(folder, '.stamp'), fingerprint)
    putInPlace(folder, fingerprint)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  console.error(`Built ${basename(dist)}.`)
}

function buildOrExplain(fingerprint) {
  try {
    build(fingerprint)
  } catch (error) {
    const unwritable = ['EROFS', 'EACCES', 'EPERM'].includes(error.code)
    if (!unwritable && !(error instanceof BuildFailure)) throw error
    console.error(
      unwritable
        ? `${dist} is missing or older than the sources, and ${root} cannot be written (${error.code}): run \`npm run build\` where it can.`
        : error.message,
    )
    process.exit(2)
  }
}

const fingerprint = fingerprintOfSources()
if (process.argv[2] === '--build') {
  if (isBuiltFrom(fingerprint)) console.error(`${basename(dist)} is up to date.`)
  else buildOrExplain(fingerprint)
} else {
  if (!isBuiltFrom(fingerprint)) {
    // In a process of its own: the compiler's 100 MB would stay with a server that runs for months.
    const { status } = spawnSync(process.execPath, [self, '--build'], { stdio: ['ignore', 2, 2] })
    if (status !== 0) process.exit(2)
  }
  if (existsSync('.env')) process.loadEnvFile('.env')
  const { main } = await import(pathToFileURL(join(dist, 'src', 'cli.js')).href)
  await main(process.argv.slice(2))
}
