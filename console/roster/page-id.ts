/** By which id the page of a member is opened: the shop's, which staff know and the page is headed by where there is no name; ours where that one is masked. */
export function pageId({ memberId, externalIds: [first] }: { memberId: string; externalIds: readonly string[] }): string {
  return first === undefined || isMaskedId(first) ? memberId : first
}

/** Whether an id is shown in part, as the server does where one looks like an address. */
export function isMaskedId(id: string): boolean {
  return id.includes('•••')
}
