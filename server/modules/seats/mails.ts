import { instantText, type Instant } from '#engine/calendar'
import { localeOf } from '#engine/text'
import { selectPeople } from '#server/modules/staff/index'
import { getStore } from '#server/modules/stores/index'
import type { WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { composeMail, type MailParts } from '#server/platform/mail/compose'
import { postMail } from '#server/platform/mail/post-mail'
import { readMailSettings } from '#server/platform/mail/settings'
import { languageOfStaff, sayToStaff } from '#server/platform/mail/words'
import type { AccountChange } from '#server/platform/route'
import { callSeatsOf } from './seats.store.ts'

/** What was changed is worth a mail so long: a store that sends none may send some weeks later. */
const TOLD_MS = 2 * 86_400_000

type Say = (key: string, values?: Readonly<Record<string, string>>) => string
type Writing = { to: string; locale: string; kind: string; isSecret?: boolean; until?: Instant }

/** A mail of the store to somebody of its staff, in their language. */
export async function writeToStaff(ctx: WriteContext, { to, locale: told, kind, isSecret = false, until }: Writing, partsOf: (say: Say) => Omit<MailParts, 'locale' | 'sender'>): Promise<void> {
  const [{ name: store }, locale] = [await getStore(ctx), languageOfStaff(localeOf(told))]
  const mail = composeMail({ locale, sender: store, ...partsOf((key, values = {}) => sayToStaff(locale, key, { store, ...values })) })
  await postMail(ctx, { to, memberId: null, locale, kind, mail, isSecret, until: until ?? null, at: ctx.now })
}

/** Until when a link of a mail is good, as the mail says it. */
export function untilText(at: Instant): string {
  return instantText(at).replace('T', ' ').slice(0, 16)
}

/** What whoever asks is called: somebody, or the store where it is a program with a key. */
export async function nameOf(ctx: WriteContext): Promise<string> {
  const [person] = ctx.actor.kind === 'staff' ? await selectPeople(ctx.db, [ctx.actor.staffId]) : []
  return person?.name ?? (await getStore(ctx)).name
}

/** Tells the owner of an account what was changed of how they sign in. The first of their stores that sends mails writes it, else the first of them. */
export async function tellAccountChange({ bare, inStore, readStore }: Database, { staffId, what, now }: { staffId: string; what: AccountChange; now: Instant }): Promise<void> {
  const stores = (await callSeatsOf(bare, staffId)).map(({ storeId }) => storeId)
  const actor = { kind: 'system', job: 'account' } as const
  const sending = await Promise.all(stores.map((storeId) => readStore(storeId, async (db) => (await readMailSettings({ db, storeId, actor, now })).isSet)))
  const storeId = stores[Math.max(0, sending.indexOf(true))]
  if (storeId === undefined) return
  await inStore(storeId, async (db) => {
    const [person] = await selectPeople(db, [staffId])
    if (person === undefined) return
    await writeToStaff({ db, storeId, actor, now }, { to: person.email, locale: person.locale ?? 'en', kind: 'staff_account', until: now + TOLD_MS }, (say) => ({
      subject: say('account_changed.subject'), title: say('account_changed.title'), paragraphs: [say(`account_changed.${what}`)], footer: [say('account_changed.footer')],
    }))
  })
}
