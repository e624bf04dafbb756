import { del, get, patch, post, type Route } from '#server/platform/route'
import { addAddress, changeAddress, removeAddress } from './change-addresses.ts'
import { listAddresses } from './list-addresses.ts'
import * as shapes from './schemas.ts'

const ID = 'mem_1kdvdna00kb1wmzrvz4gen'
const parts = { name: 'Anna Schmidt', lines: ['Lindenstraße 4', 'Hinterhaus'], city: 'Berlin', region: null, postcode: '10969', country: 'DE' }
const address = { address: 'adr_1kdvdna0083nx4q9f7wj2r', ...parts, isDefault: true, isMasked: false }

/** Where a member's parcels go. */
export const addressesRoutes: readonly Route[] = [
  get({
    path: '/members/:member/addresses', permission: 'members:read', shoppers: 'members', input: shapes.ListAddresses, output: shapes.Addresses, run: listAddresses,
    summary: "List a member's postal addresses", description: 'The one for shipping first. Name, lines and postcode are whole for a key with `members:reveal`, and for staff who say why; masked for others.', example: { output: { memberId: ID, addresses: [address] } },
  }),
  post({
    path: '/members/:member/addresses', permission: 'members:write', shoppers: 'members', input: shapes.AddAddress, output: shapes.Address, run: addAddress, status: 201,
    summary: 'Add a postal address to a member', description: 'A country and its lines are enough; a first one is for shipping.', example: { input: parts, output: address },
  }),
  patch({
    path: '/members/:member/addresses/:address', permission: 'members:write', shoppers: 'members', input: shapes.ChangeAddress, output: shapes.Address, run: changeAddress,
    summary: 'Change a postal address', description: 'What is not sent stays; null takes away. `isDefault` makes it the one for shipping in the place of the one that was.', example: { input: { isDefault: true }, output: address },
  }),
  del({
    path: '/members/:member/addresses/:address', permission: 'members:write', shoppers: 'members', input: shapes.AddressName, output: shapes.Address, run: removeAddress,
    summary: 'Remove a postal address', description: 'The answer shows what it was. Of the one for shipping the newest that is left takes the place.', example: { output: address },
  }),
]
