import { buildBundle } from '#server/pages/index'
import { BUNDLES } from './bundles.ts'

/** `npm run build`: what a published package brings along. */
for (const bundle of BUNDLES) await buildBundle(bundle)
