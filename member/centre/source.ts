/** Where a shopper came from, as the server keeps it once when they join. */
export type Source = Partial<Record<'utmSource' | 'utmMedium' | 'utmCampaign' | 'utmTerm' | 'utmContent' | 'referrer' | 'campaign' | 'influencer' | 'qr' | 'page', string>>

const FIELDS: Readonly<Record<string, keyof Source>> = {
  utm_source: 'utmSource', utm_medium: 'utmMedium', utm_campaign: 'utmCampaign', utm_term: 'utmTerm', utm_content: 'utmContent', campaign: 'campaign', ref: 'influencer', influencer: 'influencer', qr: 'qr',
}
const LONGEST = 200

/** What an address and the page before it say of where somebody came from. */
export function sourceOf({ search, hostname, pathname }: Pick<URL, 'search' | 'hostname' | 'pathname'>, referrer: string): Source {
  const query = new URLSearchParams(search)
  const said = Object.entries(FIELDS).flatMap(([name, field]) => {
    const value = query.get(name)?.trim().slice(0, LONGEST) ?? ''
    return value === '' || hasControls(value) ? [] : [[field, value] as const]
  })
  const before = hostOf(referrer)
  const source: Source = { ...Object.fromEntries(said), ...(before === null || before === hostname ? {} : { referrer: before }) }
  return Object.keys(source).length === 0 ? {} : { ...source, page: pathname.slice(0, LONGEST) }
}

/** Keeps the first source of a tab, so that it is still known when somebody joins after having read about it. */
export function keepSource(found: Source, storage: Pick<Storage, 'getItem' | 'setItem'> | null): Source {
  const kept = readKept(storage?.getItem('rockpool:source') ?? null)
  if (Object.keys(kept).length > 0) return kept
  if (Object.keys(found).length > 0) storage?.setItem('rockpool:source', JSON.stringify(found))
  return found
}

function readKept(text: string | null): Source {
  try {
    const kept = JSON.parse(text ?? '{}') as unknown
    return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? kept : {}
  } catch {
    return {}
  }
}

function hostOf(address: string): string | null {
  try {
    const host = new URL(address).hostname
    return /^[a-z0-9.-]{1,200}$/.test(host) ? host : null
  } catch {
    return null
  }
}

function hasControls(text: string): boolean {
  return /[\u0000-\u001f\u007f]/.test(text)
}
