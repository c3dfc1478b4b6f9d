/** A control call; what was wrong comes back as `error`. */
export async function post(path, body, method = 'POST') {
  try {
    const response = await fetch(`/__sandbox/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return await response.json()
  } catch {
    return { error: 'The sandbox does not answer.' }
  }
}
