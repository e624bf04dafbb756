import { isIP } from 'node:net'
import { resolve } from 'node:path'

/** One thing that whoever runs Rockpool may set: by an environment variable, or as it comes. */
export type Setting = { name: string; fallback: string }

/** Every setting; what it means is told in the locales. `rockpool config` prints this table; the code reads nothing else of the environment. */
export const SETTINGS = {
  data: { name: 'ROCKPOOL_DATA', fallback: 'rockpool-data' },
  databaseUrl: { name: 'DATABASE_URL', fallback: '' },
  databaseAppUrl: { name: 'DATABASE_APP_URL', fallback: '' },
  databasePort: { name: 'ROCKPOOL_DATABASE_PORT', fallback: '0' },
  migrate: { name: 'ROCKPOOL_MIGRATE', fallback: 'on' },
  demoData: { name: 'ROCKPOOL_DEMO_DATA', fallback: 'rockpool-demo' },
  backups: { name: 'ROCKPOOL_BACKUPS', fallback: '' },
  host: { name: 'ROCKPOOL_HOST', fallback: '127.0.0.1' },
  port: { name: 'ROCKPOOL_PORT', fallback: '8780' },
  url: { name: 'ROCKPOOL_URL', fallback: '' },
  proxies: { name: 'ROCKPOOL_PROXIES', fallback: '' },
  secret: { name: 'ROCKPOOL_SECRET', fallback: '' },
  secretBefore: { name: 'ROCKPOOL_SECRET_BEFORE', fallback: '' },
  role: { name: 'ROCKPOOL_ROLE', fallback: 'all' },
  logLevel: { name: 'ROCKPOOL_LOG_LEVEL', fallback: 'info' },
} as const satisfies Record<string, Setting>

const ROLES = ['all', 'web', 'worker'] as const
const SWITCH = ['on', 'off'] as const
const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
const LAST_PORT = 65_535
const SHORTEST_SECRET = 32

export type Config = {
  dataFolder: string
  /** null: a database of our own. */
  databaseUrl: string | null
  /** The serving role that the operator gives; null: one that Rockpool makes. */
  databaseAppUrl: string | null
  databasePort: number
  /** Whether a start brings the schema up. */
  migrates: boolean
  demoFolder: string
  /** null: no change is archived. */
  backupsFolder: string | null
  host: string
  port: number
  /** The address under which browsers know this server; null: the one that they ask. */
  publicUrl: string | null
  /** Whose word on the address of a caller is taken: addresses and networks of proxies before this server. */
  proxies: readonly string[]
  /** The key of the installation, under which its secrets are kept; null: drawn at the first start, and kept in the data folder. */
  secret: string | null
  /** The one before it, while it is changed. */
  secretBefore: string | null
  role: (typeof ROLES)[number]
  logLevel: (typeof LEVELS)[number]
}

/** A setting that cannot be used: which one, what was found, and what would be right. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly details: Readonly<{ setting: string; found: string; wanted: string }>

  constructor(setting: string, found: string, wanted: string) {
    super(`${setting}: found "${found}" where ${wanted} was expected`)
    this.details = { setting, found, wanted }
  }
}

/** Reads the settings. @throws ConfigError for the first that cannot be used */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const read = ({ name, fallback }: Setting) => environment[name] || fallback
  const [databaseUrl, databaseAppUrl] = [urlOf(SETTINGS.databaseUrl, read), urlOf(SETTINGS.databaseAppUrl, read)]
  if (databaseAppUrl !== null && databaseUrl === null) throw new ConfigError(SETTINGS.databaseAppUrl.name, 'a role', `${SETTINGS.databaseUrl.name} beside it, or nothing,`)
  const backups = read(SETTINGS.backups)
  return {
    dataFolder: resolve(read(SETTINGS.data)), demoFolder: resolve(read(SETTINGS.demoData)), backupsFolder: backups === '' ? null : resolve(backups),
    databaseUrl, databaseAppUrl, databasePort: portOf(SETTINGS.databasePort, read), host: read(SETTINGS.host),
    port: portOf(SETTINGS.port, read), publicUrl: publicUrlOf(SETTINGS.url, read), proxies: proxiesOf(SETTINGS.proxies, read), secret: secretOf(SETTINGS.secret, read), secretBefore: secretOf(SETTINGS.secretBefore, read), role: oneOf(SETTINGS.role, ROLES, read), migrates: oneOf(SETTINGS.migrate, SWITCH, read) === 'on', logLevel: oneOf(SETTINGS.logLevel, LEVELS, read),
  }
}

type Read = (setting: Setting) => string

/** The address of a database; it may hold a password, so that a wrong one is not repeated. */
function urlOf(setting: Setting, read: Read): string | null {
  const text = read(setting)
  if (text !== '' && !/^postgres(ql)?:\/\/[^/]+/.test(text)) throw new ConfigError(setting.name, 'another text', 'postgres://role:password@host:5432/database')
  return text === '' ? null : text
}

function publicUrlOf(setting: Setting, read: Read): string | null {
  const text = read(setting)
  if (text !== '' && !(URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).pathname === '/')) throw new ConfigError(setting.name, text, 'an address such as https://loyalty.example.com')
  return text === '' ? null : new URL(text).origin
}

/** Addresses and networks, divided by commas. */
function proxiesOf(setting: Setting, read: Read): string[] {
  const parts = read(setting).split(',').map((part) => part.trim()).filter((part) => part !== '')
  const wrong = parts.find((part) => isIP(part.split('/')[0] ?? '') === 0 || !/^[^/]+(\/\d{1,3})?$/.test(part))
  if (wrong !== undefined) throw new ConfigError(setting.name, wrong, 'addresses or networks such as 10.0.0.0/8, divided by commas,')
  return parts
}

/** A secret is not repeated where it is wrong. */
function secretOf(setting: Setting, read: Read): string | null {
  const text = read(setting)
  if (text !== '' && text.length < SHORTEST_SECRET) throw new ConfigError(setting.name, `${text.length} characters`, `${SHORTEST_SECRET} or more, drawn by chance,`)
  return text === '' ? null : text
}

function portOf(setting: Setting, read: Read): number {
  const text = read(setting)
  if (!/^\d+$/.test(text) || Number(text) > LAST_PORT) throw new ConfigError(setting.name, text, `a port from 0 to ${LAST_PORT}`)
  return Number(text)
}

function oneOf<T extends string>(setting: Setting, choices: readonly T[], read: Read): T {
  const text = read(setting)
  const choice = choices.find((one) => one === text)
  if (choice === undefined) throw new ConfigError(setting.name, text, choices.join(', '))
  return choice
}
