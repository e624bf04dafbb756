export { findMembers } from './find-members.ts'
export { requireMember } from './require-member.ts'
export { resolveMembers } from './resolve-members.ts'
export { selectExternalIds } from './members.store.ts'
