import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { IntlMessageFormat } from 'intl-messageformat'
import { LOCALES } from '#engine/text'
import { closePosts, openPost } from '#server/app/mail-testing'
import { openTestServer, type TestServer } from '#server/app/testing'
import { FIELDS, KINDS } from './kinds.ts'
import { defaultText, renderText, requireFields } from './render-text.ts'
import { openClub, type Club } from './testing.ts'

vi.setConfig({ testTimeout: 120_000 })

let server: TestServer
let club: Club
beforeAll(async () => {
  server = await openTestServer()
  club = await openClub(server)
}, 120_000)
afterAll(async () => {
  await closePosts()
  await server?.close()
})

const change = (kind: string, language: string, text: object) => club.staff('PATCH', `/messages/${kind}/texts/${language}`, text)
const preview = (kind: string, language: string, text: object = {}) => club.staff('POST', `/messages/${kind}/previews`, { language, ...text })

describe('our own texts', () => {
  test.each(KINDS.flatMap((kind) => LOCALES.map((locale) => [kind, locale] as const)))('of %s in %s name what they must, and say it all in a preview', async (kind, locale) => {
    requireFields(kind, defaultText(kind, locale))
    const { status, body } = await preview(kind, locale)
    expect(status).toBe(200)
    expect(String(body['html'])).toContain(`lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}"`)
    expect(`${String(body['subject'])} ${String(body['text'])}`).not.toMatch(/[{}]|undefined|NaN|message\.|trace\.part/)
    for (const paragraph of String(body['text']).split('\n\n')) expect(paragraph.trim()).not.toBe('')
  })

  test('are messages that ICU can read', () => {
    for (const kind of KINDS) for (const locale of LOCALES) for (const text of Object.values(defaultText(kind, locale))) expect(() => new IntlMessageFormat(text, locale)).not.toThrow()
  })
})

describe('a text of the store', () => {
  test('stands in the place of ours in its language alone, and is taken back', async () => {
    const words = { subject: 'Merci, {order}', body: '{greeting}\n\n{points} !\n\n{when}' }
    expect((await change('points_earned', 'fr', words)).body).toMatchObject({ ...words, isOwn: true, ours: { subject: '{points} pour votre commande {order}' } })
    expect((await preview('points_earned', 'fr')).body).toMatchObject({ subject: 'Merci, #10482' })
    expect((await preview('points_earned', 'de')).body).toMatchObject({ subject: '120 Punkte für Ihre Bestellung #10482' })
    expect((await club.staff('GET', '/messages/points_earned')).body).toMatchObject({ ownTexts: ['fr'] })
    await club.on('points_earned')
    await club.enrol('zoe', { locale: 'fr', name: 'Zoé' })
    await club.buy('zoe', 'o9', 1_000)
    await club.follow()
    expect(await club.mails()).toMatchObject([{ subject: 'Merci, o9', text: expect.stringContaining('Bonjour Zoé,\n\n10 points !') }])
    expect((await club.staff('DELETE', '/messages/points_earned/texts/fr')).body).toMatchObject({ isOwn: false, subject: '{points} pour votre commande {order}' })
  })

  test('is refused by name for a field that there is not, one that is missing, and a brace of its own', async () => {
    const refused = async (subject: string, body: string) => (await change('points_expiring', 'en', { subject, body })).body
    expect(await refused('Hi {nmae}', '{points} {date}')).toMatchObject({ status: 422, code: 'messages.unknown_field', details: { field: 'nmae' } })
    expect(await refused('{points} {date}', 'Soon: {points}')).toMatchObject({ status: 422, code: 'messages.missing_field', details: { field: 'date' } })
    expect(await refused('Hi', '{points} {date} }')).toMatchObject({ status: 422, code: 'messages.stray_brace', details: { place: 'body' } })
    expect(await preview('points_expiring', 'en', { body: 'nothing' })).toMatchObject({ status: 422, body: { code: 'messages.missing_field', details: { field: 'points' } } })
    expect((await club.staff('GET', '/messages/points_expiring/texts/en')).body).toMatchObject({ isOwn: false })
    expect(KINDS.every((kind) => FIELDS[kind].must.every((name) => FIELDS[kind].may.includes(name)))).toBe(true)
  })

  test('is text: what a value or the store writes is no markup, and no value is read as a field', () => {
    expect(renderText({ subject: 'a {store}', body: '<b>{order}</b>\n\n{gone}\n\n{store}' }, { order: '{store}', store: 'Reef', gone: '' })).toEqual({ subject: 'a Reef', paragraphs: ['<b>{store}</b>', 'Reef'] })
  })

  test('can be tried: it is sent at once, with what the mail server says, and stands in no mailbox', async () => {
    const post = await openPost()
    const send = () => club.staff('POST', '/messages/tier_up/tests', { language: 'zh-CN', to: 'mei@example.com', subject: '升级：{level}', body: '{level}！' })
    expect((await send()).body).toMatchObject({ isSent: false, why: 'not_set' })
    await club.staff('PATCH', '/mail-settings', { host: '127.0.0.1', port: post.port, security: 'none', senderName: 'Reef', senderAddress: 'hello@reef.example' })
    expect((await send()).body).toMatchObject({ isSent: true })
    expect(post.mails).toMatchObject([{ subject: '[测试] 升级：Gold', envelope: ['mei@example.com'] }])
    expect((await club.mails()).filter(({ kind }) => kind === 'tier_up')).toEqual([])
  })

  test('and its switch are entered in the audit with what stood there before', async () => {
    await change('tier_up', 'en', { subject: '{level}', body: '{level}' })
    const { entries } = (await club.staff('GET', '/audit')).body as { entries: { deed: string; before: unknown; after: unknown }[] }
    expect(entries.find(({ deed }) => deed === 'PATCH /messages/:kind/texts/:language')).toMatchObject({ before: { isOwn: false }, after: { isOwn: true, subject: '{level}' } })
  })

  test('has the store’s own look', async () => {
    await club.staff('PATCH', '/shop-settings', { theme: { accent: '#aa3366', onAccent: '#fffffe', background: '#ffffff', ink: '#1c2b33', radius: 12, logoUrl: 'https://cdn.example.com/logo.png', font: '' } })
    const { body } = await preview('welcome', 'en')
    expect(body['html']).toContain('background:#aa3366;color:#fffffe')
    expect(body['html']).toContain('<img src="https://cdn.example.com/logo.png" alt="Test"')
    expect(body['html']).toMatch(/<a href="https:\/\/club\.example\.com\/m\/[^"]+\/profile"/)
  })
})
