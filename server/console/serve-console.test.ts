import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveConsole } from './serve-console.ts'

const SCRIPT = 'console of a test'
let folder: string
let app: FastifyInstance
let bare: FastifyInstance

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rockpool-console-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<meta name="csp-nonce" content="__NONCE__">')
  await writeFile(join(folder, 'assets', 'main-abc.js'), SCRIPT)
  await writeFile(join(folder, 'assets', 'main-abc.js.br'), brotliCompressSync(SCRIPT))
  await writeFile(join(folder, 'secret.txt'), 'not an asset')
  app = fastify()
  serveConsole(app, { folder, missing: () => 'not built' })
  bare = fastify()
  serveConsole(bare, { folder: join(folder, 'nowhere'), missing: (wishes) => `not built, ${wishes}` })
})

afterAll(async () => {
  await app.close()
  await bare.close()
  await rm(folder, { recursive: true })
})

describe('the console', () => {
  test('answers every deep link with the page, never kept, with a policy that lets nothing inline run and a nonce that is another each time', async () => {
    const [one, two] = [await app.inject('/console/str_1/members/ada'), await app.inject('/console/')]
    const policy = String(one.headers['content-security-policy'])
    expect(one).toMatchObject({ statusCode: 200, headers: { 'cache-control': 'no-store' } })
    expect(policy).toMatch(/default-src 'none'; script-src 'self';/)
    expect(policy).not.toMatch(/unsafe/)
    const nonceOf = (text: string) => /content="([^"]+)"/.exec(text)?.[1]
    expect(policy).toContain(`'nonce-${nonceOf(one.body)}'`)
    expect(nonceOf(one.body)).not.toBe(nonceOf(two.body))
  })

  test('sends a file packed to whoever takes that, and lets it be kept for ever', async () => {
    const packed = await app.inject({ url: '/console/assets/main-abc.js', headers: { 'accept-encoding': 'gzip, br' } })
    expect(packed.headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding', 'cache-control': 'public, max-age=31536000, immutable', 'content-type': 'text/javascript; charset=utf-8' })
    expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(SCRIPT)
    const plain = await app.inject('/console/assets/main-abc.js')
    expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, SCRIPT])
  })

  test('gives out no other file', async () => {
    for (const name of ['nothing.js', '..%2Fsecret.txt', '%2e%2e%2fsecret.txt']) expect((await app.inject(`/console/assets/${name}`)).statusCode, name).toBe(404)
  })

  test('says where it is not built, in the language of whoever asks', async () => {
    const answer = await bare.inject({ url: '/console/', headers: { 'accept-language': 'zh-CN' } })
    expect([answer.statusCode, answer.body]).toEqual([503, expect.stringContaining('not built, zh-CN')])
  })
})
