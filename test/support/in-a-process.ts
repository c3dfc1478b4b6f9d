import { spawn } from 'node:child_process'
import { join } from 'node:path'

const hooks = join(import.meta.dirname, 'typescript.mjs')

/** Runs a TypeScript file as a process of its own; answers what it printed as JSON, or fails with its stderr. */
export function inAProcess<T>(file: string, ...args: string[]): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', hooks, file, ...args])
    const [out, err]: [Buffer[], Buffer[]] = [[], []]
    child.stdout.on('data', (chunk) => out.push(chunk))
    child.stderr.on('data', (chunk) => err.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(out).toString()) as T)
      else reject(new Error(`exit ${code}: ${Buffer.concat(err)}`))
    })
  })
}
