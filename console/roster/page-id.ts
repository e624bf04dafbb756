/** By which id the page of a member is opened: the shop's, which staff know and the page is headed by where there is no name; ours where that one is masked. */
export function pageId({ memberId, externalIds: [first] }: { memberId: string; externalIds: readonly string[] }): string {
  return first === undefined || first.includes('•••') ? memberId : first
}
