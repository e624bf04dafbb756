import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestServer, type TestServer } from '#server/app/testing'
import type { WriteContext } from '#server/platform/context'
import { codeOf, newCode } from './coupon-code.ts'
import { issueCoupon, voidCoupon } from './index.ts'

vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

type Run = <T>(act: (ctx: WriteContext) => Promise<T>) => Promise<T>

async function openRun(): Promise<Run> {
  const { storeId } = await server.openStore()
  return (act) => server.house.database.inStore(storeId, (db) => act({ db, storeId, actor: { kind: 'system', job: 'test' }, now: server.house.clock() }))
}

const setUses = (code: string, { taken = 0, held = 0 }: { taken?: number; held?: number }) => ({ db }: WriteContext) => sql`update coupons set uses_taken = ${taken}, uses_held = ${held} where code = ${code}`.execute(db)
const issue = { discount: 'two_off', origin: 'reward' } as const

describe('a code', () => {
  test('has 14 letters that nobody takes for one another, each as likely as the others', () => {
    const codes = Array.from({ length: 6_000 }, newCode)
    expect(new Set(codes).size).toBe(6_000)
    expect(codes.filter((code) => !/^[234679CDFGHJKMNPQRTVWXY]{14}$/.test(code))).toEqual([])
    const counts = [...Map.groupBy(codes.join(''), (letter) => letter).values()].map((found) => found.length)
    expect(counts.length).toBe(23)
    // 84,000 letters: 3,652 of each, with a standard deviation of 59; six of them never happen by chance.
    expect(counts.filter((count) => Math.abs(count - 3_652) > 354)).toEqual([])
  })

  test('is the same in small letters, with spaces and with hyphens', () => {
    expect(codeOf(' summer-2026 x')).toBe('SUMMER2026X')
  })
})

describe('a coupon', () => {
  test('is issued with a code of its own, once for each cause', async () => {
    const run = await openRun()
    const first = await run((ctx) => issueCoupon(ctx, { ...issue, cause: 'redemption:r1' }))
    expect(first).toMatchObject({ discount: 'two_off', memberId: null, origin: 'reward', from: null, until: null, usesAllowed: 1, usesTaken: 0, status: 'issued', issuedBy: 'test' })
    expect(await run((ctx) => issueCoupon(ctx, { ...issue, cause: 'redemption:r1' }))).toEqual(first)
    expect((await run((ctx) => issueCoupon(ctx, { ...issue, cause: 'redemption:r2' }))).code).not.toBe(first.code)
  })

  test('of the same cause told twice at once is issued once', async () => {
    const run = await openRun()
    const codes = await Promise.all(Array.from({ length: 8 }, () => run((ctx) => issueCoupon(ctx, { ...issue, cause: 'redemption:r1' }))))
    expect(new Set(codes.map(({ code }) => code)).size).toBe(1)
  })

  test('has a code of the store, which nobody takes again', async () => {
    const run = await openRun()
    expect(await run((ctx) => issueCoupon(ctx, { ...issue, code: 'summer-26', usesAllowed: null }))).toMatchObject({ code: 'SUMMER26', usesAllowed: null, status: 'issued' })
    await expect(run((ctx) => issueCoupon(ctx, { ...issue, code: 'SUMMER 26' }))).rejects.toMatchObject({ code: 'coupons.code_taken', details: { code: 'SUMMER26' } })
  })

  test('is made void unless it was used or is held, and stays void', async () => {
    const run = await openRun()
    const [open, used, held] = await run(async (ctx) => [(await issueCoupon(ctx, issue)).code, (await issueCoupon(ctx, issue)).code, (await issueCoupon(ctx, issue)).code] as const)
    await run(setUses(used, { taken: 1 }))
    await run(setUses(held, { held: 1 }))
    expect(await run(async (ctx) => [await voidCoupon(ctx, open), await voidCoupon(ctx, open), await voidCoupon(ctx, used), await voidCoupon(ctx, held), await voidCoupon(ctx, 'NONE')])).toEqual([true, true, false, false, false])
  })

  test('of a shared code ends with the uses that are left, though some were taken', async () => {
    const run = await openRun()
    const { code } = await run((ctx) => issueCoupon(ctx, { ...issue, usesAllowed: 3 }))
    await run(setUses(code, { taken: 2, held: 1 }))
    expect(await run((ctx) => voidCoupon(ctx, code))).toBe(false)
    await run(setUses(code, { taken: 2 }))
    expect(await run((ctx) => voidCoupon(ctx, code))).toBe(true)
  })

  test('of one store is not seen in another', async () => {
    const [run, other] = [await openRun(), await openRun()]
    const { code } = await run((ctx) => issueCoupon(ctx, issue))
    expect(await other((ctx) => voidCoupon(ctx, code))).toBe(false)
  })
})
