import { activityRoutes } from '#server/modules/activity/index'
import { needApproval } from '#server/modules/approvals/index'
import { companiesRoutes } from '#server/modules/companies/index'
import { auditRoutes } from '#server/modules/audit/index'
import { catalogueRoutes } from '#server/modules/catalogue/index'
import { couponsRoutes } from '#server/modules/coupons/index'
import { deskRoutes } from '#server/modules/desk/index'
import { figuresRoutes } from '#server/modules/figures/index'
import { feedRoutes } from '#server/modules/feed/index'
import { jobsRoutes, previewJob } from '#server/modules/jobs/index'
import { ordersRoutes } from '#server/modules/orders/index'
import { importsRoutes } from '#server/modules/imports/index'
import { keysRoutes } from '#server/modules/keys/index'
import { membersRoutes } from '#server/modules/members/index'
import { profilesRoutes } from '#server/modules/profiles/index'
import { programsRoutes } from '#server/modules/programs/index'
import { quotesRoutes, watchFloors } from '#server/modules/quotes/index'
import { rewardsRoutes } from '#server/modules/rewards/index'
import { seatsRoutes } from '#server/modules/seats/index'
import { staffRoutes } from '#server/modules/staff/index'
import { consentsRoutes } from '#server/modules/consents/index'
import { loginsRoutes } from '#server/modules/logins/index'
import { shopsRoutes } from '#server/modules/shops/index'
import { signupsRoutes } from '#server/modules/signups/index'
import { mailRoutes } from '#server/platform/mail/routes'
import { rosterRoutes } from '#server/modules/roster/index'
import type { Route } from '#server/platform/route'
import type { House } from './house.ts'

/** Every operation of the API, in the order in which its documents name them. */
export const ROUTES: readonly Route<House>[] = needApproval<House>([
  ...activityRoutes, ...profilesRoutes, ...membersRoutes, ...deskRoutes, ...companiesRoutes, ...watchFloors([...programsRoutes, ...catalogueRoutes]), ...couponsRoutes, ...quotesRoutes, ...rewardsRoutes,
  ...rosterRoutes, ...figuresRoutes, ...ordersRoutes, ...feedRoutes, ...jobsRoutes, ...importsRoutes, ...signupsRoutes, ...loginsRoutes, ...consentsRoutes, ...shopsRoutes, ...mailRoutes, ...keysRoutes, ...staffRoutes, ...seatsRoutes, ...auditRoutes,
], previewJob)
