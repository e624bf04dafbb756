import { CONSOLE } from '#server/console/index'
import { CENTRE, WIDGET, type Bundle } from '#server/pages/index'

/** All pages that are built before they are served. */
export const BUNDLES: readonly Bundle[] = [CONSOLE, CENTRE, WIDGET]
