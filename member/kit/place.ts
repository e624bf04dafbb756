/** Which shop a page is of, and where its server is: both stand in the address of the script, `<server>/m/<handle>/widget.js`. */
export type Place = { origin: string; handle: string; centre: string; query: URLSearchParams }

/** @throws Error where the address is another one */
export function placeOf(address: string): Place {
  const url = new URL(address)
  const handle = /^\/m\/([a-z0-9-]+)\//.exec(url.pathname)?.[1]
  if (handle === undefined) throw new Error(`rockpool: ${url.pathname} is not below /m/<shop>/`)
  return { origin: url.origin, handle, centre: `${url.origin}/m/${handle}/`, query: url.searchParams }
}
