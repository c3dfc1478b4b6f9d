import { DatabaseRefused } from '../../db/refused.ts'
import { systemClock } from '../clock.ts'
import { ImportRefusal } from '../import/row.ts'
import { withoutTokens } from '../log.ts'
import { referenceOf } from '../rules/reference.ts'
import { Refusal, type RefusalCode } from '../rules/refusal.ts'
import { type Output, plain } from './output.ts'
import { SandboxRefused } from './sandbox-child.ts'

/** Says what went wrong where the person is: 1 for what they can mend, 2 for a fault of ours. */
export function sayFailure(error: unknown, output: Output, isTraced: boolean): number {
  const sentence = refusalOf(error)
  if (sentence !== null) {
    output.err(`${plain(withoutTokens(sentence))}\n`)
    if (isTraced) output.err(`${withoutTokens((error as Error).stack ?? '')}\n`)
    return 1
  }
  const { stack, done } = error as { stack?: string; done?: string }
  const trace = withoutTokens(stack ?? String(error))
  const next = isTraced ? '' : ' Run it again with --trace to see where.'
  output.err(
    `${done ?? 'Nothing was changed.'} Something went wrong on our side (reference ${referenceOf(`${trace} ${systemClock.now().slice(0, 13)}`)}).${next}\n`,
  )
  if (isTraced) output.err(`${trace}\n`)
  return 2
}

/** The sentence of an expected failure; null where it is a fault. */
function refusalOf(error: unknown): string | null {
  if (error instanceof Refusal) return error.onCommandLine
  if (error instanceof ImportRefusal || error instanceof SandboxRefused) return error.message
  if (error instanceof DatabaseRefused)
    return new Refusal(error.code satisfies RefusalCode, error.words).message
  const { code, path, message } = error as { code?: unknown; path?: unknown; message?: string }
  // The sandbox knows no code of ours: it marks what it refuses.
  if (code === 'refused') return message ?? null
  const why = typeof code === 'string' ? unusable[code] : undefined
  if (why !== undefined && typeof path === 'string')
    return new Refusal('path_unusable', { path, why }).message
  if (
    typeof code === 'string' &&
    /^SQLITE_(FULL|READONLY|IOERR|CANTOPEN|NOTADB|CORRUPT|AUTH|PERM)/.test(code)
  )
    return new Refusal('database_unusable', { address: 'file', why: message ?? code }).message
  return null
}

const unusable: Record<string, string> = {
  EACCES: 'its permissions do not allow it',
  EPERM: 'its permissions do not allow it',
  EROFS: 'it is on a disk that can only be read',
  ENOSPC: 'the disk is full',
  ENOENT: 'nothing is there',
  ENOTDIR: 'a part of the path is a file',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'the path is too long',
}
