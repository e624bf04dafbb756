/** What this device remembers between visits; null where the browser lets nothing be stored. */
export function deviceStorage(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}
