import type { PageFacts } from './page-facts.ts'
import type { Route } from './route.ts'
import { lastGuide } from './use-program.ts'

/** What the home page of a member shows first. */
const HOME = ['/members/me', '/members/me/progress', '/members/me/profile', '/members/me/lots', '/rewards?member=me'] as const

/** What a page is going to ask for, so that it is on its way before the page is. */
export function firstPaths(page: Route['page'], { isSignedIn, shop }: PageFacts): readonly string[] {
  if (shop.isMailingList) return isSignedIn ? ['/members/me/profile'] : []
  if (!isSignedIn) return page === 'home' || page === 'guide' ? ['/guide'] : []
  return [...(page === 'home' ? HOME : ['/members/me', '/members/me/profile']), lastGuide(shop.handle)]
}
