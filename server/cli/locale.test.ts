import { expect, test } from 'vitest'
import { localeAsked, localeOfEnvironment } from './locale.ts'

test.each([['zh', 'zh-CN'], ['zh-CN', 'zh-CN'], ['zh_TW', 'zh-CN'], ['en-GB', 'en'], ['EN', 'en'], ['fr', undefined], ['english', undefined], ['', undefined]])('--locale %s is %s', (tag, locale) => {
  expect(localeAsked(tag)).toBe(locale)
})

test.each([
  [{ LANG: 'zh_CN.UTF-8' }, 'zh-CN'], [{ LANG: 'C' }, 'en'], [{}, 'en'], [{ LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }, 'zh-CN'],
  [{ LC_ALL: '', LC_MESSAGES: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' }, 'en'], [{ LANG: 'zh_CN@stroke' }, 'zh-CN'],
])('the environment %j asks for %s', (env, locale) => {
  expect(localeOfEnvironment(env)).toBe(locale)
})
