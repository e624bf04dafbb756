import { askForPasskey, Question } from '#server/modules/logins/index'
import { NoInput as NoShopInput, Shop } from '#server/modules/shops/index'
import { get, own, post, type Call, type Reply, type Route } from '#server/platform/route'
import { addLead } from './add-lead.ts'
import { changeEmail } from './change-email.ts'
import * as emails from './email-schemas.ts'
import { readShop } from './read-shop.ts'
import { requestCode, type House } from './request-code.ts'
import * as shapes from './schemas.ts'
import { resetPassword } from './reset-password.ts'
import { signIn } from './sign-in.ts'
import { stepUp } from './step-up.ts'
import { confirmSubscription, subscribe } from './subscribe.ts'
import * as lists from './subscription-schemas.ts'

const ID = 'mem_1kdvdna00kb1wmzrvz4gen'
const AT = '2026-01-05T10:00:00Z'
const LATER = '2026-02-04T10:00:00Z'
const SHOP_SECONDS = 60
const shop = {
  handle: 'reef-supplies', name: 'Reef Supplies', isSandbox: false, languages: ['en', 'de'], isOpen: true, isMailingList: false, ways: { code: true, password: false, passkey: true, handover: true }, providers: [],
  ageGate: { minimum: null, byCountry: {} }, doubleOptIn: { isEverywhere: false, countries: ['DE'] }, stepUpPoints: null, textVersion: '2026-01', links: { shop: null, centre: null, terms: null, privacy: null }, orderAgainUrl: null,
  theme: { accent: '#0f5c6e', onAccent: '#ffffff', background: '#ffffff', ink: '#1c2b33', radius: 12, logoUrl: null, font: '' }, widget: { isOn: true, position: 'end', offsetX: 20, offsetY: 20, texts: {} },
}
const signedIn = { token: 'rm_q7Zk…', session: 'ses_1kdvdna00kb1wmzrvz4gen', expiresAt: LATER, memberId: ID, isNew: true, welcome: [{ unit: 'points', points: 100, pending: 0 }], coupons: [{ code: 'K7QM3WXR9CDFGH', name: '10% off', until: LATER }], claimed: false }

/** How shoppers come in. */
export const signupsRoutes: readonly Route<House>[] = [
  get({
    path: '/shop', permission: 'stores:read', shoppers: 'anybody', input: NoShopInput, output: Shop, run: readShop, isOnWorldClock: true, publicSeconds: () => SHOP_SECONDS,
    summary: 'Read what a store shows shoppers', description: 'What member centre and widget look like, and how one signs in.', example: { output: shop },
  }),
  own({
    path: '/codes', permission: null, shoppers: 'anybody', input: shapes.RequestCode, output: shapes.CodeSent, run: requestCode, status: 201,
    summary: 'Send a code by e-mail', description: 'Known and unknown addresses are answered alike. A code works once, for 10 minutes and 5 tries, for what it was asked for; another one ends it.',
    example: { input: { email: 'anna@example.com' }, output: { purpose: 'sign_in', digits: 6, expiresAt: AT } },
  }),
  own({
    path: '/passkey-options', permission: null, shoppers: 'anybody', input: shapes.NoInput, output: Question, run: beginSignIn, status: 201,
    summary: 'Begin to sign in as a member with a passkey', description: 'For navigator.credentials.get(), on the host of this server; no name is asked for.', example: { input: {}, output: { challenge: 'cha_1kdvdna00kb1wmzrvz4gen', options: { challenge: 'q7Zk…' }, expiresAt: AT } },
  }),
  own({
    path: '/sessions', permission: null, shoppers: 'anybody', input: shapes.SignIn, output: shapes.SignedIn, run: signIn, status: 201,
    summary: 'Sign in or join',
    description: "By a code that came by e-mail, a password, a passkey, or a token that the shop's own server signed (HS256 by a secret of POST /shop-settings/secrets: `sub` its id of the customer, `aud` the store's handle or id, `jti`, `iat`, `exp` at most 5 minutes later, and, if known, `email` with `email_verified`, and `name`). Or by a ticket, as whoever is signed in elsewhere. Whoever is not known joins, with what `joining` says; orders that were told under the same address or id are theirs then. Whatever is wrong is answered alike. A frozen member is told so.",
    example: { input: { way: 'code', email: 'anna@example.com', code: '482915', joining: { name: 'Anna', locale: 'de', source: { utmSource: 'instagram' } } }, output: signedIn },
  }),
  own({
    path: '/step-ups', permission: null, shoppers: 'members', input: shapes.StepUp, output: shapes.SteppedUp, run: stepUp, status: 201,
    summary: 'Show again who one is', description: 'Before much is spent, and before an address or a way to sign in is changed. It holds for 10 minutes, on this session.',
    example: { input: { way: 'code', code: '482915' }, output: { session: signedIn.session, until: AT } },
  }),
  own({
    path: '/password-resets', permission: null, shoppers: 'anybody', input: shapes.ResetMemberPassword, output: shapes.PasswordReset, run: resetPassword,
    summary: 'Set a forgotten password', description: 'By a code for the purpose `password`. Every device is signed out; an authenticator app is still asked for. Known and unknown are answered alike.',
    example: { input: { email: 'anna@example.com', code: '482915', password: 'kelp forest at noon' }, output: { isDone: true } },
  }),
  own({
    path: '/members/:member/email', permission: null, shoppers: 'members', input: emails.ChangeEmail, output: emails.OwnEmail, run: changeEmail,
    summary: 'Change the own e-mail address', description: 'By the code that was sent to the new one (POST /codes with the purpose `email`), within 10 minutes of having shown who one is. The old address is told.',
    example: { input: { email: 'anna@example.org', code: '482915' }, output: { memberId: ID, email: 'anna@example.org' } },
  }),
  own({
    path: '/subscriptions', permission: null, shoppers: 'anybody', input: lists.Subscribe, output: lists.Subscribed, run: subscribe, status: 201,
    summary: 'Ask for mails', description: 'Puts an address on the list of mails, of a store that shows nothing else yet too. Where the law of the country wants it, and where somebody has the address already, consent counts once it was confirmed from the mailbox. Known and unknown are answered alike.',
    example: { input: { email: 'anna@example.com', name: 'Anna', country: 'FR', source: { utmSource: 'instagram' } }, output: { isAccepted: true } },
  }),
  own({
    path: '/subscriptions/confirmations', isByLink: true, permission: null, shoppers: 'anybody', input: lists.ConfirmSubscription, output: lists.Subscribed, run: confirmSubscription, status: 201, canConflict: true,
    summary: 'Confirm having asked for mails', description: 'By the token of the link, which stands behind a #: the page that it opens sends it, once somebody says so there.', example: { input: { token: 'q7Zk1vX0m9Lr2sT4uW6yA8bC0dE2fG4hJ6kM8nP0qRs' }, output: { isAccepted: true } },
  }),
  post({
    path: '/leads', permission: 'members:write', input: lists.AddLead, output: lists.Lead, run: addLead, status: 201,
    summary: 'Add a lead', description: 'Somebody whom staff met, by a name card or on the phone: a member who has consented to nothing yet. Whoever is known by the address or number is found instead.',
    example: { input: { name: 'Li Wei', email: 'li.wei@example.com', source: { campaign: 'Canton Fair' } }, output: { memberId: ID, isNew: true } },
  }),
]

async function beginSignIn({ database, clock }: House, { storeId, actor, origin }: Call): Promise<Reply> {
  return { status: 201, body: await database.inStore(storeId, (db) => askForPasskey({ db, storeId, actor, now: clock() }, { site: origin.site, at: clock() })) }
}
