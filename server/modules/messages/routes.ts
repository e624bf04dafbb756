import type { MailHouse } from '#server/platform/mail/deliver'
import { MailTested } from '#server/platform/mail/schemas'
import { del, get, own, patch, type Route } from '#server/platform/route'
import { changeMessage } from './change-message.ts'
import { changeText, getText, resetText } from './change-text.ts'
import { listMemberMails } from './list-member-mails.ts'
import { getMessage, listMessages } from './list-messages.ts'
import { previewMessage, tryMessage } from './preview-message.ts'
import * as shapes from './schemas.ts'

const AT = '2026-01-05T10:00:00Z'
const message = { kind: 'tier_at_risk', isOn: true, since: AT, days: 30, reminderDays: [], sent: 41, ownTexts: ['de'], fields: ['store', 'greeting', 'level', 'date', 'missing'], needed: ['level', 'date', 'missing'] }
const words = { subject: 'Keep your level {level}', body: '{greeting}\n\nYour level {level} is yours through {date}. Still missing:\n\n{missing}' }
const text = { kind: 'tier_at_risk', language: 'en', ...words, isOwn: true, ours: words, changedAt: AT }
const mail = { mail: 'mai_1kdvdna00kb1wmzrvz4gen', kind: 'points_earned', subject: '120 points for your order 10482', state: 'sent', createdAt: AT, sentAt: AT }

/** The mails on what happens to members. */
export const messagesRoutes: readonly Route<MailHouse>[] = [
  get({ path: '/messages', permission: 'mails:read', input: shapes.NoInput, output: shapes.Messages, run: listMessages, summary: 'List the mails on what happens to members', description: 'All are off until they are switched on.', example: { output: { messages: [message], languages: ['en', 'de'], isMailSet: true } } }),
  get({ path: '/messages/:kind', permission: 'mails:read', input: shapes.MessageName, output: shapes.Message, run: getMessage, summary: 'Read one of the mails on what happens to members', example: { output: message } }),
  patch({
    path: '/messages/:kind', permission: 'mails:write', input: shapes.ChangeMessage, output: shapes.Message, run: changeMessage,
    summary: 'Switch one of the mails on what happens to members', description: 'What happened before it was switched on is written to nobody, nor what is told more than 48 hours late. `days` is for tier_at_risk alone.', example: { input: { isOn: true, days: 30 }, output: message },
  }),
  get({ path: '/messages/:kind/texts/:language', permission: 'mails:read', input: shapes.TextName, output: shapes.MessageText, run: getText, summary: 'Read the text of a mail', example: { output: text } }),
  patch({
    path: '/messages/:kind/texts/:language', permission: 'mails:write', input: shapes.ChangeText, output: shapes.MessageText, run: changeText,
    summary: 'Write the text of a mail', description: 'Plain text with the fields of the kind in braces. A field that there is not, or one that is missing, is named.', example: { input: words, output: text },
  }),
  del({ path: '/messages/:kind/texts/:language', permission: 'mails:write', input: shapes.TextName, output: shapes.MessageText, run: resetText, summary: 'Take back the text of a mail', description: 'The mail has our words again.', example: { output: { ...text, isOwn: false, changedAt: null } } }),
  own({
    path: '/messages/:kind/previews', permission: 'mails:read', input: shapes.PreviewMessage, output: shapes.MessagePreview, run: previewMessage, audit: 'none', canConflict: true,
    summary: 'Preview a mail', description: 'As a believable member of the program in force would get it, in the saved words or in those that are sent. Nothing is stored.',
    example: { input: { language: 'en' }, output: { subject: 'Keep your level Gold', html: '<!doctype html>…', text: 'Keep your level Gold…' } },
  }),
  own({
    path: '/messages/:kind/tests', permission: 'mails:write', input: shapes.TryMessage, output: MailTested, run: tryMessage, canConflict: true,
    summary: 'Send a mail to try it', description: 'The preview, at once, to an address. What goes wrong is told with the words of the mail server.', example: { input: { language: 'en', to: 'mei@example.com' }, output: { isSent: true, why: null, detail: null } },
  }),
  get({
    path: '/members/:member/mails', permission: 'members:read', input: shapes.OfMember, output: shapes.MemberMails, run: listMemberMails, isOnWorldClock: true,
    summary: 'List the mails to a member', description: 'Those of the last 30 days, the newest first, without their texts.', example: { output: { mails: [mail] } },
  }),
]
