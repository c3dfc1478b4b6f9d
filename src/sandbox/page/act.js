import { byId, world } from './world.js'

/** What the chosen person does. The answer says what the app made of it. */
export async function act(deed) {
  dispatchEvent(new CustomEvent('deed', { detail: deed }))
  const answer = byId('answer')
  const pending = setTimeout(() => {
    answer.textContent = 'The app is working on it…'
  }, 400)
  try {
    const response = await fetch('/__sandbox/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: world.me, ...deed }),
    })
    const done = await response.json()
    // A form says by itself what came of it.
    answer.textContent = deed.do === 'submit' ? '' : troubleIn(done)
    return done
  } catch {
    answer.textContent = 'The sandbox does not answer.'
    return { error: answer.textContent }
  } finally {
    clearTimeout(pending)
  }
}

/** What went wrong, in words; empty where nothing did. */
export function troubleIn({ error, ack }) {
  if (error) return error
  if (ack?.error === 'dispatch failed') return 'The app is not connected, so it heard nothing of this.'
  if (ack?.error === 'timeout') return 'The app did not answer within three seconds.'
  return ack?.error ? `We had some trouble connecting: ${ack.error}.` : ''
}

/** Files as the control calls take them. */
export async function filesOf(list) {
  return await Promise.all(
    [...list].map(async (file) => ({ name: file.name, contentBase64: await base64(file) })),
  )
}

async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(text)
}
