import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { line } from './measure.mjs'
import { openMigrated, openRaw, seedAudience, seedReviews, workspace } from './seed.mjs'
import { openSlack } from './slack.mjs'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const launcher = here('../../src/perennial.mjs')
const between = 20
const warming = 50

/**
 * How soon a command is acknowledged, at rest beside a bare Bolt app, and while the program beats, asks many
 * people, sends, and its record is verified by another process.
 */
export async function benchAck(folder, commands, people, distributions) {
  const rest = await measured(folder, 'rest', commands, async (file) => seedReviews(file, 1_000))
  const load = await measured(folder, 'load', commands, async (file) => {
    seedAudience(file, people)
    addDistributions(file, distributions)
  })
  return {
    times: {
      'bare Bolt, at rest: p99': rest.bare,
      'Perennial, at rest: p99': rest.ours,
      'bare Bolt, beside the load: p99': load.bare,
      'Perennial, under load: p99': load.ours,
      'Perennial, under load: longest': load.longest,
    },
    goals: [
      line('a command acknowledged at rest, to bare Bolt (p99)', rest.ours / rest.bare, '×', 2),
      line('a command acknowledged under load (p99)', load.ours, 'ms', 60),
    ],
  }
}

async function measured(folder, name, commands, seed) {
  const file = join(folder, `${name}.db`)
  await (await openMigrated(file)).close()
  await seed(file)
  const slack = await openSlack()
  const bare = spawn(process.execPath, [here('bare-bolt.mjs'), slack.apiUrl], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ours = spawn(process.execPath, [here('program.mjs'), file, slack.apiUrl, slack.clockUrl], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const verifying = name === 'load' ? verifyOverAndOver(file) : null
  try {
    await Promise.all([slack.connected('xapp-bare'), slack.connected('xapp-ours')])
    const times = { bare: [], ours: [] }
    // Whatever a program does at its start, and before its code is warm, is measured elsewhere.
    for (let i = 0; i < warming; i += 1) {
      for (const who of ['bare', 'ours']) await slack.command(`xapp-${who}`, `U${1 + (i % 100)}`)
      await wait(between)
    }
    for (let i = 0; i < commands; i += 1) {
      for (const who of i % 2 === 0 ? ['bare', 'ours'] : ['ours', 'bare']) {
        times[who].push(await slack.command(`xapp-${who}`, `U${1 + (i % 100)}`))
        await wait(between)
      }
    }
    if (name === 'load' && !isStillAsking(file)) throw new Error('The load ended before the measuring did')
    return { bare: p99(times.bare), ours: p99(times.ours), longest: Math.max(...times.ours) }
  } finally {
    verifying?.stop()
    for (const child of [bare, ours]) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    slack.close()
  }
}

function p99(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.99) - 1]
}

/** The same version to the same people, over and over: policies and versions like the first, each with a distribution that waits. */
function addDistributions(file, count) {
  const raw = openRaw(file)
  const copy = (table, change) => {
    const row = raw.prepare(`select * from "${table}" where id like '%1'`).get()
    const made = { ...row, ...change }
    const names = Object.keys(made)
    raw
      .prepare(`insert into "${table}" (${names.map((one) => `"${one}"`)}) values (${names.map(() => '?')})`)
      .run(Object.values(made))
  }
  raw.transaction(() => {
    for (let i = 2; i <= count; i += 1) {
      const [policy, version] = [`policy${i}`, `version${i}`]
      copy('policies', {
        id: policy,
        code: `POL-${i}`,
        title: `Policy number ${i}`,
        codeKey: `pol-${i}`,
        titleKey: `policy number ${i}`,
      })
      copy('versions', { id: version, policy, countsFrom: version })
      copy('distributions', { id: `distribution${i}`, policy, version })
    }
  })()
  raw.close()
}

function isStillAsking(file) {
  const raw = openRaw(file)
  const row = raw
    .prepare(`select count(*) as n from distributions where workspace = ? and state in ('pending', 'asking')`)
    .get(workspace)
  raw.close()
  return row.n > 0
}

function verifyOverAndOver(file) {
  let isStopped = false
  let child = null
  const run = () => {
    if (isStopped) return
    child = spawn(process.execPath, [launcher, 'verify', '--db', `file:${file}`], { stdio: 'ignore' })
    child.once('exit', run)
  }
  run()
  return {
    stop() {
      isStopped = true
      child?.kill()
    },
  }
}
