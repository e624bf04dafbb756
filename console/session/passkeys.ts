import type { AddPasskey, Rockpool, ShowPasskey, SignInState } from '#sdk/index'
import { answerOf } from '#sdk/index'

/** Whether this browser can talk to passkeys in WebAuthn's JSON forms. */
export function hasPasskeys(): boolean {
  return typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential
}

/** Signs in with a passkey of this device. @throws DOMException NotAllowedError where the person says no */
export async function signInWithPasskey(client: Rockpool): Promise<SignInState> {
  const { options } = await answerOf(client.POST('/api/v1/staff/sessions/passkey-options', { body: {} }))
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as unknown as PublicKeyCredentialRequestOptionsJSON)
  const shown = await navigator.credentials.get({ publicKey })
  return answerOf(client.POST('/api/v1/staff/sessions/passkey', { body: { response: responseOf<ShowPasskey['response']>(shown) } }))
}

/** Enrols a passkey of this device under a name. Says the recovery codes that come with it: none where there are some. */
export async function enrolPasskey(client: Rockpool, name: string): Promise<readonly string[]> {
  const { options } = await answerOf(client.POST('/api/v1/staff/passkeys/options', { body: {} }))
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as unknown as PublicKeyCredentialCreationOptionsJSON)
  const made = await navigator.credentials.create({ publicKey })
  const { recoveryCodes } = await answerOf(client.POST('/api/v1/staff/passkeys', { body: { name, response: responseOf<AddPasskey['response']>(made) } }))
  return recoveryCodes
}

/** What the browser shows, as the contract names it. */
function responseOf<Shown>(credential: Credential | null): Shown {
  return (credential as PublicKeyCredential).toJSON() as unknown as Shown
}
