import { resolve } from 'node:path'

/** One thing that whoever runs Rockpool may set: by an environment variable, or as it comes. */
export type Setting = { name: string; fallback: string; means: string }

/** Every setting. `rockpool config` prints this table; the code reads nothing else of the environment. */
export const SETTINGS = {
  data: { name: 'ROCKPOOL_DATA', fallback: 'rockpool-data', means: 'the folder of the database of its own' },
  databaseUrl: { name: 'DATABASE_URL', fallback: '', means: 'the owner of a database on a PostgreSQL of yours; empty: Rockpool starts one of its own' },
  databasePort: { name: 'ROCKPOOL_DATABASE_PORT', fallback: '0', means: 'the port of the database of its own on 127.0.0.1; 0: any that is free' },
  host: { name: 'ROCKPOOL_HOST', fallback: '127.0.0.1', means: 'the address to listen on' },
  port: { name: 'ROCKPOOL_PORT', fallback: '8780', means: 'the port to listen on; 0: any that is free' },
  role: { name: 'ROCKPOOL_ROLE', fallback: 'all', means: 'what this process does: all, web (answers requests) or worker (lets time pass)' },
  logLevel: { name: 'ROCKPOOL_LOG_LEVEL', fallback: 'info', means: 'the least that is logged: debug, info, warn, error or silent' },
} as const satisfies Record<string, Setting>

const ROLES = ['all', 'web', 'worker'] as const
const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
const LAST_PORT = 65_535

export type Config = {
  dataFolder: string
  /** null: a database of our own. */
  databaseUrl: string | null
  databasePort: number
  host: string
  port: number
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
  const databaseUrl = read(SETTINGS.databaseUrl)
  if (databaseUrl !== '' && !/^postgres(ql)?:\/\/[^/]+/.test(databaseUrl)) throw new ConfigError('DATABASE_URL', 'another text', 'postgres://owner:password@host:5432/database')
  return {
    dataFolder: resolve(read(SETTINGS.data)), databaseUrl: databaseUrl === '' ? null : databaseUrl, databasePort: portOf(SETTINGS.databasePort, read), host: read(SETTINGS.host),
    port: portOf(SETTINGS.port, read), role: oneOf(SETTINGS.role, ROLES, read), logLevel: oneOf(SETTINGS.logLevel, LEVELS, read),
  }
}

type Read = (setting: Setting) => string

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
