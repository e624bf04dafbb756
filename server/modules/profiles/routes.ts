import type { Instant } from '#engine/calendar'
import type { Database } from '#server/platform/database'
import { del, get, own, ownWithin, post, type Route } from '#server/platform/route'
import { addTags, removeTag } from './change-tags.ts'
import { changeProfile } from './change-profile.ts'
import { createMember } from './create-member.ts'
import { listMembers, searchMembers } from './list-members.ts'
import { eraseAsked, exportPersonalData } from './personal-data.ts'
import { readProfile } from './read-profile.ts'
import * as shapes from './schemas.ts'

const ID = 'mem_1kdvdna0083nx4q9f7wj2r'
const COMPANY = 'mem_1kdvdna00kb1wmzrvz4gen'
const MADE = '2026-01-05T10:00:00Z'
const said = {
  name: 'Anna Schmidt', givenName: 'Anna', familyName: 'Schmidt', email: 'anna@example.com', phone: '+4915123456789', locale: 'de-DE', birthday: '1990-07-14',
  zone: 'Europe/Berlin', region: 'DE', attributes: { shoeSize: 38, newsletter: true }, notes: 'Asked for a gift receipt.',
}
const profile = {
  memberId: ID, kind: 'person', externalIds: ['customer-77'], createdAt: MADE, joinedAt: MADE, ...said, market: null, tags: ['vip'], isTest: false, isMasked: false, source: { utmSource: 'instagram' }, companies: [{ company: COMPANY, role: 'buyer', name: 'Harbor & Hem' }],
}
const made = { ...profile, source: null, companies: [] }
const listed = { memberId: ID, kind: 'person', externalIds: ['customer-77'], name: 'Anna Schmidt', email: 'a•••@example.com', phone: '+49•••89', tags: ['vip'], createdAt: MADE, isTest: false }
const { birthday: _, zone: __, region: ___, ...identity } = said

type House = { database: Database; clock: () => Instant }

