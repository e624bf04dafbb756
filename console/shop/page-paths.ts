import { readablePath } from '#member/kit/widget-pages'

/** How the path of a page begins, as the server takes it. */
const PAGE_PATH = /^\/[^\s?#*<>"\u0000-\u001f]+$/

export function isPagePath(path: string): boolean {
  return PAGE_PATH.test(path)
}

/** The path of whatever address was pasted, each once; what is no path stays as it is, for the field to say what is wrong with it. */
export function pathsOf(typed: readonly string[]): string[] {
  return [...new Set(typed.map((each) => pathOf(each.trim())))]
}

function pathOf(typed: string): string {
  if (!/^https?:/i.test(typed) || !URL.canParse(typed)) return typed
  const { pathname } = new URL(typed)
  return isPagePath(readablePath(pathname)) ? readablePath(pathname) : pathname
}
