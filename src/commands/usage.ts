import { Refusal } from '../rules/refusal.ts'
import { nearest } from '../rules/settings.ts'

/** What was wrong with the words of a command, as the parser saw it. */
export type Misuse = {
  code: string
  message: string
  /** The words as typed. */
  argv: readonly string[]
  /** The whole name of the command they lead to, its options and the commands below it. */
  command: string
  options: readonly string[]
  commands: readonly string[]
}

/** The same in our words: the nearest right command or option. */
export function usageRefusal({ code, message, argv, command, options, commands }: Misuse): Refusal {
  if (code === 'commander.unknownOption') {
    const name = /'([^']*)'/.exec(message)?.[1] ?? ''
    return new Refusal('unknown_option', { name, command, nearest: nearest(name, options) })
  }
  const isUnknown = code === 'commander.unknownCommand' || code === 'commander.excessArguments'
  if (isUnknown && commands.length > 0) {
    const names = command.split(' ')
    const name = argv.find((word) => !word.startsWith('-') && !names.includes(word)) ?? ''
    return new Refusal('unknown_command', { name, nearest: nearest(name, commands) })
  }
  const problem = message.replace(/^error: /, '').replace(/\.?$/, '')
  return new Refusal('bad_usage', { problem: problem[0]?.toUpperCase() + problem.slice(1), command })
}
