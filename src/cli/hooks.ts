import type { Command } from 'commander'
import type { Output } from '../commands/output.ts'
import type { Where } from '../commands/record.ts'
import type { SourceChange } from '../rules/sources.ts'
import { add, type Done, onRecord } from './commands.ts'

const changes: [SourceChange, string][] = [
  ['add', 'let another source report, and print its key'],
  ['rotate', 'give a source a new key, and print it; the older one is taken for 24 hours more'],
  ['remove', 'take nothing from a source any more'],
]

/** The sources that report by webhook. */
export function addHooks(program: Command, output: Output, done: Done): void {
  const load = () => import('../commands/hooks.ts')
  const hooks = onRecord(
    add(program, 'hooks', 'the sources that may report by webhook', 'npx perennial hooks add pagerduty'),
  ).action(async (options: Where) => done(await (await load()).listSources(options, output)))
  onRecord(add(hooks, 'list', 'show them', 'npx perennial hooks list --json')).action(
    async (_: unknown, command: Command) =>
      done(await (await load()).listSources(command.optsWithGlobals(), output)),
  )
  for (const [change, what] of changes) {
    const named = add(hooks, change, what, `npx perennial hooks ${change} pagerduty`).argument('<name>')
    onRecord(named).action(async (name: string, _: unknown, command: Command) =>
      done(await (await load()).changeSource({ ...command.optsWithGlobals(), name, change }, output)),
    )
  }
}
