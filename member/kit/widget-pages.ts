import type { WidgetPages } from '#member/kit/shapes'

/** Whether the launcher belongs on the page at a path of the shop; the path is as browsers write it, or as people do. */
export function isShownOn(pages: WidgetPages | undefined, path: string): boolean {
  if (pages === undefined) return true
  const here = readablePath(path)
  return pages.paths.some((begin) => here.startsWith(readablePath(begin))) === (pages.which === 'only')
}

/** A path without its escapes; one that cannot be read stays. */
export function readablePath(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}
