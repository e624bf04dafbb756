const HIDDEN = '•••'

/** An address of which the first character and the domain are shown: "a•••@example.com". */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${Array.from(email.slice(0, at))[0] ?? ''}${HIDDEN}${email.slice(at)}`
}
