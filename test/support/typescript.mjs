// `node --import <this> file.ts`: a child process of a test runs our sources as they are, on every Node that we support.
import { readFileSync } from 'node:fs'
import { register } from 'node:module'
import { fileURLToPath } from 'node:url'

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return await next(url, context)
  const { default: ts } = await import('typescript')
  const compilerOptions = {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2023,
    verbatimModuleSyntax: true,
  }
  const { outputText } = ts.transpileModule(readFileSync(fileURLToPath(url), 'utf8'), { compilerOptions })
  return { format: 'module', source: outputText, shortCircuit: true }
}

// The thread of the hooks imports this file too, and must not register it again.
if (!globalThis.isHooked) register(import.meta.url, { parentURL: import.meta.url })
export function initialize() {
  globalThis.isHooked = true
}
