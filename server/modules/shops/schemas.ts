import { Type, type Static } from 'typebox'
import { HANDLE } from '#server/modules/stores/index'
import { CLOSED, PlainText, Time } from '#server/platform/schemas'

/** The languages in which member centre and widget speak. */
const LANGUAGES = ['en', 'zh-CN', 'zh-TW', 'es', 'fr', 'de', 'pt', 'it', 'ja', 'ko', 'ru', 'ar'] as const
const Languages = Type.Array(Type.Enum([...LANGUAGES]), { minItems: 1, uniqueItems: true, description: `languages that shoppers may choose, the first one for those whose own is not among them: ${LANGUAGES.join(', ')}` })
const Handle = Type.String({ pattern: HANDLE, description: 'the name in addresses: 3 to 48 small letters, digits and hyphens' })
const Origin = Type.String({ maxLength: 200, pattern: '^(https://[a-z0-9.-]+(:[0-9]{1,5})?|http://(localhost|127\\.0\\.0\\.1)(:[0-9]{1,5})?)$', description: 'where the widget is, such as "https://shop.example.com", without a path' })
const Country = '^[A-Z]{2}$'
const Age = Type.Integer({ minimum: 1, maximum: 25, description: 'years' })
const Web = Type.String({ maxLength: 500, pattern: '^https://[^\\s<>"\\u0000-\\u001f]+$', description: 'an address that begins with https://' })
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const Colour = Type.String({ pattern: '^#[0-9a-f]{6}$', description: 'a colour, such as "#0f5c6e"' })
const Text = Type.String({ maxLength: 1_000, pattern: '^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f]*$' })

const Ways = Type.Object({
  code: Type.Boolean({ description: 'a code by e-mail' }), password: Type.Boolean(), passkey: Type.Boolean(), handover: Type.Boolean({ description: "a token signed by the store's own server" }),
}, { ...CLOSED, title: 'Ways' })

const AgeGate = Type.Object({
  minimum: orNull(Age), byCountry: Type.Record(Type.String({ pattern: Country }), Age, CLOSED),
}, { ...CLOSED, title: 'AgeGate', description: 'how old whoever joins must be: everywhere (null: no question), and where it is another age, by country; a date of birth is asked for where there is one' })

const DoubleOptIn = Type.Object({
  isEverywhere: Type.Boolean(), countries: Type.Array(Type.String({ pattern: Country }), { maxItems: 250, uniqueItems: true }),
}, { ...CLOSED, title: 'DoubleOptIn', description: 'where consent to mails counts only once it was confirmed from the mailbox; whose country is not known is asked too, where any country is named' })

const Links = Type.Object({ shop: orNull(Web), centre: orNull(Web), terms: orNull(Web), privacy: orNull(Web) }, { ...CLOSED, title: 'Links', description: 'the shop, the member centre as shoppers reach it, terms, and privacy' })

const OrderAgain = Type.String({ maxLength: 500, pattern: '^https://[^\\s<>"\\u0000-\\u001f]+$', description: 'where "order again" leads, such as "https://shop.example.com/cart?add={lines}": {order} becomes the number of the order, {lines} its lines as sku:quantity with commas between, each part encoded; null: there is no such button' })

const Theme = Type.Object({
  accent: Colour, onAccent: Colour, background: Colour, ink: Colour, radius: Type.Integer({ minimum: 0, maximum: 28, description: 'in pixels' }), logoUrl: orNull(Web),
  font: Type.String({ maxLength: 120, pattern: '^[A-Za-z0-9 ,\'-]*$', description: 'a font family of the page; empty: that of the device' }),
}, { ...CLOSED, title: 'Theme' })

const PagePath = Type.String({ maxLength: 200, pattern: '^/[^\\s?#*<>"\\u0000-\\u001f]+$', description: 'how the path of a page begins, such as "/cart": a slash and what follows it, without the host, "*", "?" or "#"' })
const Pages = Type.Object({
  which: Type.Enum(['only', 'except'], { description: '"only" the pages whose paths begin so, or all "except" these' }), paths: Type.Array(PagePath, { minItems: 1, maxItems: 50, uniqueItems: true }),
}, { ...CLOSED, title: 'WidgetPages', description: 'the pages of the shop on which the launcher is shown; left out: all of them' })

