import { SETTINGS } from '#server/platform/config'
import type { Text } from './text.ts'

/** Settings that hold a password are told of, and not shown. */
const SECRET = new Set<string>([SETTINGS.databaseUrl.name, SETTINGS.databaseAppUrl.name, SETTINGS.secret.name])

/** `rockpool config`: every setting, what it is now and what it means. */
export function runConfig({ say }: Text): void {
  const rows = Object.entries(SETTINGS).map(([key, { name, fallback }]) => {
    const value = process.env[name] || fallback
    return `${name}=${SECRET.has(name) && value !== '' ? '…' : value}\n    ${say(`cli.config.means.${key}`)}`
  })
  process.stdout.write(`${rows.join('\n')}\n`)
}
