/** Colour on a terminal, unless NO_COLOR says no (no-color.org) or FORCE_COLOR yes. */
export function isColourWanted(env: Readonly<Record<string, string | undefined>>, stream: { isTTY?: boolean }): boolean {
  if (env.NO_COLOR) return false
  return env.FORCE_COLOR ? env.FORCE_COLOR !== '0' : stream.isTTY === true
}
