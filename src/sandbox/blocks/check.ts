/** One thing wrong with a block, and where: a JSON pointer below `/blocks`. */
export type Problem = { why: string; pointer: string }
/** Says what is wrong with a value; nothing when it is right. */
export type Check = (value: unknown, pointer: string) => Problem[]
type Fields = Record<string, Check | { required: Check }>

export const required = (check: Check) => ({ required: check })

export function text(min: number, max: number): Check {
  return (value, pointer) => {
    if (typeof value !== 'string') return [{ why: 'must be a string', pointer }]
    if (value.length < min) return [{ why: `must be more than ${min - 1} characters`, pointer }]
    if (value.length > max) return [{ why: `must be less than ${max + 1} characters`, pointer }]
    return []
  }
}

export function matching(pattern: RegExp, expected: string, max = 3_000): Check {
  return (value, pointer) => {
    if (typeof value !== 'string' || !pattern.test(value)) return [{ why: `must be ${expected}`, pointer }]
    return text(1, max)(value, pointer)
  }
}

export const webAddress = (max: number) => matching(/^https?:\/\/\S+$/, 'an http or https URL', max)

export const flag: Check = (value, pointer) =>
  typeof value === 'boolean' ? [] : [{ why: 'must be a boolean', pointer }]

export function integer(min: number, max: number): Check {
  return (value, pointer) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max
      ? []
      : [{ why: `must be an integer from ${min} to ${max}`, pointer }]
}

export function oneOf(...allowed: string[]): Check {
  return (value, pointer) =>
    allowed.includes(value as string) ? [] : [{ why: `must be one of ${allowed.join(', ')}`, pointer }]
}

export function list(min: number, max: number, item: Check): Check {
  return (value, pointer) => {
    if (!Array.isArray(value)) return [{ why: 'must be an array', pointer }]
    if (value.length < min) return [{ why: `no fewer than ${min} items allowed`, pointer }]
    if (value.length > max) return [{ why: `no more than ${max} items allowed`, pointer }]
    return value.flatMap((one, index) => item(one, `${pointer}/${index}`))
  }
}

/** An object with these fields and no others; `type` is looked after by `typed`. */
export function object(fields: Fields, whole: (value: Json, pointer: string) => Problem[] = () => []): Check {
  return (value, pointer) => {
    if (!isObject(value)) return [{ why: 'must be an object', pointer }]
    const problems: Problem[] = []
    for (const name of Object.keys(value)) {
      if (name !== 'type' && !Object.hasOwn(fields, name)) {
        problems.push({ why: `unknown field: ${name}`, pointer: `${pointer}/${name}` })
      }
    }
    for (const [name, field] of Object.entries(fields)) {
      const given = value[name]
      const check = typeof field === 'function' ? field : field.required
      if (given !== undefined) problems.push(...check(given, `${pointer}/${name}`))
      else if (typeof field !== 'function') problems.push({ why: `missing required field: ${name}`, pointer })
    }
    return [...problems, ...whole(value, pointer)]
  }
}

/** An object whose `type` chooses the check. */
export function typed(table: Record<string, Check>, what: string): Check {
  return (value, pointer) => {
    if (!isObject(value)) return [{ why: 'must be an object', pointer }]
    const check = Object.hasOwn(table, String(value.type)) ? table[String(value.type)] : undefined
    if (!check)
      return [{ why: `unsupported type for ${what}: ${String(value.type)}`, pointer: `${pointer}/type` }]
    return check(value, pointer)
  }
}

export type Json = Record<string, unknown>

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
