import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstWords } from '#server/app/words'
import { serveCentre } from './centre.ts'
import { serveWidget } from './widget.ts'

const SHOP = { handle: 'reef', name: 'Reef & </script><b>', languages: ['en', 'ar'] }

let folder: string
let app: FastifyInstance
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rockpool-centre-'))
  await mkdir(join(folder, 'assets'))
  await mkdir(join(folder, 'widget'))
  await writeFile(join(folder, 'index.html'), '<html lang="__LANG__" dir="__DIR__"><i aria-label="__WAIT__"></i><template><p>__UNREACHED__</p><a href="">__AGAIN__</a></template><noscript>__NOSCRIPT__</noscript><title>__NAME__</title><script type="application/json">__FACTS__</script><script type="module" src="./assets/main-abc.js"></script>')
  for (const name of ['assets/main-abc.js', 'widget/en-abc.js', 'widget.js', 'built.txt']) await writeFile(join(folder, name), name)
  app = fastify()
  serveCentre(app, { folder, readFacts: async ({ handle, cookie }) => (['reef', 'str_1'].includes(handle) ? { shop: SHOP, isSignedIn: cookie === 'a=1', impersonation: null } : null), words: firstWords, missing: () => 'not built' })
  serveWidget(app, { folder })
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true })
})

describe('the member centre', () => {
  test('answers every address of a shop with a page that is never kept, and lets nothing inline run', async () => {
    for (const url of ['/m/reef/', '/m/reef/points', '/m/reef/a/b?c=d']) {
      const { statusCode, headers, body } = await app.inject(url)
      expect([statusCode, headers['cache-control']]).toEqual([200, 'no-store'])
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; (?!.*unsafe)/)
      expect(body).toContain('src="/m/reef/assets/main-abc.js"')
    }
    expect((await app.inject('/m/reef')).headers['location']).toBe('/m/reef/')
  })

  test('is in nobody’s frame; a preview is in that of our own pages, and a guest’s whoever looks', async () => {
    const [page, preview] = [await app.inject({ url: '/m/reef/', headers: { cookie: 'a=1' } }), await app.inject({ url: '/m/reef/preview', headers: { cookie: 'a=1' } })]
    expect([page, preview].map(({ headers }) => [headers['x-frame-options'], /frame-ancestors .*/.exec(String(headers['content-security-policy']))?.[0]])).toEqual([['DENY', "frame-ancestors 'none'"], ['SAMEORIGIN', "frame-ancestors 'self'"]])
    expect(preview.body).toContain('"isSignedIn":false')
    expect((await app.inject('/m/str_1/preview')).headers['location']).toBe('/m/reef/preview')
  })

  test('writes the shop into the page, whose name cannot end the script, and says who is signed in', async () => {
    const { body } = await app.inject({ url: '/m/reef/', headers: { cookie: 'a=1' } })
    const [, facts = ''] = /json">(.*?)<\/script>/.exec(body) ?? []
    expect(JSON.parse(facts)).toEqual({ shop: SHOP, isSignedIn: true, impersonation: null })
    expect(body).toContain('<title>Reef &#38; &#60;/script&#62;&#60;b&#62;</title>')
  })

  test('says before its script does, in a language of the shop that the reader asks for, that it comes, that it did not, or what it needs', async () => {
    const told = async (wishes: string) => /lang="(\w+)" dir="(\w+)"><i aria-label="(.*?)"><\/i><template><p>(.*?)<\/p><a href="">(.*?)<\/a><\/template><noscript>(.*?)<\/noscript>/.exec((await app.inject({ url: '/m/reef/', headers: { 'accept-language': wishes } })).body)?.slice(1)
    expect(await told('de, ar;q=0.8')).toEqual(['ar', 'rtl', ...Array.from({ length: 3 }, () => expect.stringMatching(/[\u0600-\u06ff]/)), expect.stringContaining('JavaScript')])
    expect(await told('de')).toEqual(['en', 'ltr', 'The page is on its way', expect.stringContaining('cannot be reached'), 'Try again', expect.stringContaining('needs JavaScript')])
  })

  test('of a shop that is named otherwise leads to its handle; what is no shop is nothing', async () => {
    const { statusCode, headers } = await app.inject('/m/str_1/points')
    expect([statusCode, headers['location']]).toEqual([307, '/m/reef/points'])
    expect((await app.inject('/m/other/')).statusCode).toBe(404)
  })

  test('gives out no file but those of its assets', async () => {
    expect((await app.inject('/m/reef/assets/main-abc.js')).body).toBe('assets/main-abc.js')
    for (const name of ['assets/nothing.js', 'assets/..%2Fbuilt.txt', 'widget/..%2Fbuilt.txt', 'widget/main-abc.js']) expect((await app.inject(`/m/reef/${name}`)).body, name).not.toMatch(/^(?:built|assets)/)
  })
})

test('the widget may be loaded by pages of any origin: its first file is new after minutes, the others stay', async () => {
  const [first, piece] = [await app.inject('/m/reef/widget.js?market=us'), await app.inject('/m/reef/widget/en-abc.js')]
  expect([first.body, first.headers['cache-control'], piece.body, piece.headers['cache-control']]).toEqual(['widget.js', 'public, max-age=300', 'widget/en-abc.js', 'public, max-age=31536000, immutable'])
  for (const { headers } of [first, piece]) expect([headers['access-control-allow-origin'], headers['cross-origin-resource-policy']]).toEqual(['*', 'cross-origin'])
})
