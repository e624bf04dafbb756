import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome']
const MACOS = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']

/** The path of the Chromium that was asked for, else of the first one that this machine has; empty when there is none. */
export function findChromium(asked: string | undefined): string {
  const places = asked ? [asked] : [...FOLDERS.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MACOS]
  return places.find(isExecutable) ?? ''
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
