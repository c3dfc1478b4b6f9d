import { Command, CommanderError, Option } from 'commander'
import { add, type Done, onRecord } from './cli/commands.ts'
import { addHooks } from './cli/hooks.ts'
import { sayFailure } from './commands/failure.ts'
import { type Output, terminalOutput } from './commands/output.ts'
import type { Where } from './commands/record.ts'
import { usageRefusal } from './commands/usage.ts'

/** The command line: a table of commands. Each is loaded when it is called, so that a short one starts quickly. */

export async function main(argv: string[]): Promise<void> {
  // A reader that has seen enough, such as `head`, closes the pipe: that is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  process.exitCode = await run(argv, terminalOutput())
}

/** Runs one command and answers its exit: 0 done, 1 refused, 2 fault, 3 done in part. */
export async function run(argv: readonly string[], output: Output): Promise<number> {
  let exit = 0
  const program = makeProgram(output, (code) => {
    exit = code
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exit
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    const failure = error instanceof CommanderError ? usageRefusal(error, program, argv) : error
    return sayFailure(failure, output, argv.includes('--trace'))
  }
}

function makeProgram(output: Output, done: Done): Command {
  const program = new Command('perennial')
    .description(
      'Keeps the security policies of a company alive: reviewed, endorsed, distributed, acknowledged, proven.',
    )
    .addHelpText(
      'after',
      '\nBegin with: npm start   (a sandbox workspace with a demo programme, in the browser)',
    )
    .exitOverride()
    .configureOutput({ writeOut: output.out, writeErr: () => {}, outputError: () => {} })
    .action(() => {
      output.out(program.helpInformation())
    })
  addRunning(program, output, done)
  addRegister(program, output, done)
  addOperating(program, output, done)
  addHooks(program, output, done)
  for (const command of allBelow(program)) {
    command.addOption(new Option('--trace', 'show where a fault happened'))
    command.copyInheritedSettings(program)
  }
  return program
}

function allBelow(command: Command): Command[] {
  return command.commands.flatMap((one) => [one, ...allBelow(one)])
}

function addRunning(program: Command, output: Output, done: Done): void {
  add(
    program,
    'start',
    'run the bot and the beat; without a Slack token, a sandbox workspace too',
    'npx perennial start',
  )
    .option('--db <url>', 'the database (else DATABASE_URL, else a file under ./data)')
    .option('--workspace <id>', 'one of the workspaces, where the database holds several')
    .action(async (options: Where) =>
      done(await (await import('./commands/start.ts')).start(options, output)),
    )
  add(program, 'sandbox', 'run the sandbox workspace alone', 'npx perennial sandbox --port 4001')
    .option('--port <port>', 'its port (else PERENNIAL_SANDBOX_PORT, else 3001)')
    .option('--data <folder>', 'where it keeps its messages, people and clock (else ./data/sandbox)')
    .option('--now <instant>', 'the first instant of its clock, such as 2027-03-01T08:00:00Z')
    .addOption(new Option('--rate <profile>', "Slack's limits on calls").choices(['off', 'slack', 'harsh']))
    .option('--still', 'its clock stands still unless it is moved')
    .action(async (options) => done(await (await import('./commands/sandbox.ts')).sandbox(options, output)))
}

function addRegister(program: Command, output: Output, done: Done): void {
  onRecord(
    add(
      program,
      'import',
      'take in registers and policy folders',
      'npx perennial import register.xlsx policies/ --date-order dmy',
    )
      .argument('[path...]', 'files and folders: Markdown, CSV, XLSX')
      .addOption(
        new Option('--format <format>', 'what the files are').choices(['auto', 'csv', 'xlsx', 'markdown']),
      )
      .addOption(
        new Option('--date-order <order>', 'how days such as 03/04/2027 are meant').choices([
          'dmy',
          'mdy',
          'ymd',
        ]),
      )
      .option('--sheet <name>', 'the sheet of a workbook')
      .option('--catalogue <name>', 'the components of a security programme as drafts: programme')
      .option('--answers <file>', 'answers to what an earlier run asked: JSON, by question')
      .option('--dry-run', 'report what would be taken in, and change nothing')
      .option('--rehearsal', 'make a new database as a rehearsal'),
  ).action(async (paths: string[], options) =>
    done(await (await import('./commands/import.ts')).importPaths(paths, options, output)),
  )
  onRecord(
    add(
      program,
      'attestations',
      "the quarters' attestations of significant events; one of them with its events",
      'npx perennial attestations 2027-Q1 --compare incidents.csv',
    )
      .argument('[quarter]', 'such as 2027-Q1')
      .option('--compare <file>', "compare an incident tracker's export with the reports: CSV")
      .addOption(
        new Option('--date-order <order>', 'how days such as 03/04/2027 are meant').choices(['dmy', 'mdy']),
      ),
  ).action(async (quarter: string | undefined, options) =>
    done(await (await import('./commands/attestations.ts')).attestations(quarter, options, output)),
  )
  onRecord(add(program, 'list', 'the register', 'npx perennial list --json')).action(async (options: Where) =>
    done(await (await import('./commands/list.ts')).list(options, output)),
  )
  onRecord(
    add(
      program,
      'show',
      'one policy with its versions, reviews and history',
      'npx perennial show ISP-07',
    ).argument('<code>', "the policy's code"),
  ).action(async (code: string, options: Where) =>
    done(await (await import('./commands/show.ts')).show(code, options, output)),
  )
  onRecord(
    add(
      program,
      'coverage',
      'which component of the programme has a policy in force',
      'npx perennial coverage --json',
    ),
  ).action(async (options: Where) =>
    done(await (await import('./commands/coverage.ts')).coverage(options, output)),
  )
  onRecord(
    add(program, 'due', 'what is due and who holds it', 'npx perennial due --on 2027-03-01').option(
      '--on <day>',
      'in words of this day instead of today',
    ),
  ).action(async (options) => done(await (await import('./commands/due.ts')).due(options, output)))
}

function addOperating(program: Command, output: Output, done: Done): void {
  onRecord(
    add(
      program,
      'beat',
      'one beat: what is due is prepared for sending',
      'npx perennial beat --at 2027-03-01T08:00:00Z',
    ).option('--at <instant>', 'at a later instant, in a rehearsal'),
  ).action(async (options) => done(await (await import('./commands/beat.ts')).beat(options, output)))
  onRecord(
    add(
      program,
      'golive',
      'go live: from then on messages are sent',
      'npx perennial golive --dry-run',
    ).option('--dry-run', 'show who would receive what, and change nothing'),
  ).action(async (options) => done(await (await import('./commands/golive.ts')).golive(options, output)))
  const settings = onRecord(
    add(
      program,
      'settings',
      "the workspace's settings",
      'npx perennial settings set policyManagers ana@example.com ben@example.com',
    ),
  ).action(async (options: Where) =>
    done(await (await import('./commands/settings.ts')).getSettings(options, output)),
  )
  onRecord(
    add(settings, 'get', 'show all settings, or some', 'npx perennial settings get timeZone').argument(
      '[key...]',
    ),
  ).action(async (keys: string[], _: unknown, command: Command) =>
    done(
      await (await import('./commands/settings.ts')).getSettings(
        { ...command.optsWithGlobals(), keys },
        output,
      ),
    ),
  )
  onRecord(
    add(settings, 'set', 'change one setting', 'npx perennial settings set timeZone Europe/Vienna')
      .argument('<key>')
      .argument('[value...]'),
  ).action(async (key: string, values: string[], _: unknown, command: Command) =>
    done(
      await (await import('./commands/settings.ts')).setSetting(
        { ...command.optsWithGlobals(), key, values },
        output,
      ),
    ),
  )
  add(program, 'verify', 'check the audit chain, offline', 'npx perennial verify --db')
    .option('--db [url]', 'the live database (else DATABASE_URL, else file:./data/perennial.db)')
    .option('--workspace <id>', 'one of the workspaces, where the database holds several')
    .option('--json', 'answer with one JSON document')
    .action(async ({ db, ...options }: Where & { db?: string | true }) =>
      done(
        await (await import('./commands/verify.ts')).verify(
          typeof db === 'string' ? { ...options, db } : options,
          output,
        ),
      ),
    )
  onRecord(
    add(program, 'doctor', 'look at everything between the record and Slack', 'npx perennial doctor'),
  ).action(async (options: Where) =>
    done(await (await import('./commands/doctor.ts')).doctor(options, output)),
  )
  onRecord(
    add(
      program,
      'migrate',
      'bring a database to the latest schema',
      'npx perennial migrate --db postgres://db.example/perennial',
    ),
  ).action(async (options: Where) =>
    done(await (await import('./commands/migrate.ts')).migrate(options, output)),
  )
}
