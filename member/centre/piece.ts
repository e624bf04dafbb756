import { tabStorage } from '#member/kit/session'

const RELOADED = 'rockpool:reloaded'

/**
 * A piece of the page that comes when it is wanted. Pieces of an older build are gone once a newer one is served: then the whole page is had anew, and only once, as it may be the
 * network that is gone. Rejects where that did not help.
 */
export async function pieceOf<T>(load: () => Promise<T>): Promise<T> {
  const storage = tabStorage()
  try {
    const piece = await load()
    storage?.removeItem(RELOADED)
    return piece
  } catch (error) {
    if (storage === null || storage.getItem(RELOADED) === 'yes') throw error
    storage.setItem(RELOADED, 'yes')
    window.location.reload()
    // Nothing is shown any more of the page that goes.
    return new Promise(() => {})
  }
}
