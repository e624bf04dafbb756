import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { tellOfCatalogue } from './catalogue-stories.ts'
import { openConsole, visitOf, type ConsoleStand } from './console-stand.ts'
import { tellOfTheFeed } from './feed-stories.ts'
import { fillFirst } from './fill-store.ts'
import { tellOfImports } from './import-stories.ts'
import { tellOfOrders } from './order-stories.ts'
import { tellOfPrograms } from './program-stories.ts'
import { tellOfTheShop } from './shop-stories.ts'

const BROWSER = inject('chromium')

let stand: ConsoleStand

beforeAll(async () => {
  if (BROWSER === '') return
  stand = await openConsole(fillFirst)
  await stand.becomeOwner()
})

afterAll(() => stand?.close())

describe.skipIf(BROWSER === '')(`the console, for a shop and what it sells${inject('noChromium')}`, () => {
  const visit = visitOf(() => stand)
  const read = async (path: string) => (await stand.server.ask('GET', `/api/v1${path}`, { key: stand.store.key })).body

  tellOfPrograms({ ...visit, draft: (id) => read(`/programs/drafts/${id}`) })
  tellOfTheShop(visit)
  tellOfOrders(visit)
  tellOfImports(visit)
  tellOfCatalogue(visit, async () => (await read('/catalogue/lists/retail-eu/prices'))['prices'])
  tellOfTheFeed(visit)

  test('said nothing to the console of the browser all that time', () => {
    expect(stand.said).toEqual([])
  })
})
