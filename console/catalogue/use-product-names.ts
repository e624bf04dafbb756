import { answerOf } from '#sdk/index'
import { useRead } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'

/** So many are asked for at once. */
const MOST = 100

/** What products are called, by SKU; none until they are here, and for whoever may not see the catalogue. */
export function useProductNames(skus: readonly string[]): ReadonlyMap<string, string> {
  const asked = [...new Set(skus)].sort()
  const isWanted = useMay()('catalogue:read') && asked.length > 0
  const { data } = useRead(['catalogue', 'names', ...asked], async (client) => {
    const parts = Array.from({ length: Math.ceil(asked.length / MOST) }, (_, part) => asked.slice(part * MOST, (part + 1) * MOST))
    const answers = await Promise.all(parts.map((part) => answerOf(client.GET('/api/v1/catalogue/products', { params: { query: { skus: part } } }))))
    return answers.flatMap(({ products }) => products)
  }, { isWanted })
  return new Map((data ?? []).flatMap(({ sku, name }) => (name === null ? [] : [[sku, name] as const])))
}
