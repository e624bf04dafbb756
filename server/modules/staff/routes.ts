import { storeless, type Route } from '#server/platform/route'
import { changeMe, changePassword, endOtherSessions, listPasskeys, listSessions, resetPassword } from './change-me.ts'
import * as shapes from './schemas.ts'
import { addPasskey, beginPasskey, beginPasskeySignIn, beginTotp, confirmTotp, removePasskey, removeTotp, replaceRecoveryCodes, signInByPasskey } from './second-factors.ts'
import { endSession, showSecondFactor, signIn, signOut, type StaffHouse } from './sign-in.ts'

const password = 'a boat, three lanterns'
const done = { isDone: true }
const options = { challenge: 'q7Zk…', rpId: 'shop.example.com' }
const credential = { id: 'q7Zk', rawId: 'q7Zk', type: 'public-key', clientExtensionResults: {} }
const shown = { ...credential, response: { clientDataJSON: 'eyJ0', authenticatorData: 'SZYN', signature: 'MEUC' } }
const made = { ...credential, response: { clientDataJSON: 'eyJ0', attestationObject: 'o2Nm' } }
const recoveryCodes = ['k7mwp-3xq9d', 'h4tzz-m2c8v']
const ANYBODY = { method: 'POST', door: 'anybody' } as const

