import { createTransport, type Transporter } from 'nodemailer'
import type { Seal } from '#server/platform/seal'
import type { MailRow, SettingsRow } from './mail.store.ts'

/** How a mail fared: sent, or why not; what is final will not become right by trying again. */
export type Outcome = { isSent: true } | { isSent: false; why: 'timeout' | 'rejected' | 'unreachable' | 'not_signed_in' | 'not_encrypted' | 'key_changed'; detail: string; isFinal: boolean }

export type Outgoing = Pick<MailRow, 'mailId' | 'to' | 'subject' | 'html' | 'text' | 'locale' | 'unsubscribeUrl'>

/** An SMTP server that answers later than this is as good as none. */
const PATIENCE_MS = 15_000
const LONGEST_DETAIL = 200
const PERMANENT = 500

/** What the password of a store's mail account is sealed for. */
export function passwordPurpose(storeId: string): string {
  return `mail password ${storeId}`
}

/** Sends one mail by the settings of a store. What the outside world does wrong comes back as data. A mail sent twice has one Message-ID, so that it can be told. */
export async function sendMail(settings: SettingsRow, { mailId, to, subject, html, text, locale, unsubscribeUrl }: Outgoing, { seal, storeId }: { seal: Seal; storeId: string }): Promise<Outcome> {
  const { senderName, senderAddress, replyTo } = settings
  const transport = openTransport(settings, { seal, storeId })
  if (transport === null) return { isSent: false, why: 'key_changed', detail: '', isFinal: false }
  try {
    await transport.sendMail({
      messageId: `<${mailId}@${senderAddress.slice(senderAddress.lastIndexOf('@') + 1)}>`, from: { name: senderName, address: senderAddress }, to: { name: '', address: to },
      ...(replyTo === null ? {} : { replyTo }), subject, html, text, headers: { 'Content-Language': locale, 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', ...oneClick(unsubscribeUrl) },
    })
    return { isSent: true }
  } catch (error) {
    return outcomeOf(error as { code?: string; responseCode?: number; message?: string })
  } finally {
    transport.close()
  }
}

/** By which a mail program offers to end mails of this sort (RFC 2369, RFC 8058). */
function oneClick(url: string | null): Record<string, string> {
  return url === null ? {} : { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}

/** null where the password cannot be read any more, as the key of the installation is another: one store's trouble, and no other's. */
function openTransport({ host, port, security, username, sealedPassword }: SettingsRow, { seal, storeId }: { seal: Seal; storeId: string }): Transporter | null {
  let pass: string | undefined
  try {
    pass = sealedPassword === null ? undefined : seal.open(sealedPassword, passwordPurpose(storeId))
  } catch {
    return null
  }
  return createTransport({
    host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none',
    connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS, disableFileAccess: true, disableUrlAccess: true,
    ...(username === null || pass === undefined ? {} : { auth: { user: username, pass } }),
  })
}

/** A refusal of the mail itself is final; of our account, or of everybody for now, it is not. */
function outcomeOf({ code = '', responseCode = 0, message = '' }: { code?: string; responseCode?: number; message?: string }): Outcome {
  const detail = message.slice(0, LONGEST_DETAIL)
  if (code === 'EAUTH') return { isSent: false, why: 'not_signed_in', detail, isFinal: false }
  if (code === 'ETLS') return { isSent: false, why: 'not_encrypted', detail, isFinal: false }
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { isSent: false, why: 'rejected', detail, isFinal: responseCode >= PERMANENT }
  return { isSent: false, why: code === 'ETIMEDOUT' ? 'timeout' : 'unreachable', detail, isFinal: false }
}
