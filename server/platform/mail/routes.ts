import { get, own, type Route } from '#server/platform/route'
import type { MailHouse } from './deliver.ts'
import { getMail, listMails } from './mailbox.ts'
import * as shapes from './schemas.ts'
import { changeMailSettings, readMailSettings, testMailSettings } from './settings.ts'

const AT = '2026-01-05T10:00:00Z'
const settings = {
  isSet: true, host: 'smtp.example.com', port: 587, security: 'starttls', username: 'shop@example.com', hasPassword: true, senderName: 'Reef Supplies', senderAddress: 'hello@example.com', replyTo: null, changedAt: AT, testedAt: AT,
}
const listed = {
  mail: 'mai_1kdvdna00kb1wmzrvz4gen', memberId: null, to: 'a•••@example.com', isMasked: true, kind: 'code', locale: 'en', subject: 'Your code for Reef Supplies', state: 'waiting', attempts: 0, problem: null, createdAt: AT, sentAt: null,
}

/** How mails go out, and which did. Their times are the world's, whatever the clock of a sandbox says. */
export const mailRoutes: readonly Route<MailHouse>[] = [
  get({
    path: '/mail-settings', permission: 'mails:read', input: shapes.NoInput, output: shapes.MailSettings, run: readMailSettings, isOnWorldClock: true,
    summary: 'Read the mail settings', description: 'Until they are set, mails wait in the mailbox and go out afterwards, if they still say something.', example: { output: settings },
  }),
  own({
    path: '/mail-settings', method: 'PATCH', permission: 'mails:write', input: shapes.ChangeMailSettings, output: shapes.MailSettings, run: changeMailSettings, isOnWorldClock: true,
    summary: 'Change the mail settings', description: 'What is not sent stays. The password is kept sealed and never shown; for another server it has to be sent anew.',
    example: { input: { host: 'smtp.example.com', port: 587, security: 'starttls', username: 'shop@example.com', password: 'a long password', senderName: 'Reef Supplies', senderAddress: 'hello@example.com' }, output: settings },
  }),
  own({
    path: '/mail-settings/tests', permission: 'mails:write', input: shapes.TestMail, output: shapes.MailTested, run: testMailSettings, isOnWorldClock: true,
    summary: 'Send a test mail', description: "At once, by the settings that are there. What goes wrong is told with the mail server's own words.",
    example: { input: { to: 'mei@example.com' }, output: { isSent: false, why: 'not_signed_in', detail: 'Invalid login: 535 Authentication failed' } },
  }),
  get({
    path: '/mails', permission: 'mails:read', input: shapes.ListMails, output: shapes.MailPage, run: listMails, isOnWorldClock: true, mayReveal: true,
    summary: 'List mails', description: 'What was written to people in the last 30 days, the newest first. Addresses are masked; whole to keys with members:reveal, and to staff who may reveal and say why.', example: { output: { mails: [listed], next: null } },
  }),
  get({
    path: '/mails/:mail', permission: 'mails:read', input: shapes.GetMail, output: shapes.WholeMail, run: getMail, isOnWorldClock: true, mayReveal: true,
    summary: 'Read a mail', description: 'To whom it went is masked as in the list. In a sandbox its text is there, codes too. In a live store it is for keys with members:reveal, and for staff who may reveal and say why, which the audit keeps; a mail that opens a door is shown without its text to everybody.', example: { output: { ...listed, to: 'anna@example.com', isMasked: false, html: '<!doctype html>…', text: 'Your code…' } },
  }),
]
