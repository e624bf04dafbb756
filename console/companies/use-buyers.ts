import { answerOf, type BuyerPage, type StatementBuyer } from '#sdk/index'
import { usePages } from '#console/session/use-pages.ts'

const AT_ONCE = 50

/** Who buys for a company, page by page: read once, for the list and for whoever names them. */
export function useBuyers(company: string) {
  return usePages<BuyerPage>(['members', company, 'buyers'], (client, from) => answerOf(client.GET('/api/v1/members/{member}/buyers', { params: { path: { member: company }, query: { limit: AT_ONCE, ...from } } })))
}

/** What a buyer is called: by name where one of the buyers who were read has one, else by the shop's id, or ours. */
export function useBuyerName(company: string): (buyer: StatementBuyer) => string {
  const buyers = useBuyers(company).data?.pages.flatMap((page) => page.buyers)
  return ({ memberId, externalIds }) => buyers?.find((one) => one.memberId === memberId)?.name ?? externalIds[0] ?? memberId
}
