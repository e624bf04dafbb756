import type { MantineColorsTuple } from '@mantine/core'

/** The water of a tide pool: what can be pressed, and where one is. */
export const TIDE: MantineColorsTuple = ['#e8f6f5', '#cfebe9', '#9fd8d4', '#6bc3bd', '#3fada6', '#1f948d', '#117c76', '#0b6662', '#07524f', '#033c3a']
/** The rock: lines, quiet words, grounds of the light scheme. */
export const ROCK: MantineColorsTuple = ['#f5f8f8', '#ebf0f0', '#dde5e6', '#c7d2d4', '#a5b4b7', '#748588', '#55676b', '#3c4c50', '#28363a', '#172125']
/** The sea at night: the dark scheme, from words to the deepest ground. */
export const NIGHT: MantineColorsTuple = ['#dbe5e7', '#b9c8cb', '#9db0b4', '#6a7f84', '#3f5157', '#2b3b41', '#1f2d32', '#152125', '#0f191c', '#0a1214']
/** What went wrong, or cannot be undone. */
export const CORAL: MantineColorsTuple = ['#fdefec', '#f9dad4', '#f3b3a8', '#ed8a7a', '#e76a56', '#d9503a', '#bf3b26', '#a32e1b', '#832313', '#61180c']
/** What wants a second look. */
export const SAND: MantineColorsTuple = ['#fdf5e3', '#f8e7c1', '#f0d08a', '#e6b752', '#d99f2b', '#bd8415', '#996808', '#7d5405', '#614003', '#452d02']
/** What is well. */
export const KELP: MantineColorsTuple = ['#edf6ec', '#d6ead3', '#aed5a9', '#84be7c', '#61a957', '#468f3c', '#33772a', '#27621f', '#1c4c15', '#12370d']

/** The system's own letters, Chinese ones among them: nothing is fetched. */
export const LETTERS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif'
export const FIXED_LETTERS = 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", "Noto Sans Mono CJK SC", monospace'
