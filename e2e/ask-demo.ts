import type { DemoHouse } from './demo-house.ts'

/** Asks the API of the demo: reads without a body, posts one, deletes with null. */
export type Ask = (path: string, body?: object | null) => Promise<Record<string, unknown>>

/** Asks with the key that the demo's screen has. @throws Error for whatever is no success */
export function askWith({ url, key }: DemoHouse): Ask {
  return async (path, body) => {
    const method = body === undefined ? 'GET' : body === null ? 'DELETE' : 'POST'
    const answer = await fetch(`${url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, ...(method === 'POST' ? { body: JSON.stringify(body) } : {}) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json() as Promise<Record<string, unknown>>
  }
}
