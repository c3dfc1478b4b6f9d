import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

export type KeyName = { workspace: string; name: string; generation: number }

/** A source's key, derived from the secret of the program: whoever has the secret can say every key again. */
export function keyOfSource(secret: Uint8Array, { workspace, name, generation }: KeyName): string {
  const info = JSON.stringify(['perennial webhook', workspace, name, generation])
  return `whk_${Buffer.from(hkdfSync('sha256', secret, '', info, 32)).toString('base64url')}`
}

export type Signed = { timestamp: string; body: Uint8Array; signature: string }

/** Whether a signature was made with that key; how long it takes says nothing of how much of it is right. */
export function isSignedWith(key: string, { timestamp, body, signature }: Signed): boolean {
  const expected = createHmac('sha256', key).update(`v1:${timestamp}:`).update(body).digest()
  const given = Buffer.from(/^v1=([0-9a-f]{64})$/i.exec(signature)?.[1] ?? '', 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
