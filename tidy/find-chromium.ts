import { accessSync, constants, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome']
const MACOS = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']

/** Where Playwright keeps browsers, if nobody says otherwise: on Linux, on macOS. */
const CACHES = ['.cache/ms-playwright', 'Library/Caches/ms-playwright']
/** Its Chromiums by name and revision; the one without a window starts sooner and is all that a test needs. */
const KEPT = /^chromium(_headless_shell)?-(\d+)$/
const PLATFORMS = ['linux64', 'linux-arm64', 'mac-x64', 'mac-arm64']
const KEPT_AT = {
  shell: PLATFORMS.map((platform) => `chrome-headless-shell-${platform}/chrome-headless-shell`),
  whole: PLATFORMS.map((platform) => `chrome-${platform}/${platform.startsWith('mac') ? 'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing' : 'chrome'}`),
}

/** The path of the Chromium that was asked for, else of the first one that this machine or Playwright's cache has; empty when there is none. */
export function findChromium(asked: string | undefined, cache?: string): string {
  return findChromiums(asked, cache)[0] ?? ''
}

/** All that there are, the first choice first. `cache`: where Playwright keeps browsers, if not where it does by itself. */
export function findChromiums(asked: string | undefined, cache?: string): string[] {
  if (asked) return [asked].filter(isExecutable)
  const caches = cache === undefined ? CACHES.map((folder) => join(homedir(), folder)) : [cache]
  return [...FOLDERS.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MACOS, ...caches.flatMap((folder) => keptIn(folder, namesIn(folder)))].filter(isExecutable)
}

/** Where a Chromium may be in a cache of Playwright's that has these folders: the newest first. */
export function keptIn(cache: string, folders: readonly string[]): string[] {
  const kept = folders.flatMap((name) => {
    const found = KEPT.exec(name)
    return found === null ? [] : [{ name, isShell: found[1] !== undefined, revision: Number(found[2]) }]
  })
  kept.sort((a, b) => b.revision - a.revision || Number(b.isShell) - Number(a.isShell))
  return kept.flatMap(({ name, isShell }) => KEPT_AT[isShell ? 'shell' : 'whole'].map((place) => join(cache, name, place)))
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
