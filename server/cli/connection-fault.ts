/** Why a database takes no connection: a key below `cli.wrong.database`, and what its sentence is filled with. */
export type ConnectionFault = { key: string; details: { host: string; role: string; why: string } }

/** By the codes of Node's sockets and of PostgreSQL (its appendix A). */
const KEYS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused', ECONNRESET: 'refused', ENOTFOUND: 'unknown_host', EAI_AGAIN: 'unknown_host', ETIMEDOUT: 'slow', EHOSTUNREACH: 'slow', ENETUNREACH: 'slow',
  '28P01': 'password', '28000': 'password', '3D000': 'no_database', '57P03': 'busy', '53300': 'busy',
}

/** What hinders a connection to the database of an address; undefined where the error is another one. The password is in no sentence. */
export function connectionFault(error: unknown, url: string): ConnectionFault | undefined {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  const key = KEYS[code] ?? (/timeout exceeded|connection timeout/.test(message) ? 'slow' : undefined)
  if (key === undefined) return undefined
  const { host, username } = new URL(url)
  return { key, details: { host, role: decodeURIComponent(username), why: message } }
}
