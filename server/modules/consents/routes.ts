import { get, post, type Route } from '#server/platform/route'
import { changeConsents, readConsents } from './change-consents.ts'
import * as shapes from './schemas.ts'

const ID = 'mem_1kdvdna00kb1wmzrvz4gen'
const consent = { channel: 'email', purpose: 'marketing', isGiven: true, textVersion: '2026-01', locale: 'de', source: 'sign_up', note: null, by: null, at: '2026-01-05T10:00:00Z' }
const said = { ...consent, isGiven: false, source: 'staff', note: 'Rang and said so', by: { id: 'stf_1h3kq8v2m0c4s6d8f0g2h4', name: 'Lin Mei' } }

/** What members said of being written to. */
export const consentsRoutes: readonly Route[] = [
  get({
    path: '/members/:member/consents', permission: 'members:read', shoppers: 'members', input: shapes.ReadConsents, output: shapes.Consents, run: readConsents,
    summary: 'Read the consents of a member', example: { output: { memberId: ID, consents: [consent], history: [consent] } },
  }),
  post({
    path: '/members/:member/consents', permission: 'members:write', shoppers: 'members', input: shapes.ChangeConsents, output: shapes.Consents, run: changeConsents, status: 201,
    summary: 'Record consents of a member', description: 'Each is added with the version of the text, the language, where it was said and when; nothing that was said before is changed. What was said last holds.',
    example: { input: { consents: [{ channel: 'email', purpose: 'marketing', isGiven: false }], note: 'Rang and said so' }, output: { memberId: ID, consents: [said], history: [said, consent] } },
  }),
]
