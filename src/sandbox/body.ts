import { isObject } from './blocks/check.ts'

export type Body = {
  kind: 'none' | 'form' | 'json' | 'other'
  arguments: Record<string, unknown>
  /** What is wrong with it, as Slack names it. */
  error?: string
  hasCharset: boolean
}

/** Reads the arguments of a call. Whether the method takes such a body is decided later, in Slack's order. */
export async function readBody(request: Request): Promise<Body> {
  const type = request.headers.get('content-type') ?? ''
  const hasCharset = /;\s*charset=/i.test(type)
  if (request.method === 'GET') {
    return { kind: 'none', arguments: withoutToken(new URL(request.url).searchParams), hasCharset }
  }
  const bytes = await request.arrayBuffer()
  const body = (kind: Body['kind'], given: Record<string, unknown>, error?: string): Body => ({
    kind,
    arguments: given,
    hasCharset,
    ...(error ? { error } : {}),
  })
  if (bytes.byteLength === 0) return body('none', {})
  if (type === '') return body('other', {}, 'missing_post_type')
  switch (type.split(';')[0]!.trim().toLowerCase()) {
    case 'application/x-www-form-urlencoded':
      return body('form', Object.fromEntries(new URLSearchParams(new TextDecoder().decode(bytes))))
    case 'application/json':
      return jsonBody(body, new TextDecoder().decode(bytes))
    case 'multipart/form-data':
      return multipartBody(body, bytes, type)
    default:
      return body('other', {}, 'invalid_post_type')
  }
}

type Make = (kind: Body['kind'], given: Record<string, unknown>, error?: string) => Body

function jsonBody(body: Make, text: string): Body {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? body('json', value) : body('json', {}, 'json_not_object')
  } catch {
    return body('json', {}, 'invalid_json')
  }
}

async function multipartBody(body: Make, bytes: ArrayBuffer, type: string): Promise<Body> {
  try {
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
    const entries = [...form].filter(([, value]) => typeof value === 'string')
    return body('form', Object.fromEntries(entries))
  } catch {
    return body('form', {}, 'invalid_form_data')
  }
}

/** A token in the address is never taken. */
function withoutToken(query: URLSearchParams): Record<string, unknown> {
  return Object.fromEntries([...query].filter(([name]) => name !== 'token'))
}
