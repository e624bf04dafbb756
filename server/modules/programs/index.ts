export { publishProgram } from './publish-program.ts'
export { readTimeline } from './read-timeline.ts'
export { programsRoutes } from './routes.ts'
export { tellProblems } from './tell-problems.ts'
