import { actionRoutes } from './action-routes.ts'
import { clockRoutes } from './clock-route.ts'
import { correctionsRoute } from './corrections-route.ts'
import { eventsRoute } from './events-route.ts'
import { impactRoutes } from './impact-route.ts'
import { memberRoutes } from './member-routes.ts'
import { previewRoute } from './preview-route.ts'

/** What is recorded of members, and what is read of them. */
export const activityRoutes = [eventsRoute, ...memberRoutes, ...actionRoutes, correctionsRoute, ...clockRoutes, previewRoute, ...impactRoutes] as const
