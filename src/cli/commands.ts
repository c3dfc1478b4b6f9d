import type { Command } from 'commander'

/** How every command of the table is made. */

export type Done = (code: number) => void

export function add(parent: Command, usage: string, what: string, example: string): Command {
  return parent.command(usage).description(what).addHelpText('after', `\nExample:\n  ${example}`)
}

/** The options by which a command finds its record, and the form of its answer. */
export function onRecord(command: Command): Command {
  return command
    .option('--db <url>', 'the database (else DATABASE_URL, else file:./data/perennial.db)')
    .option('--workspace <id>', 'one of the workspaces, where the database holds several')
    .option('--json', 'answer with one JSON document')
}
