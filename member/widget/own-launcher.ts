/** The launcher that is put on a page which has none of its own. */
export type OwnLauncher = { put: () => void; /** The page has placed one: ours gives way. */ giveWayTo: (host: HTMLElement) => void }

const NAME = 'rockpool-launcher'

/**
 * Keeps our launcher on the page. Pages that change what they show without being loaded again may put another body in the place of the old one, or empty it: then it comes back. Taken away
 * by itself, it was meant to go.
 */
export function openOwnLauncher(): OwnLauncher {
  const own = document.createElement(NAME)
  const add = (): void => {
    if (document.querySelector(NAME) === null) document.body.append(own)
  }
  const observer = new MutationObserver((records) => {
    const isSwept = records.some(({ removedNodes }) => [...removedNodes].some((node) => (node === own ? removedNodes.length > 1 : node instanceof HTMLBodyElement && node.contains(own))))
    watch()
    if (isSwept && !own.isConnected) add()
  })
  const watch = (): void => {
    observer.disconnect()
    observer.observe(document.documentElement, { childList: true })
    observer.observe(document.body, { childList: true })
  }
  return {
    put() {
      add()
      if (own.isConnected) watch()
    },
    giveWayTo(host) {
      if (host === own) return
      observer.disconnect()
      own.remove()
    },
  }
}
