export type Address = `/${string}`

/**
 * What stands where a deed is done, before and after it, by its address, for rows that have not the very address of what they change or end. An address is read by the row of that address, or by the
 * list above it that has it as an item; a field of it that is not in the address of the deed is one of what was asked. Null: nothing stands there before, as something is made, sent, or added to a
 * history. A list of addresses is of a deed on rows: what of each row stands at any of them, which behind a `?` names the fields of a row that one of many items has too.
 */
export const BEFORES: Readonly<Record<string, Address | readonly Address[] | null>> = {
  // Members.
  'POST /members': null,
  'POST /leads': null,
  'POST /members/:member/tags': '/members/:member/profile',
  'DELETE /members/:member/tags/:tag': '/members/:member/profile',
  'POST /members/:member/external-ids': '/members/:member/profile',
  'DELETE /members/:member/external-ids/:externalId': '/members/:member/profile',
  'POST /members/:member/buyers': null,
  'POST /members/:member/freeze': '/members/:member/freeze',
  'POST /members/:member/addresses': null,
  'POST /members/:member/notes': null,
  'POST /members/:member/manager': '/members/:member/manager',
  'POST /members/:member/consents': '/members/:member/consents',
  'POST /members/:member/authenticator-removals': '/members/:member/ways',
  'POST /members/:member/impersonations': null,
  // Of somebody who is erased nothing stays.
  'DELETE /members/:member/personal-data': null,
  // A telling beside the one that it corrects, which the ledger keeps.
  'POST /members/:member/corrections': null,
  'POST /members/:member/redemptions/:redemption/fulfilments': '/members/:member/redemptions/:redemption',
  // Versions of the program are only added.
  'POST /programs': null,
  'POST /programs/versions/:version/publications': null,
  'POST /programs/pauses': null,
  'POST /programs/resumptions': null,
  'POST /programs/drafts': null,
  'POST /programs/drafts/:draft/publications': null,
  'POST /backtests': null,
  'POST /clock': '/clock',
  // What is sold.
  'POST /catalogue/products': ['/catalogue/products/:sku', '/catalogue/costs?sku'],
  'POST /catalogue/access': ['/catalogue/products/:sku'],
  'POST /catalogue/prices': ['/catalogue/products/:sku/prices?list&minQuantity'],
  'POST /catalogue/changes': null,
  'POST /catalogue/lists': null,
  'POST /coupons': null,
  'POST /coupons/batches': null,
  'POST /rewards/:reward/stock': '/rewards/:reward',
  'POST /vouchers/:list': '/vouchers/:list',
  // Work on many.
  'POST /views': null,
  'POST /jobs': null,
  'POST /imports': null,
  'POST /imports/:import/pieces': null,
  'POST /imports/:import/checks': '/imports/:import',
  'POST /imports/:import/runs': '/imports/:import',
  // The store.
  'POST /sign-in-providers': '/sign-in-providers/:provider',
  'POST /shop-settings/secrets': '/shop-settings',
  'POST /mail-settings/tests': null,
  'POST /messages/:kind/tests': null,
  'POST /keys': null,
  'POST /keys/:key/rotations': '/keys/:key',
  'POST /approval-limit': '/approval-limit',
  'POST /approvals/:approval/grants': '/approvals/:approval',
  'POST /approvals/:approval/refusals': '/approvals/:approval',
  // Who works here.
  'POST /invitations': null,
  'POST /roles': null,
  'POST /seats/:seat/password-links': null,
  'POST /seats/:seat/password-mails': null,
  'POST /seats/:seat/second-factor-resets': '/seats/:seat',
  // What somebody is called. How they sign in is told by the deed alone: nothing of it is kept.
  'PATCH /staff/me': '/staff/me',
  'POST /stores': null,
  'POST /staff/owner': null,
  'POST /staff/acceptances': null,
  'POST /staff/sessions': null,
  'POST /staff/sessions/second-factor': null,
  'POST /staff/sessions/passkey-options': null,
  'POST /staff/sessions/passkey': null,
  'DELETE /staff/sessions/current': null,
  'DELETE /staff/sessions': null,
  'DELETE /staff/sessions/:session': null,
  'POST /staff/password-resets': null,
  'POST /staff/password': null,
  'POST /staff/totp': null,
  'POST /staff/totp/confirmations': null,
  'POST /staff/totp/removals': null,
  'POST /staff/recovery-codes': null,
  'POST /staff/passkeys/options': null,
  'POST /staff/passkeys': null,
  'POST /staff/passkeys/:passkey/removals': null,
}
