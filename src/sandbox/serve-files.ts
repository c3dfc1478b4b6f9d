import type { HttpBindings } from '@hono/node-server'
import type { Context, Hono } from 'hono'
import type { Sandbox } from './context.ts'
import { fileSeenByApp } from './files.ts'
import { byId } from './lookup.ts'
import type { StoredFile } from './workspace.ts'

/** Bytes in and out: `POST /upload/v1/{file}`, and `GET /files-pri/{team}-{file}/…` with a token. */
export function serveFiles(app: Hono<{ Bindings: HttpBindings }>, sandbox: Sandbox): void {
  app.post('/upload/v1/:id', async (context) => {
    const file = byId(sandbox.workspace.files, context.req.param('id'))
    if (file?.state !== 'awaited') return context.text('Not found', 404)
    const bytes = await bytesIn(context.req.raw)
    if (bytes?.length !== file.size) return context.text(`Expected ${file.size} bytes`, 400)
    Object.assign(file, { contentBase64: bytes.toString('base64'), state: 'uploaded' })
    sandbox.announce({ kind: 'files' })
    return context.text(`OK - ${bytes.length}`)
  })
  const read = (context: Context) => {
    if (!mayRead(sandbox, context.req.header('authorization'))) return loginPage()
    const id = context.req.param('id') ?? ''
    const file = fileSeenByApp(sandbox, id.slice(id.indexOf('-') + 1))
    return file ? sendFile(file) : context.text('Not found', 404)
  }
  app.get('/files-pri/:id/:name', read)
  app.get('/files-pri/:id/download/:name', read)
}

async function bytesIn(request: Request): Promise<Buffer | null> {
  const isForm = request.headers.get('content-type')?.startsWith('multipart/form-data')
  if (!isForm) return Buffer.from(await request.arrayBuffer())
  const form = await request.formData().catch(() => null)
  const part = form?.get('body')
  return part instanceof Blob ? Buffer.from(await part.arrayBuffer()) : null
}

function mayRead({ workspace }: Sandbox, authorization: string | undefined): boolean {
  const token = byId(workspace.tokens, (authorization ?? '').replace(/^Bearer /, ''))
  return token?.status === 'active' && token.scopes.includes('files:read')
}

export function sendFile(file: StoredFile): Response {
  const headers = {
    'content-type': file.mimetype,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'x-content-type-options': 'nosniff',
  }
  return new Response(new Uint8Array(Buffer.from(file.contentBase64, 'base64')), { headers })
}

/** Slack answers who may not read with its page to sign in, as if all were well. */
function loginPage(): Response {
  const page = '<!DOCTYPE html><html lang="en"><head><title>Sign in</title></head><body>Sign in</body></html>'
  return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}
