import { MakeStore } from './make-store.tsx'

/** The first store of whoever owns the house and has none yet: no store's frame stands around it. */
export function FirstStore() {
  return <main id="main" className="alone"><MakeStore /></main>
}
