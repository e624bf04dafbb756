/** How often a transaction is tried that met another one: a deadlock, or the same new key at the same time. */
const TRIES = 5
const PASSING = new Set(['40001', '40P01', '23505', '55P03'])

/** Does again what passes: of two transactions that stood in each other's way, the one that was undone. */
export async function tryAgain<T>(act: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await act()
    } catch (error) {
      if (tried === TRIES || !PASSING.has((error as { code?: string }).code ?? '')) throw error
    }
  }
}
