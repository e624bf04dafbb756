import type { Chance } from '#server/demo/chance'
import type { Contract, Operation } from './contract.ts'
import { mangled, spoiled } from './mangle.ts'
import type { RawRequest } from './raw-http.ts'
import { sampleOf } from './sample.ts'

/**
 * A request that no caller should send. `operation` is whose answer it asks for, null where there is none; `isAllowed` is for those that the
 * document does not forbid, and that may therefore be done.
 */
export type BadRequest = RawRequest & { operation: Operation | null; isAllowed: boolean; sort: Sort }

/** Secrets of a store in which nothing may happen, and of one in which what is odd but allowed happens. */
export type Keys = { strict: string; loose: string }

const HEADERS = ['content-type: application/json']
const TYPES = ['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'application/json-patch+json', 'application/jsonx', '*/*', 'json', '', '\xff', 'x'.repeat(3_000)]
const UNKNOWN_KEYS = ['', 'Bearer', 'Bearer x', 'Basic YTpi', `Bearer rp_live_${'A'.repeat(43)}`, `Bearer rp_test_${'\xe9'.repeat(43)}`, 'Bearer \xff', `Bearer ${'x'.repeat(8_000)}`, 'Negotiate x', 'Bearer rp_live_; drop table stores']
const ODD_HEADERS = [
  'idempotency-key: \xe4 b', `idempotency-key: ${'k'.repeat(151)}`, 'idempotency-key: ', `accept-language: ${'zh,'.repeat(2_000)}`, 'accept-language: \xff;q=9', 'accept-encoding: \xff', 'x-request-id: \x7f\xff',
  'content-encoding: gzip', 'content-encoding: br, gzip', 'transfer-encoding: gzip', 'expect: 100-continue', 'expect: 200-ok', 'upgrade: h2c', 'cookie: \xff', 'x-forwarded-for: \'; --', 'host: \xff', 'range: bytes=0-', 'if-none-match: *',
]
/** Lists whose rows are judged each by itself, under the last word of the path. */
const ROWS = ['events', 'products', 'prices']
const PATHS = ['/', '/api', '/api/v1', '/api/v1/', '/api/v2/events', '/api/v1/%', '/api/v1/%zz', '/api/v1/%E0%A4%A', '/api/v1/members/%00', '/api/v1/members/%ED%A0%80', '/api/v1//events', '/api/v1/../v1/nothing', '/api/v1/events/..%2f..%2fetc', '/api/v1/members/a/b/c/d',
  '/api/v1/__proto__', '/api/v1/members/__proto__/lots', `/api/v1/members/${'x'.repeat(3_000)}`, `/api/v1/${'a/'.repeat(2_000)}`, '/%2e%2e/%2e%2e/etc/passwd', 'http://elsewhere/api/v1/nothing', '*', '/api/v1/members/%25%30%30', '/.env', '/api/page/../../package.json']
const METHODS = ['PUT', 'OPTIONS', 'TRACE', 'PROPFIND', 'LOCK', 'HEAD', 'DELETE', 'PATCH', 'get', 'QUERY', 'NONSENSE']
const QUERIES = ['?', '?x', '?__proto__=1', '?constructor[prototype]=1', '?limit=1&limit=2', '?limit=%00', '?limit=1e3', '?limit=-1', '?limit=99999999999999999999', '?at=soon', '?at=%ff', '?locale=%00', '?after=..', '?at=2026-01-05T10:00:00Z&at=2027-01-05T10:00:00Z', `?${'a=b&'.repeat(3_000)}`, '?a[]=1', '?%=%']
const NOISE = ['CONNECT elsewhere:443 HTTP/1.1\r\nhost: elsewhere:443\r\n\r\n', 'GARBAGE\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', 'GET  /  HTTP/1.1\r\n\r\n', 'POST /api/v1/events HTTP/1.1\r\ncontent-length: -1\r\n\r\n', 'POST /api/v1/events HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello',
  'POST /api/v1/events HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', 'GET / HTTP/1.1\r\nhost x\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'GET / HTTP/1.1\nhost: x\n : y\n\n']

/** Draws the next bad request. */
export function badRequest(contract: Contract, keys: Keys, chance: Chance): BadRequest {
  const sort = chance.weighted([['shape', 60], ['text', 12], ['parameter', 10], ['header', 5], ['type', 3], ['key', 4], ['path', 3], ['method', 2], ['cut', 1], ['noise', 1]] as const)
  return { ...DRAWERS[sort](contract, keys, chance), sort }
}

type Sort = 'shape' | 'text' | 'parameter' | 'header' | 'type' | 'key' | 'path' | 'method' | 'cut' | 'noise'
type Drawer = (contract: Contract, keys: Keys, chance: Chance) => Omit<BadRequest, 'sort'>

const DRAWERS: Record<Sort, Drawer> = {
  shape: (contract, keys, chance) => {
    for (;;) {
      const operation = withBody(contract, chance)
      const { text } = mangled(meant(contract, operation, chance), chance)
      const isAllowed = mayBeDone(contract, operation, text)
      // Most of what is odd but allowed is not drawn: it is mistakes that are looked for.
      if (!isAllowed || chance.isLucky(0.2)) return { ...request(operation.method, pathOf(operation, chance), { key: isAllowed ? keys.loose : keys.strict, body: Buffer.from(text) }), operation, isAllowed }
    }
  },
  text: (contract, keys, chance) => {
    const operation = withBody(contract, chance)
    return { ...request(operation.method, pathOf(operation, chance), { key: keys.strict, body: spoiled(JSON.stringify(meant(contract, operation, chance)), chance) }), operation, isAllowed: false }
  },
  parameter: ({ operations }, keys, chance) => {
    const operation = chance.pick(operations.filter(({ method }) => method === 'GET'))
    const query = chance.pick(QUERIES)
    // A query may happen to be one that the operation takes; reading changes nothing.
    return { ...request('GET', `${pathOf(operation, chance)}${query}`, { key: keys.strict }), operation, isAllowed: true }
  },
  header: (contract, keys, chance) => {
    const operation = withBody(contract, chance)
    return { ...request(operation.method, pathOf(operation, chance), { key: keys.strict, headers: [...HEADERS, chance.pick(ODD_HEADERS)], body: Buffer.from('{"type":1}') }), operation, isAllowed: false }
  },
  type: (contract, keys, chance) => {
    const operation = withBody(contract, chance)
    return { ...request(operation.method, pathOf(operation, chance), { key: keys.strict, headers: [`content-type: ${chance.pick(TYPES)}`], body: Buffer.from(JSON.stringify(meant(contract, operation, chance))) }), operation, isAllowed: false }
  },
  key: ({ operations }, _keys, chance) => {
    const operation = chance.pick(operations)
    return { ...request(operation.method, pathOf(operation, chance), { authorization: chance.pick(UNKNOWN_KEYS), body: operation.body === null ? undefined : Buffer.from('{}') }), operation, isAllowed: operation.isOpen }
  },
  path: (_contract, keys, chance) => ({ ...request(chance.pick(['GET', 'POST', 'DELETE']), chance.pick(PATHS), { key: keys.strict }), operation: null, isAllowed: true }),
  method: ({ operations }, keys, chance) => {
    const { path } = chance.pick(operations.filter(({ path: one }) => !one.includes('{')))
    const method = chance.pick(METHODS)
    const operation = operations.find((one) => one.path === path && one.method === method) ?? null
    // Where there is such an operation it may be done, with nothing sent, as changing no field is.
    return { ...request(method, path, { key: operation === null ? keys.strict : keys.loose }), operation, isAllowed: operation !== null }
  },
  cut: (contract, keys, chance) => {
    const operation = withBody(contract, chance)
    const { head, body } = request(operation.method, pathOf(operation, chance), { key: keys.strict, body: Buffer.from(JSON.stringify(meant(contract, operation, chance))) })
    return { head, body: body.subarray(0, chance.between(0, body.length - 1)), isCutOff: true, operation: null, isAllowed: false }
  },
  noise: (_contract, _keys, chance) => ({ head: chance.pick(NOISE), body: Buffer.alloc(0), isCutOff: true, operation: null, isAllowed: true }),
}

/** What a caller means to send to an operation: its example, or anything that has the form. */
function meant(contract: Contract, { body }: Operation, chance: Chance): unknown {
  return body?.example === undefined || chance.isLucky(0.7) ? sampleOf(contract, body?.schema ?? {}, { chance }) : body.example
}

function withBody({ operations }: Contract, chance: Chance): Operation {
  return chance.pick(operations.filter(({ body }) => body !== null))
}

/** Whether the document lets a body through; and where each row of a list has a result of its own, one of them. */
function mayBeDone({ operations }: Contract, { body, path }: Operation, text: string): boolean {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return false
  }
  if (body?.isRight(value) !== false) return true
  const name = ROWS.find((one) => path.endsWith(`/${one}`))
  const rows = name !== undefined && typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
  return Array.isArray(rows) && operations.length > 0 && rows.some((row) => body.isRight({ [name as string]: [row] }))
}

/** The path of an operation, with names that are nobody's where it takes some. */
function pathOf({ path, parameters }: Operation, chance: Chance): string {
  return parameters.filter((parameter) => parameter.in === 'path').reduce((told, { name, isRight }) => {
    const names = ['nobody', `key_${'0'.repeat(22)}`, '1', 'a%2Fb', '%F0%9F%A6%80'].filter((text) => isRight(decodeURIComponent(text)))
    return told.replace(`{${name}}`, names.length === 0 ? 'nobody' : chance.pick(names))
  }, path)
}

type Parts = { key?: string; authorization?: string; headers?: readonly string[]; body?: Buffer | undefined }

function request(method: string, path: string, { key, authorization = `Bearer ${key}`, headers = HEADERS, body }: Parts): RawRequest {
  const lines = [`${method} ${path} HTTP/1.1`, 'host: localhost', 'connection: close', `authorization: ${authorization}`, ...(body === undefined ? [] : [...headers, `content-length: ${body.length}`])]
  return { head: `${lines.join('\r\n')}\r\n\r\n`, body: body ?? Buffer.alloc(0) }
}
