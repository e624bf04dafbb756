import { tabStorage } from '#member/kit/session'

/**
 * A piece of the page that comes when it is wanted, by a name of its own. Pieces of an older build are gone once a newer one is served: then the whole page is had anew, for each piece once,
 * until it has come. Rejects where that did not help, or the reader's network is gone.
 */
export async function pieceOf<T>(name: string, load: () => Promise<T>): Promise<T> {
  const storage = tabStorage()
  const reloaded = `rockpool:reloaded:${name}`
  try {
    const piece = await load()
    storage?.removeItem(reloaded)
    return piece
  } catch (error) {
    if (storage === null || navigator.onLine === false || storage.getItem(reloaded) === 'yes') throw error
    storage.setItem(reloaded, 'yes')
    window.location.reload()
    // Nothing is shown any more of the page that goes.
    return new Promise(() => {})
  }
}