const Widget = Type.Object({
  isOn: Type.Boolean(), position: Type.Enum(['end', 'start'], { description: '"end" (right where one reads from left to right) or "start"' }), offsetX: Type.Integer({ minimum: 0, maximum: 200 }), offsetY: Type.Integer({ minimum: 0, maximum: 400 }), pages: Type.Optional(Pages),
  texts: Type.Record(Type.String({ pattern: '^[A-Za-z]{2}(-[A-Za-z]{2})?$' }), Type.Record(Type.String({ pattern: '^[a-z][A-Za-z0-9_.-]{0,79}$' }), Text, { ...CLOSED, maxProperties: 1_000 }), { ...CLOSED, maxProperties: 20, description: 'texts in other words, by language and key: those of the widget; of the centre with "centre." before them; and what the server tells shoppers, beginning with "guide.", "trace.", "quote.", "refusal." or "mail."' }),
}, { ...CLOSED, title: 'Widget' })

const Fields = {
  languages: Languages, origins: Type.Array(Origin, { maxItems: 20, uniqueItems: true }), isOpen: Type.Boolean({ description: 'whether shoppers may join by themselves' }),
  isMailingList: Type.Boolean({ description: 'whether the store begins with a list of mails alone, and shows no points yet' }), ways: Ways, ageGate: AgeGate, doubleOptIn: DoubleOptIn,
  stepUpPoints: orNull(Type.Integer({ minimum: 0, description: 'how many points may be spent at once without showing again who one is; null: any number' })),
  textVersion: Type.String({ minLength: 1, maxLength: 50, pattern: '^[A-Za-z0-9._-]+$', description: 'the version of the texts to which shoppers consent, such as "2026-01"' }), links: Links, orderAgainUrl: orNull(OrderAgain), theme: Theme, widget: Widget,
}

/** What a store shows shoppers, and how they sign in. */
export const Settings = Type.Object(Fields, CLOSED)
export type Settings = Static<typeof Settings>

const Secret = Type.Object({ secret: Type.String({ description: 'its id' }), createdAt: Time, expiresAt: orNull(Time) }, { ...CLOSED, title: 'HandoverSecret' })

export const ShopSettings = Type.Object({ handle: Handle, ...Fields, secrets: Type.Array(Secret, { description: 'secrets for handing over the own sign-in of the shop; none is shown' }), changedAt: orNull(Time) }, { ...CLOSED, title: 'ShopSettings' })
export type ShopSettings = Static<typeof ShopSettings>

export const ChangeShopSettings = Type.Object({ handle: Type.Optional(Handle), ...Object.fromEntries(Object.entries(Fields).map(([name, schema]) => [name, Type.Optional(schema)])) as { [K in keyof typeof Fields]: ReturnType<typeof Type.Optional<(typeof Fields)[K]>> } }, { ...CLOSED, title: 'ChangeShopSettings' })
export type ChangeShopSettings = Partial<Settings> & { handle?: string }

export const RotateSecret = Type.Object({ overlapHours: Type.Integer({ minimum: 0, maximum: 720, default: 24, description: 'for how many hours the secrets that there are work on, 0 to 720' }) }, { ...CLOSED, title: 'RotateSecret' })
export type RotateSecret = Static<typeof RotateSecret>

export const NewSecret = Type.Object({ secret: Type.String(), value: Type.String({ description: 'shown this once' }), createdAt: Time }, { ...CLOSED, title: 'NewHandoverSecret' })
export type NewSecret = Static<typeof NewSecret>

export const NoInput = Type.Object({}, CLOSED)

/** What anybody may know of a store. */
export const Shop = Type.Object({
  handle: Type.String(), name: PlainText, isSandbox: Type.Boolean(), languages: Languages, isOpen: Type.Boolean(), isMailingList: Type.Boolean(), ways: Ways,
  providers: Type.Array(Type.Object({ provider: Type.String(), kind: Type.String(), label: Type.String() }, CLOSED), { description: 'others by whom one may sign in: GET /sign-in/…' }),
  ageGate: AgeGate, doubleOptIn: DoubleOptIn, stepUpPoints: orNull(Type.Integer()), textVersion: Type.String(), links: Links, orderAgainUrl: orNull(Type.String()), theme: Theme, widget: Widget,
}, { ...CLOSED, title: 'Shop' })
export type Shop = Static<typeof Shop>
