import { jsonOf } from '../arguments.ts'
import { isObject, type Problem } from '../blocks/check.ts'
import { problemsOfMessageBlocks } from '../blocks/validate.ts'
import { problemsOfView } from '../blocks/view.ts'
import type { Call } from '../context.ts'
import type { Method } from '../methods.ts'
import { invalidArguments, Refusal } from '../refusal.ts'
import { noScope } from '../scopes.ts'

export const blockMethods: Record<string, Method> = {
  'blocks.validate': {
    tier: 'tier3',
    json: true,
    get: false,
    scopes: noScope,
    required: [],
    optional: ['blocks', 'view', 'message'],
    run: validate,
  },
}

const CHECKS: Record<string, { error: string; problems(given: unknown): Problem[] }> = {
  blocks: { error: 'invalid_blocks', problems: problemsOfMessageBlocks },
  view: { error: 'invalid_view', problems: problemsOfAnyView },
  message: { error: 'invalid_message', problems: problemsOfMessage },
}

/** Shows nothing to anybody: it only says what the others would refuse. */
function validate(call: Call) {
  const asked = Object.keys(CHECKS).filter((name) => (call.arguments[name] ?? '') !== '')
  const [name] = asked
  if (asked.length !== 1 || name === undefined)
    throw invalidArguments('must have exactly one of blocks, view and message')
  const { error, problems } = CHECKS[name]!
  const found = problemsIn(call, name, problems)
  if (found.length === 0) return {}
  throw new Refusal(error, {
    errors: found.map(({ why, pointer }) => ({ pointer, code: 'invalid', message: why, constraint: why })),
  })
}

function problemsIn(call: Call, name: string, problems: (given: unknown) => Problem[]): Problem[] {
  try {
    return problems(jsonOf(call, name))
  } catch (error) {
    if (error instanceof SyntaxError) return [{ why: 'must be valid JSON', pointer: `/${name}` }]
    throw error
  }
}

function problemsOfAnyView(view: unknown): Problem[] {
  return problemsOfView(view, isObject(view) && view.type === 'home' ? 'home' : 'modal')
}

function problemsOfMessage(message: unknown): Problem[] {
  if (!isObject(message)) return [{ why: 'must be an object', pointer: '/message' }]
  return problemsOfMessageBlocks(message.blocks ?? []).map(({ why, pointer }) => ({
    why,
    pointer: `/message${pointer}`,
  }))
}
