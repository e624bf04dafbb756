import { SETTINGS } from '#server/platform/config'
import type { Text } from './text.ts'

/** Settings that hold a password are told of, and not shown. */
const SECRET = new Set<string>([SETTINGS.databaseUrl.name, SETTINGS.databaseAppUrl.name])

/** `rockpool config`: every setting, what it is now and what it means. */
export function runConfig(_text: Text): void {
  const rows = Object.values(SETTINGS).map(({ name, fallback, means }) => {
    const value = process.env[name] || fallback
    return [name, SECRET.has(name) && value !== '' ? '…' : value, means]
  })
  process.stdout.write(`${rows.map(([name, value, means]) => `${name}=${value}\n    ${means}`).join('\n')}\n`)
}
