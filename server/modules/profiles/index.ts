export { joinMember } from './create-member.ts'
export { profilesRoutes } from './routes.ts'
export { erasePersonalData } from './personal-data.ts'
export { addTags, removeTag } from './change-tags.ts'
