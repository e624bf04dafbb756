import { answerOf, isProblem, type ListedMember, type Rockpool } from '#sdk/index'

/** Whoever an address, a number or an id belongs to: an address has an @, a number has digits, and anything may be an id of the shop. */
export async function seekMembers(client: Rockpool, sought: string): Promise<ListedMember[]> {
  const byId = answerOf(client.GET('/api/v1/members/{member}/profile', { params: { path: { member: sought } } })).then((profile): ListedMember[] => [profile], nothingWhere(404))
  const isPhone = /^\+[\d\s().-]{5,}$/.test(sought)
  const body = sought.includes('@') ? { email: sought } : isPhone ? { phone: sought } : null
  const byContact = body === null ? [] : answerOf(client.POST('/api/v1/members/searches', { body })).then(({ members }) => members, nothingWhere(422))
  const all = (await Promise.all([byContact, byId])).flat()
  return all.filter(({ memberId }, index) => all.findIndex((other) => other.memberId === memberId) === index)
}

function nothingWhere(status: number): (error: unknown) => [] {
  return (error) => {
    if (isProblem(error) && error.status === status) return []
    throw error
  }
}
