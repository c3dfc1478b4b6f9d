import type { Reply } from './support.ts'

/** Keys and types of everything given; a list has the shape of all its items together. */
export function shapeOf(value: Reply): Reply {
  if (value === null) return 'null'
  if (Array.isArray(value)) return value.length === 0 ? [] : [value.map(shapeOf).reduce(together)]
  if (typeof value !== 'object') return typeof value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]))
}

/** What both have, and what one of them has. */
export function together(one: Reply, other: Reply): Reply {
  if (one === 'null' || other === 'null') return one === 'null' ? other : one
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length > 0 && other.length > 0 ? [together(one[0], other[0])] : [...one, ...other]
  }
  if (typeof one !== 'object' || typeof other !== 'object') {
    if (one !== other) throw new Error(`two types for one key: ${JSON.stringify([one, other])}`)
    return one
  }
  const shared = Object.keys(one).filter((key) => Object.hasOwn(other, key))
  return {
    ...one,
    ...other,
    ...Object.fromEntries(shared.map((key) => [key, together(one[key], other[key])])),
  }
}
