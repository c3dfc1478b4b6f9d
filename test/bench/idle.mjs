import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { line } from './measure.mjs'

const launcher = fileURLToPath(new URL('../../src/perennial.mjs', import.meta.url))

/** Memory of the started program, its sandbox beside it, after it has had nothing to do for a while. */
export async function benchIdle(folder, seconds) {
  const env = {
    ...process.env,
    PERENNIAL_PORT: '0',
    PERENNIAL_SANDBOX_PORT: '0',
    PERENNIAL_LOG_LEVEL: 'error',
  }
  const child = spawn(process.execPath, [launcher, 'start', '--db', join(folder, 'idle.db')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await new Promise((resolve, reject) => {
      child.stdout.once('data', resolve)
      child.once('exit', (code) => reject(new Error(`The program ended with ${code}`)))
    })
    await wait(seconds * 1000)
    const megabytes = residentOf(child.pid) / 1024
    return { times: {}, goals: [line(`memory after ${seconds} idle seconds`, megabytes, 'MB', 150)] }
  } finally {
    child.kill('SIGINT')
    await new Promise((resolve) => child.once('exit', resolve))
  }
}

function residentOf(pid) {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  if (!found) throw new Error('Expected VmRSS in the process status')
  return Number(found[1])
}
