/** What a deed of the audit is, "POST /members/:member/adjustments", in words; as it stands where there are none, of a route that is gone. */
export function deedText(deed: string, { say, has }: { say: (key: string) => string; has: (key: string) => boolean }): string {
  const key = `audit.deeds.${deed.toLowerCase().replaceAll(/[^a-z]+/g, '_')}`
  return has(key) ? say(key) : deed
}
