export { buildBundle } from './build-bundle.ts'
export { CENTRE, serveCentre, type CentreFacts } from './centre.ts'
