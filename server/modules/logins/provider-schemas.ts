import { Type, type Static } from 'typebox'
import { CLOSED, PlainText, Time } from '#server/platform/schemas'

const ProviderId = Type.String({ pattern: '^[a-z][a-z0-9-]{0,29}$', description: 'its name in addresses, such as "google"' })
const Issuer = Type.String({ maxLength: 300, pattern: '^(https://[^\\s<>"#?]+|http://(localhost|127\\.0\\.0\\.1)(:[0-9]{1,5})?(/[^\\s<>"#?]*)?)$', description: 'the issuer of an OpenID provider, an address that begins with https://' })
const Kind = Type.Enum(['google', 'apple', 'facebook', 'oidc'], { description: '"google", "apple", "facebook", or "oidc" for any other OpenID provider' })
const AppleId = (description: string) => Type.String({ pattern: '^[A-Z0-9]{10}$', description })
const [TeamId, KeyId] = [AppleId("for Apple: the team's id"), AppleId("for Apple: the id of the key")]

export const NoInput = Type.Object({}, CLOSED)
export const OfProvider = Type.Object({ provider: ProviderId }, CLOSED)
export type OfProvider = Static<typeof OfProvider>

export const PutProvider = Type.Object({
  provider: ProviderId, kind: Kind, issuer: Type.Optional(Type.Unsafe<string>({ ...Issuer, description: 'the issuer, an address that begins with https://; asked for with "oidc", as the others have their own' })), clientId: PlainText,
  clientSecret: Type.Optional(Type.String({ minLength: 1, maxLength: 4_000, description: 'kept sealed, and shown to nobody; for Apple the key itself, as it is in the file .p8' })), teamId: Type.Optional(TeamId), keyId: Type.Optional(KeyId), label: PlainText, isOn: Type.Boolean({ default: true }),
}, { ...CLOSED, title: 'PutSignInProvider' })
export type PutProvider = Static<typeof PutProvider>

export const Provider = Type.Object({ provider: Type.String(), kind: Kind, issuer: Type.String(), clientId: Type.String(), teamId: Type.Optional(Type.String()), keyId: Type.Optional(Type.String()), label: Type.String(), isOn: Type.Boolean(), hasSecret: Type.Boolean(), changedAt: Time }, { ...CLOSED, title: 'SignInProvider' })
export type Provider = Static<typeof Provider>
export const Providers = Type.Object({ providers: Type.Array(Provider) }, { ...CLOSED, title: 'SignInProviders' })
export type Providers = Static<typeof Providers>
