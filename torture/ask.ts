/** What a server answered: the text as it came, and the JSON that it is; nothing of a file. */
export type Answered = { status: number; headers: Headers; text: string; body: Record<string, unknown> }

export type Asking = { method?: string; body?: unknown; headers?: Readonly<Record<string, string>>; signal?: AbortSignal }
export type Ask = (path: string, asking?: Asking) => Promise<Answered>

/** Asks a server's API with a key; with several web processes each in turn. */
export function openAsk(urls: readonly string[], key: string): Ask {
  let turn = 0
  return async (path, { body, method = body === undefined ? 'GET' : 'POST', headers = {}, signal } = {}) => {
    const url = urls[turn++ % urls.length] as string
    const answer = await fetch(`${url}/api/v1${path}`, {
      method, headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }), ...(signal === undefined ? {} : { signal }),
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, text, body: isJson(answer) && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : {} }
  }
}

function isJson({ headers }: Response): boolean {
  return /\bjson\b/.test(headers.get('content-type') ?? '')
}

/** How many answers had each status, and with a problem its code: "201" or "409 points.insufficient". */
export function tallied(answers: readonly Pick<Answered, 'status' | 'body'>[]): Record<string, number> {
  const tally: Record<string, number> = {}
  for (const { status, body } of answers) {
    const name = status < 400 ? String(status) : `${status} ${String(body['code'])}`
    tally[name] = (tally[name] ?? 0) + 1
  }
  return tally
}
