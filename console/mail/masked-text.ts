/** Kinds whose mails open a door, as the server writes them: their text is for whoever got it. */
const SECRET: ReadonlySet<string> = new Set(['code', 'confirm', 'reward_code', 'staff_password', 'staff_invitation'])

/** What a mail that is masked says of itself, by the word for it: what a reason would show. */
export function maskedText({ kind, hasText, mayReveal }: { kind: string; hasText: boolean; mayReveal: boolean }): string {
  if (SECRET.has(kind) && !hasText) return mayReveal ? 'mail.masked_secret' : 'mail.hidden'
  return mayReveal ? (hasText ? 'mail.masked_to' : 'mail.masked') : 'mail.masked_only'
}