/** How staff sign in and out, and what shows that it is them. */
export const staffRoutes: readonly Route<StaffHouse>[] = [
  storeless({
    ...ANYBODY, path: '/staff/sessions', input: shapes.SignIn, output: shapes.SignInState, run: signIn,
    summary: 'Sign in as staff', description: 'Sets the cookie of the session, or says in which ways the second factor can be shown. `recoveryCode` stands in for a passkey: it is looked at only where there is a passkey and no app, as an app takes its own at the second factor. Who is not there is answered like who is.',
    example: { input: { email: 'mei@example.com', password }, output: { state: 'second_factor', ways: ['totp', 'recovery'] } },
  }),
  storeless({
    ...ANYBODY, path: '/staff/sessions/second-factor', input: shapes.ShowSecondFactor, output: shapes.SignInState, run: showSecondFactor,
    summary: 'Show the second factor of a sign-in', example: { input: { way: 'totp', code: '123456' }, output: { state: 'signed_in', ways: [] } },
  }),
  storeless({
    ...ANYBODY, path: '/staff/sessions/passkey-options', input: shapes.Nothing, output: shapes.PasskeyOptions, run: beginPasskeySignIn, status: 201,
    summary: 'Begin to sign in with a passkey', description: 'The options for `navigator.credentials.get`, which hold for five minutes.', example: { input: {}, output: { options } },
  }),
  storeless({
    ...ANYBODY, path: '/staff/sessions/passkey', input: shapes.ShowPasskey, output: shapes.SignInState, run: signInByPasskey,
    summary: 'Sign in with a passkey', example: { input: { response: shown }, output: { state: 'signed_in', ways: [] } },
  }),
  storeless({
    method: 'DELETE', door: 'enrolling', path: '/staff/sessions/current', input: shapes.Nothing, output: shapes.Done, run: signOut,
    summary: 'Sign out', example: { output: done },
  }),
  storeless({
    ...ANYBODY, path: '/staff/password-resets', tells: 'password', isByLink: true, input: shapes.ResetPassword, output: shapes.Done, run: resetPassword,
    summary: 'Set a password by a link', description: 'All sessions of whoever it is end; the second factor stays. A link works once.', example: { input: { token: 'A'.repeat(43), password }, output: done },
  }),
  storeless({
    method: 'GET', door: 'enrolling', path: '/staff/sessions', input: shapes.Nothing, output: shapes.StaffSessions, run: listSessions,
    summary: 'List my sessions', example: { output: { sessions: [{ session: 'ses_1h3kq8v2m0c4s6d8f0g2h4', isCurrent: true, address: '203.0.113.7', device: 'Chrome, Windows', since: '2026-01-05T10:00:00Z', seenAt: '2026-01-05T16:20:00Z', endsAt: '2026-01-12T10:00:00Z' }] } },
  }),
  storeless({
    method: 'DELETE', door: 'enrolling', path: '/staff/sessions', input: shapes.Nothing, output: shapes.Done, run: endOtherSessions,
    summary: 'End all my other sessions', example: { output: done },
  }),
  storeless({
    method: 'DELETE', door: 'enrolling', path: '/staff/sessions/:session', input: shapes.SessionName, output: shapes.Done, run: endSession,
    summary: 'End one of my sessions', example: { output: done },
  }),
  storeless({
    method: 'PATCH', door: 'enrolling', path: '/staff/me', input: shapes.ChangeMe, output: shapes.Done, run: changeMe,
    summary: 'Change my name or language', example: { input: { name: 'Lin Mei', locale: 'zh-CN' }, output: done },
  }),
  storeless({
    method: 'POST', door: 'enrolling', path: '/staff/password', tells: 'password', input: shapes.ChangePassword, output: shapes.Done, run: changePassword,
    summary: 'Change my password', description: 'All other sessions end.', example: { input: { password, newPassword: 'a harbour, four gulls' }, output: done },
  }),
  storeless({
    method: 'POST', door: 'enrolling', path: '/staff/totp', input: shapes.ShowPassword, output: shapes.NewTotp, run: beginTotp, status: 201,
    summary: 'Begin to enrol an authenticator app', example: { input: { password }, output: { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/Rockpool:mei%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Rockpool' } },
  }),
  storeless({
    method: 'POST', door: 'enrolling', path: '/staff/totp/confirmations', tells: 'totp', input: shapes.ConfirmTotp, output: shapes.RecoveryCodes, run: confirmTotp, status: 201,
    summary: 'Enrol an authenticator app', description: 'The answer is the only place where the recovery codes are shown. All other sessions end.', example: { input: { code: '123456' }, output: { recoveryCodes } },
  }),
  storeless({
    method: 'POST', door: 'staff', path: '/staff/totp/removals', tells: 'totp_removed', input: shapes.ShowPassword, output: shapes.Done, run: removeTotp,
    summary: 'Take my authenticator app away', example: { input: { password }, output: done },
  }),
  storeless({
    method: 'POST', door: 'staff', path: '/staff/recovery-codes', input: shapes.ShowPassword, output: shapes.RecoveryCodes, run: replaceRecoveryCodes, status: 201,
    summary: 'Replace my recovery codes', description: 'Of the authenticator app or, without one, of the passkeys.', example: { input: { password }, output: { recoveryCodes } },
  }),
  storeless({
    method: 'GET', door: 'enrolling', path: '/staff/passkeys', input: shapes.Nothing, output: shapes.Passkeys, run: listPasskeys,
    summary: 'List my passkeys', example: { output: { passkeys: [{ passkey: 'psk_1h3kq8v2m0c4s6d8f0g2h4', name: 'Laptop', since: '2026-01-05T10:00:00Z' }] } },
  }),
  storeless({
    method: 'POST', door: 'enrolling', path: '/staff/passkeys/options', input: shapes.Nothing, output: shapes.PasskeyOptions, run: beginPasskey, status: 201,
    summary: 'Begin to enrol a passkey', description: 'The options for `navigator.credentials.create`. The sign-in must not be more than a day ago.', example: { input: {}, output: { options } },
  }),
  storeless({
    method: 'POST', door: 'enrolling', path: '/staff/passkeys', tells: 'passkey', input: shapes.AddPasskey, output: shapes.RecoveryCodes, run: addPasskey, status: 201,
    summary: 'Enrol a passkey', description: 'Where there is no authenticator app and no recovery code is left, the answer is the only place where new ones are shown. All other sessions end.', example: { input: { name: 'Laptop', response: made }, output: { recoveryCodes } },
  }),
  storeless({
    method: 'POST', door: 'staff', path: '/staff/passkeys/:passkey/removals', tells: 'passkey_removed', input: shapes.RemovePasskey, output: shapes.Done, run: removePasskey,
    summary: 'Take a passkey away', example: { input: { password }, output: done },
  }),
]
