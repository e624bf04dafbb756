import type { Shop as KitShop } from '#member/kit/shapes'

/** How a shopper may sign in, and what is asked of whoever joins. */
export type Shop = KitShop & {
  ways: { code: boolean; password: boolean; passkey: boolean }
  providers: readonly { provider: string; label: string }[]
  ageGate: { minimum: number | null; byCountry: Readonly<Record<string, number>> }
  links: { shop: string | null; terms: string | null; privacy: string | null }
}

/**
 * What the server writes into the page, so that nothing must be asked before it can be drawn: the shop, whether somebody is signed in, and whether that is somebody of the staff
 * (`by`) who looks at what a member sees until an instant, so long from now: the reader's clock may be another.
 */
export type PageFacts = { shop: Shop; isSignedIn: boolean; impersonation: { id: string; storeId: string; by: string; until: number; lastsMs: number } | null }

/** @throws SyntaxError where the page is not one of our server's */
export function readFacts(page: Pick<Document, 'getElementById'>): PageFacts {
  return JSON.parse(page.getElementById('rockpool-facts')?.textContent ?? '') as PageFacts
}
