import { ApiProblem, type Ask } from '#member/kit/api'

type Options = { challenge: string; options: unknown }

/** Whether the browser reads and writes passkeys as JSON; what cannot is not offered them. */
export function canPasskey(): boolean {
  return window.isSecureContext && typeof PublicKeyCredential !== 'undefined' && typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function'
}

/** Asks the device for a passkey of this shop; null where the shopper turned away. @throws ApiProblem passkey.refused, passkey.failed */
export async function showPasskey(ask: Ask): Promise<{ challenge: string; passkey: unknown } | null> {
  const { challenge, options } = await ask<Options>('/passkey-options', { method: 'POST', body: {} })
  const found = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON) }).catch(unlessTurnedAway)
  return found instanceof PublicKeyCredential ? { challenge, passkey: found.toJSON() } : null
}

/** Makes a passkey on this device; null where the shopper turned away. @throws ApiProblem passkey.known, passkey.refused, passkey.failed */
export async function makePasskey(ask: Ask): Promise<{ challenge: string; passkey: unknown } | null> {
  const { challenge, options } = await ask<Options>('/members/me/passkey-options', { method: 'POST', body: {} })
  const made = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON) }).catch(unlessTurnedAway)
  return made instanceof PublicKeyCredential ? { challenge, passkey: made.toJSON() } : null
}

const TURNED_AWAY: ReadonlySet<string> = new Set(['NotAllowedError', 'AbortError'])
/** What else has words of its own: a passkey that is there already, and an address that is not the shop's. */
const CODES: Readonly<Record<string, string>> = { InvalidStateError: 'passkey.known', SecurityError: 'passkey.refused' }

/** A shopper who closes the window of the device has changed their mind, and nothing went wrong. Whatever else the browser or the device refuses is told in words. */
export function unlessTurnedAway(error: unknown): null {
  if (!(error instanceof DOMException)) throw error
  if (TURNED_AWAY.has(error.name)) return null
  throw new ApiProblem(400, { code: CODES[error.name] ?? 'passkey.failed', detail: error.message || error.name })
}
