/** The cookies of a request by their names; of two with one name the first counts, as browsers send the nearer path first. */
export function readCookies(header: string | undefined): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=')
    const name = part.slice(0, Math.max(at, 0)).trim()
    if (name !== '' && !cookies.has(name)) cookies.set(name, part.slice(at + 1).trim())
  }
  return cookies
}
