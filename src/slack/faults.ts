import { isBusy } from '../../db/engine.ts'
import type { Log } from '../log.ts'
import { referenceOf } from '../rules/reference.ts'
import { Refusal } from '../rules/refusal.ts'

/** What a person hears of a gesture that failed; `field` where it is about one of a form. */
export type Failed = { sentence: string; field: string | null }

/**
 * A refusal says its own sentence. Anything else is a fault: the log has the reference with the stack, and the
 * person hears whether something was recorded before it.
 */
export function failedBy(error: unknown, at: { log: Log; key: string; hasCommitted: boolean }): Failed {
  if (error instanceof Refusal) return { sentence: error.message, field: error.field ?? null }
  if (isBusy(error) && !at.hasCommitted)
    return { sentence: new Refusal('database_busy').message, field: null }
  const stack = (error as Error | undefined)?.stack ?? String(error)
  const reference = referenceOf(`${at.key} ${stack}`)
  at.log.error({ reference, key: at.key, error: stack }, 'a gesture failed')
  return {
    sentence: at.hasCommitted
      ? `It is recorded; only this answer failed (reference ${reference}). Look at it again to see it.`
      : `Nothing was changed. Something went wrong on our side (reference ${reference}). Try again; if it stays, tell your Perennial operator.`,
    field: null,
  }
}
