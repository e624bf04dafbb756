import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { findChromium, findChromiums, keptIn } from './find-chromium.ts'

test('of the browsers in Playwright’s cache the newest comes first, without a window before with one, and only Chromium counts', () => {
  const places = keptIn('/cache', ['chromium-1100', 'firefox-1500', 'chromium_headless_shell-1255', 'chromium-1255', 'ffmpeg-1013', '.links', 'chromium-old'])
  const folders = [...new Set(places.map((place) => place.split('/')[2]))]
  expect(folders).toEqual(['chromium_headless_shell-1255', 'chromium-1255', 'chromium-1100'])
  expect(places).toContain('/cache/chromium_headless_shell-1255/chrome-headless-shell-linux64/chrome-headless-shell')
  expect(places).toContain('/cache/chromium-1100/chrome-linux64/chrome')
})

test('a browser in the cache is found if it can be run, and one that was asked for is the only one that counts', () => {
  const cache = mkdtempSync(join(tmpdir(), 'rockpool-cache-'))
  const [kept, broken] = keptIn(cache, ['chromium_headless_shell-9']).filter((place) => place.includes('linux')) as [string, string]
  for (const place of [kept, broken]) {
    mkdirSync(dirname(place), { recursive: true })
    writeFileSync(place, '')
  }
  chmodSync(kept, 0o755)
  try {
    const found = findChromiums(undefined, cache)
    expect(found).toContain(kept)
    expect(found).not.toContain(broken)
    expect(findChromium(kept, cache)).toBe(kept)
    expect(findChromium(broken, cache)).toBe('')
  } finally {
    rmSync(cache, { recursive: true })
  }
})
