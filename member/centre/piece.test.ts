import { afterEach, describe, expect, test, vi } from 'vitest'
import { pieceOf } from './piece.ts'

const gone = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch'))

/** A tab, how often it was loaded anew, and whether its network is there. */
function openTab({ onLine = true }: { onLine?: boolean } = {}): { reloads: () => number } {
  const items = new Map<string, string>()
  let reloads = 0
  const sessionStorage = { getItem: (key: string) => items.get(key) ?? null, setItem: (key: string, value: string) => void items.set(key, value), removeItem: (key: string) => void items.delete(key) }
  vi.stubGlobal('window', { sessionStorage, location: { reload: () => void (reloads += 1) } })
  vi.stubGlobal('navigator', { onLine })
  return { reloads: () => reloads }
}

/** What comes of a piece: it is there, it could not be had, or the page is on its way anew. */
async function outcome(name: string, load: () => Promise<string>): Promise<string> {
  return Promise.race([pieceOf(name, load).catch(() => 'failed'), new Promise<string>((resolve) => setTimeout(() => resolve('reloads'), 5))])
}

afterEach(() => vi.unstubAllGlobals())

describe('a piece that is gone', () => {
  test('has the page anew once, though other pieces come each time, and again once it had come', async () => {
    const { reloads } = openTab()
    const visit = async (points: () => Promise<string>): Promise<string[]> => [await outcome('texts-en', async () => 'texts'), await outcome('points', points)]
    expect([await visit(gone), await visit(gone), await visit(gone), reloads()]).toEqual([['texts', 'reloads'], ['texts', 'failed'], ['texts', 'failed'], 1])
    expect([await visit(async () => 'page'), await visit(gone), reloads()]).toEqual([['texts', 'page'], ['texts', 'reloads'], 2])
  })

  test('leaves the page that is there where the network is gone', async () => {
    const { reloads } = openTab({ onLine: false })
    expect([await outcome('points', gone), reloads()]).toEqual(['failed', 0])
  })
})