/** Who members are, and what the engine must know of it. */
export const profilesRoutes: readonly Route<House>[] = [
  get({
    path: '/members', permission: 'members:read', input: shapes.ListMembers, output: shapes.MemberPage, run: listMembers,
    summary: 'List members', description: 'In the order in which they were made; how to reach them is masked.', example: { output: { members: [listed], next: null } },
  }),
  own({
    path: '/members', permission: 'members:write', input: shapes.CreateMember, output: shapes.Profile, run: createMember, status: 201, isIdempotent: true, isNaming: true,
    summary: 'Create a member', description: 'A person, or a company. An order of somebody who is not known makes a person too: what is known of them is then put into their profile. Under an `Idempotency-Key` one member is made however often the request comes: with the same body the first answer comes again, with another body 409, and 404 where the member was erased since.',
    example: { input: { kind: 'person', externalIds: ['customer-77'], ...said, tags: ['vip'] }, output: made },
    also: { 200: { description: 'The first answer to a repetition', schema: shapes.Profile, example: made } },
  }),
  own({
    path: '/members/searches', audit: 'none', permission: 'members:read', input: shapes.SearchMembers, output: shapes.FoundMembers, run: searchMembers,
    summary: 'Search members by e-mail or phone', description: 'Finds one at most; upper and lower case, and spaces in a number, make no difference. Nothing is stored.',
    example: { input: { email: 'anna@example.com' }, output: { members: [listed] } },
  }),
  get({
    path: '/members/:member/profile', permission: 'members:read', shoppers: 'members', input: shapes.ReadProfile, output: shapes.Profile, run: readProfile,
    summary: 'Read the profile of a member', description: 'E-mail, phone, ids of the shop that are one, and the year of the birthday are shown to a key with `members:reveal`, and to staff who may and say why; masked for others. The ids of a member who was merged lead to the one that goes on.', example: { output: profile },
  }),
  ownWithin({
    path: '/members/:member/profile', method: 'PATCH', permission: 'members:write', shoppers: 'members', input: shapes.ChangeProfile, output: shapes.Profile, within: ({ clock }: House, _, input) => (ctx) => changeProfile(ctx, input, clock()),
    summary: 'Change the profile of a member', description: 'What is not sent stays; null takes away, also a single attribute. An e-mail address or a number that stands there is replaced or taken away by staff who have `members:reveal` too and send `Rockpool-Reason`; whoever has the address of before is told by mail, whoever changes it. `isTest` marks a test member: whatever is in the figures of the store of them leaves within seconds, and comes back when they are marked no more.',
    example: { input: { phone: '01512 3456789', phoneCountry: 'DE', attributes: { shoeSize: 38 } }, output: profile },
  }),
  post({
    path: '/members/:member/tags', permission: 'members:write', input: shapes.AddTags, output: shapes.MemberTags, run: addTags, status: 201,
    summary: 'Add tags to a member', description: 'Rules and levels may ask for them, so they count from now on.', example: { input: { tags: ['vip'] }, output: { memberId: ID, tags: ['vip'] } },
  }),
  del({
    path: '/members/:member/tags/:tag', permission: 'members:write', input: shapes.RemoveTag, output: shapes.MemberTags, run: removeTag,
    summary: 'Remove a tag from a member', example: { output: { memberId: ID, tags: [] } },
  }),
  get({
    path: '/members/:member/personal-data', permission: 'members:reveal', shoppers: 'members', input: shapes.ReadProfile, output: shapes.PersonalData, run: exportPersonalData,
    summary: 'Export the personal data of a member', description: 'Everything that is known of the person, whole: what erasing takes away, and, under `stays`, what it leaves.',
    example: {
      output: {
        memberId: ID, kind: 'person', exportedAt: MADE, identities: [{ memberId: ID, ...identity, birthYear: 1990 }], externalIds: [{ memberId: ID, externalId: 'customer-77' }],
        companies: [{ company: COMPANY, buyer: ID, role: 'buyer', since: MADE, leftAt: null }], buyers: [], birthday: '07-14', tags: ['vip'],
        sayings: [{ at: MADE, type: 'member.joined', values: { birthday: '07-14', tags: ['vip'] } }], coupons: [{ code: 'K7QM3WXR9CDFGH', discount: 'welcome', origin: 'welcome', status: 'issued', usesTaken: 0, issuedAt: MADE, until: null }], quotes: [{ quote: 'cart-1002', codes: ['SUMMER'] }],
        sources: [{ memberId: ID, at: MADE, source: { utmSource: 'instagram' } }], consents: [{ channel: 'email', purpose: 'marketing', isGiven: true, textVersion: '2026-01', locale: 'de', source: 'sign_up', note: null, by: null, at: MADE }],
        logins: { sessions: [{ memberId: ID, way: 'code', device: 'Safari, iPhone', createdAt: MADE, seenAt: MADE }], devices: [{ memberId: ID, device: 'Safari, iPhone', seenAt: MADE }], passkeys: [], ways: [] }, mails: [{ at: MADE, kind: 'code', to: 'anna@example.com', subject: 'Your code for Reef Supplies' }],
        addresses: [{ at: MADE, name: 'Anna Schmidt', lines: ['Lindenstraße 4'], city: 'Berlin', region: null, postcode: '10969', country: 'DE', isDefault: true }],
        notes: [{ at: MADE, text: 'Asked for a second invoice; sent.', ticket: 'ZD-1742' }], terms: [],
        stays: { joinedAt: MADE, zone: 'Europe/Berlin', market: null, region: 'DE', uses: [{ orderId: '1002', status: 'committed', heldAt: MADE, codes: ['SUMMER'] }], orders: [{ order: '1002', at: MADE, totalMinor: 4_900, currency: 'EUR', lines: [{ sku: 'MUG', quantity: 2 }] }], postings: [], redemptions: [] },
      },
    },
  }),
  own({
    path: '/members/:member/personal-data', method: 'DELETE', permission: 'members:erase', shoppers: 'members', input: shapes.ReadProfile, output: shapes.Erased, run: eraseAsked,
    summary: 'Erase the personal data of a member',
    description: "Cannot be undone. Points, levels and the ledger stay as they are under the random id, to which nothing leads any more; an event under the shop's id makes a new member, and a repetition of an old event is still recognised. A member who asks for it has shown who they are in the last 10 minutes.",
    example: { output: { memberId: ID, erasedAt: MADE, kept: [] } },
  }),
]
