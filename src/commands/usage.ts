import { Refusal } from '../rules/refusal.ts'
import { nearest } from '../rules/settings.ts'

/** A command as the parser knows it, with those above and below. */
export type Described = {
  name(): string
  readonly parent: Described | null
  readonly commands: readonly Described[]
  readonly options: readonly { long?: string | undefined }[]
}

/** What was wrong with the words of a command as the parser saw it, in our words: the nearest right command or option. */
export function usageRefusal(
  { code, message }: { code: string; message: string },
  program: Described,
  argv: readonly string[],
): Refusal {
  const command = commandOf(program, argv)
  const whole = nameOf(command)
  if (code === 'commander.unknownOption') {
    const name = /'([^']*)'/.exec(message)?.[1] ?? ''
    const options = ['--help', ...command.options.flatMap(({ long }) => long ?? [])]
    return new Refusal('unknown_option', { name, command: whole, nearest: nearest(name, options) })
  }
  const commands = command.commands.map((one) => one.name())
  const isUnknown = code === 'commander.unknownCommand' || code === 'commander.excessArguments'
  if (isUnknown && commands.length > 0) {
    const names = whole.split(' ')
    const name = argv.find((word) => !word.startsWith('-') && !names.includes(word)) ?? ''
    return new Refusal('unknown_command', { name, nearest: nearest(name, commands) })
  }
  const problem = message.replace(/^error: /, '').replace(/\.?$/, '')
  return new Refusal('bad_usage', { problem: problem[0]?.toUpperCase() + problem.slice(1), command: whole })
}

/** The command that the words lead to. */
function commandOf(program: Described, argv: readonly string[]): Described {
  let command = program
  for (const word of argv) command = command.commands.find((one) => one.name() === word) ?? command
  return command
}

function nameOf(command: Described): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name()
}
