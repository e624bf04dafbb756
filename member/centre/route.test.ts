import { expect, test } from 'vitest'
import { addressOf, isForMembers, isOfProgram, isPreview, PAGES, pageAfter, routeOf, throughSignIn } from './route.ts'

const BASE = '/m/reef/'
const at = (address: string): string => routeOf(new URL(address, 'https://points.example'), BASE).page

test('every page has an address that leads back to it', () => {
  for (const page of PAGES) expect(at(addressOf(BASE, page))).toBe(page)
})

test.each([
  ['/m/reef', 'home'], ['/m/reef/', 'home'], ['/m/reef/points/', 'points'], ['/m/reef/rewards?reward=mug', 'rewards'], ['/m/reef/home', 'missing'], ['/m/reef/points/old', 'missing'], ['/m/reef/preview?lang=de', 'home'], ['/m/other/points', 'missing'],
])('%s is the page %s', (address, page) => {
  expect(at(address)).toBe(page)
})

test('only the address of the preview is one', () => {
  expect(['/m/reef/preview', '/m/reef/', '/m/reef/preview/x', '/m/other/preview'].map((pathname) => isPreview({ pathname }, BASE))).toEqual([true, false, false, false])
})

test('what an address says besides stays with it', () => {
  expect(addressOf(BASE, 'rewards', { reward: 'a mug' })).toBe('/m/reef/rewards?reward=a+mug')
  expect(routeOf(new URL('https://points.example/m/reef/rewards?reward=a+mug'), BASE).query.get('reward')).toBe('a mug')
})

test('guests read home, the guide and the ways in, confirm a mail, and nothing else', () => {
  expect(PAGES.filter((page) => !isForMembers(page))).toEqual(['home', 'sign-in', 'join', 'guide', 'confirm'])
})

test('what a store with a list of mails alone has not begun with is all that tells of points', () => {
  expect(PAGES.filter(isOfProgram)).toEqual(['points', 'earn', 'rewards', 'coupons', 'levels', 'orders', 'company', 'guide'])
  expect(isOfProgram('missing')).toBe(false)
})

test.each([['next=points', 'points'], ['next=sign-in', 'home'], ['next=https://elsewhere.example&reward=mug', 'home'], ['', 'home']])('after signing in at ?%s comes %s', (query, page) => {
  expect(pageAfter(new URLSearchParams(query))).toEqual({ page, query: {} })
})

test('the page that was meant comes after signing in as its address said, whatever that was but the language', () => {
  const meant = routeOf(new URL('https://points.example/m/reef/rewards?reward=a+mug&lang=de&next=points'), BASE)
  const signIn = new URL(addressOf(BASE, 'sign-in', throughSignIn(meant)), 'https://points.example')
  expect(pageAfter(signIn.searchParams)).toEqual({ page: 'rewards', query: { reward: 'a mug' } })
})
