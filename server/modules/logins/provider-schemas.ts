import { Type, type Static } from 'typebox'
import { CLOSED, PlainText, Time } from '#server/platform/schemas'

const ProviderId = Type.String({ pattern: '^[a-z][a-z0-9-]{0,29}$', description: 'its name in addresses, such as "google"' })
const Issuer = Type.String({ maxLength: 300, pattern: '^(https://[^\\s<>"#?]+|http://(localhost|127\\.0\\.0\\.1)(:[0-9]{1,5})?(/[^\\s<>"#?]*)?)$', description: 'the issuer of an OpenID provider, an address that begins with https://' })
const Kind = Type.Enum(['google', 'apple', 'oidc'], { description: '"google", "apple", or "oidc" for any other OpenID provider' })

export const NoInput = Type.Object({}, CLOSED)
export const OfProvider = Type.Object({ provider: ProviderId }, CLOSED)
export type OfProvider = Static<typeof OfProvider>

export const PutProvider = Type.Object({
  provider: ProviderId, kind: Kind, issuer: Type.Optional(Issuer), clientId: PlainText, clientSecret: Type.Optional(Type.String({ minLength: 1, maxLength: 4_000, description: 'kept sealed, and shown to nobody' })), label: PlainText, isOn: Type.Boolean({ default: true }),
}, { ...CLOSED, title: 'PutSignInProvider' })
export type PutProvider = Static<typeof PutProvider>

export const Provider = Type.Object({ provider: Type.String(), kind: Kind, issuer: Type.String(), clientId: Type.String(), label: Type.String(), isOn: Type.Boolean(), hasSecret: Type.Boolean(), changedAt: Time }, { ...CLOSED, title: 'SignInProvider' })
export type Provider = Static<typeof Provider>
export const Providers = Type.Object({ providers: Type.Array(Provider) }, { ...CLOSED, title: 'SignInProviders' })
export type Providers = Static<typeof Providers>
