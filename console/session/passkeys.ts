import type { Rockpool, SignInState } from '#sdk/index'
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
  return answerOf(client.POST('/api/v1/staff/sessions/passkey', { body: { response: responseOf(shown) } }))
}

/** Enrols a passkey of this device under a name. */
export async function enrolPasskey(client: Rockpool, name: string): Promise<void> {
  const { options } = await answerOf(client.POST('/api/v1/staff/passkeys/options', { body: {} }))
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as unknown as PublicKeyCredentialCreationOptionsJSON)
  const made = await navigator.credentials.create({ publicKey })
  await client.POST('/api/v1/staff/passkeys', { body: { name, response: responseOf(made) } })
}

/** What the browser made, in the JSON form of WebAuthn (Level 3, 5.1), as a row takes it. */
function responseOf(credential: Credential | null): never {
  return (credential as PublicKeyCredential).toJSON() as never
}
