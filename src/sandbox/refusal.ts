/** Slack's answer `{"ok": false, "error": …}`: thrown anywhere below a call, made into a reply at its edge. */
export class Refusal extends Error {
  readonly error: string
  readonly details: Record<string, unknown>

  constructor(error: string, details: Record<string, unknown> = {}) {
    super(error)
    this.error = error
    this.details = details
  }
}

export function invalidArguments(...problems: string[]): Refusal {
  return new Refusal('invalid_arguments', {
    response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
  })
}
